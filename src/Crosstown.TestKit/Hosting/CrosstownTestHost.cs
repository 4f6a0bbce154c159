using Crosstown.Actors.Runtime;
using Crosstown.TestKit.Control;
using Crosstown.TestKit.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crosstown.TestKit;

/// <summary>
/// A running application for a test, on TestServer or on Kestrel, with the harness for its traffic. Any number of them may run at once: they share nothing. Disposing of it asserts that
/// no deferral was leaked, and stops the host.
/// </summary>
public sealed class CrosstownTestHost : TrafficHarness, IAsyncDisposable
{
    private readonly IHost _host;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TrafficDrain _drain;

    /// <summary>Completes when the application's entry point has returned; null where the test has built the application.</summary>
    private readonly Task? _entryPoint;
    private bool _isDisposed;

    private CrosstownTestHost(IHost host, Task? entryPoint)
        : base(host.Services.GetRequiredService<TrafficControl>(), host.Services)
    {
        (_host, _entryPoint) = (host, entryPoint);
        // Asked for now: a host that has been stopped has disposed of its services.
        _drain = Services.GetRequiredService<TrafficDrain>();
        _lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
        Client = CreateClient();
    }

    /// <summary>A client of the application. It follows no redirects and keeps no cookies. Disposed of with the host.</summary>
    public HttpClient Client { get; }

    /// <summary>Where the application listens: an address on Kestrel, <c>http://localhost/</c> on TestServer.</summary>
    public Uri Address => Services.GetRequiredService<IServer>() is TestServer server
        ? server.BaseAddress
        : new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts the application whose entry point is in the assembly of <typeparamref name="TProgram"/>, as it is, with these options. Returns when it serves.</summary>
    /// <typeparam name="TProgram">A type of the application's assembly, such as <c>Program</c>.</typeparam>
    /// <exception cref="InvalidOperationException">The assembly has no entry point, or it builds no host.</exception>
    /// <exception cref="Exception">The application's own exception where it does not start.</exception>
    public static async Task<CrosstownTestHost> StartAsync<TProgram>(Action<CrosstownTestOptions>? configure = null)
    {
        var options = new CrosstownTestOptions();
        configure?.Invoke(options);
        var application = typeof(TProgram).Assembly;
        // As arguments, too: an application that gives them to its builder can read the settings before it builds.
        string[] args =
        [
            $"--environment={options.Environment}", $"--contentRoot={options.ContentRoot}", $"--applicationName={application.GetName().Name}",
            .. options.Settings.Select(static setting => $"--{setting.Key}={setting.Value}"),
        ];
        var (run, host) = await EntryPointHost.BuildAsync(application, args, builder => TestHostSetup.Apply(builder, options)).ConfigureAwait(false);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult))
        {
            // The entry point starts the host. Where that fails it ends, and its exception is the test's.
            await await Task.WhenAny(started.Task, run.Ended).ConfigureAwait(false);
            if (!started.Task.IsCompleted)
                throw new InvalidOperationException($"The entry point of {application.GetName().Name} returned without having started its host.");
        }

        return new CrosstownTestHost(host, run.Ended);
    }

    /// <inheritdoc cref="StartAsync{TProgram}(Action{CrosstownTestOptions})"/>
    /// <param name="mode">How released deferrals run.</param>
    public static Task<CrosstownTestHost> StartAsync<TProgram>(TrafficMode mode) => StartAsync<TProgram>(options => options.Mode = mode);

    /// <summary>Starts an application that consists of these endpoints and of <c>AddCrosstown()</c>; handlers and other services come by <see cref="CrosstownTestOptions.ConfigureServices"/>.</summary>
    /// <exception cref="Exception">The application's own exception where it does not start.</exception>
    public static async Task<CrosstownTestHost> StartAsync(Action<WebApplication> map, Action<CrosstownTestOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        var options = new CrosstownTestOptions();
        configure?.Invoke(options);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = options.Environment, ContentRootPath = options.ContentRoot });
        builder.Services.AddCrosstown();
        TestHostSetup.Apply(builder.Host, options);
        var app = builder.Build();
        try
        {
            map(app);
            await app.StartAsync().ConfigureAwait(false);
            return new CrosstownTestHost(app, null);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts the application as <see cref="StartAsync{TProgram}(Action{CrosstownTestOptions})"/> does, runs the test, and ends it. A failure of the test comes before one of the end.</summary>
    public static async Task RunAsync<TProgram>(Func<CrosstownTestHost, Task> test, Action<CrosstownTestOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        var host = await StartAsync<TProgram>(configure).ConfigureAwait(false);
        try
        {
            await test(host).ConfigureAwait(false);
        }
        catch
        {
            await host.EndHostAsync().ConfigureAwait(false);
            throw;
        }

        await host.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Creates another client, to whose requests' responses this happens. The caller disposes of it.</summary>
    public HttpClient CreateClient(ResponseFault? fault = null)
    {
        var handler = CreateHandler(fault);
        handler.InnerHandler = Services.GetRequiredService<IServer>() is TestServer server
            ? server.CreateHandler()
            : new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ResponseDrainTimeout = TimeSpan.Zero };
        return new HttpClient(handler) { BaseAddress = Address };
    }

    /// <summary>
    /// Stops the host as its shutdown would: the server, then the drain. An application that was started by its entry point disposes of its services then; take from them before what is
    /// to be asserted after. Idempotent.
    /// </summary>
    public Task StopAsync()
    {
        if (_entryPoint is null)
            return _host.StopAsync();
        // The entry point waits for this, and stops the host by itself.
        _lifetime.StopApplication();
        return _entryPoint;
    }

    /// <summary>Asserts that no deferral was leaked (<see cref="CrosstownTestOptions.AssertOnDispose"/>), and stops the host. Idempotent.</summary>
    /// <exception cref="TrafficAssertionException">A deferral has no fate, or the ledger does not balance. The host is stopped all the same.</exception>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        var leak = await FindLeakAsync().ConfigureAwait(false);
        await EndHostAsync().ConfigureAwait(false);
        if (leak is not null)
            throw leak;
    }

    private async Task EndHostAsync()
    {
        _isDisposed = true;
        Control.End();
        Faults.End();
        // Work that is still out was named as a leak, or is allowed to be one: the test does not wait for it.
        _drain.Hurry();
        Client.Dispose();
        await StopAsync().ConfigureAwait(false);
        if (_host is IAsyncDisposable host)
            await host.DisposeAsync().ConfigureAwait(false);
    }
}
