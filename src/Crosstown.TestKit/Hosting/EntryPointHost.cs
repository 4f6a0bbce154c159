using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Crosstown.TestKit.Hosting;

/// <summary>
/// Runs an application's entry point on a thread of its own, up to the host that it builds. The host's builder tells its diagnostic listener before and after it builds, in the flow
/// of that thread; a host that is built after the first one, by the application itself, is none of ours.
/// </summary>
internal sealed class EntryPointHost : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Listener = "Microsoft.Extensions.Hosting";

    /// <summary>The run in whose flow the current code is. Tests in parallel have one each.</summary>
    private static readonly AsyncLocal<EntryPointHost?> Current = new();

    private readonly Action<IHostBuilder> _configure;
    private readonly TaskCompletionSource<IHost> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hosts;

    private EntryPointHost(Action<IHostBuilder> configure) => _configure = configure;

    /// <summary>Completes when the entry point has returned, or fails with its exception.</summary>
    public Task Ended => _ended.Task;

    /// <returns>The run, and the host, which the entry point starts itself.</returns>
    public static async Task<(EntryPointHost Run, IHost Host)> BuildAsync(Assembly application, string[] args, Action<IHostBuilder> configure)
    {
        var entryPoint = application.EntryPoint
            ?? throw new InvalidOperationException($"{application.GetName().Name} has no entry point; the type parameter of StartAsync is a type of the application's assembly, such as Program.");
        var run = new EntryPointHost(configure);
        var thread = new Thread(() => run.Run(entryPoint, args)) { IsBackground = true, Name = $"{application.GetName().Name} under test" };
        thread.UnsafeStart();
        return (run, await run._built.Task.ConfigureAwait(false));
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == Listener && Current.Value == this)
            value.Subscribe(this);
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value != this)
            return;
        if (value is { Key: "HostBuilding", Value: IHostBuilder builder } && Interlocked.Increment(ref _hosts) == 1)
            _configure(builder);
        else if (value is { Key: "HostBuilt", Value: IHost host })
            _built.TrySetResult(host);
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    private void Run(MethodInfo entryPoint, string[] args)
    {
        Current.Value = this;
        using var subscription = DiagnosticListener.AllListeners.Subscribe(this);
        try
        {
            entryPoint.Invoke(null, entryPoint.GetParameters().Length == 0 ? [] : [args]);
            _built.TrySetException(new InvalidOperationException($"The entry point of {entryPoint.Module.Assembly.GetName().Name} returned without having built a host."));
            _ended.TrySetResult();
        }
        catch (TargetInvocationException e)
        {
            _built.TrySetException(e.InnerException ?? e);
            _ended.TrySetException(e.InnerException ?? e);
        }
    }
}
