using Akka.Actor;
using Akka.TestKit;
using Crosstown.Actors.Pools;
using Crosstown.TestKit.Control;
using Crosstown.TestKit.Faults;
using Crosstown.TestKit.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.TestKit;

/// <summary>
/// What a test sees of the traffic of one host, and does with it: a <see cref="CrosstownTestHost"/>, or the service that <c>AddCrosstownTesting()</c> registers. Counts and assertions are
/// about the deferrals since the host's start, or since <see cref="Reset"/>. Thread-safe. No other assembly can derive from it.
/// </summary>
public abstract class TrafficHarness : ITrafficRecord
{
    private readonly Lazy<ProbeKit> _probes;

    private protected TrafficHarness(TrafficControl control, IServiceProvider services)
    {
        Control = control;
        Services = services;
        // Asked for now: a host that has been stopped has disposed of its services.
        Ledger = services.GetRequiredService<ITrafficLedger>();
        Faults = services.GetRequiredService<FaultDirectory>();
        _probes = new Lazy<ProbeKit>(() => new ProbeKit(ActorSystem));
    }

    /// <summary>The host's services.</summary>
    public IServiceProvider Services { get; }

    /// <summary>The host's traffic as a singleton or a background service gets it. Used in the test's own flow it defers without a request (<c>crosstown.without-request</c>).</summary>
    public ICrosstownTraffic Traffic => Services.GetRequiredService<ICrosstownTraffic>();

    /// <summary>The host's ledger.</summary>
    public ITrafficLedger Ledger { get; }

    /// <summary>The actor system that Crosstown's actors are in.</summary>
    public ActorSystem ActorSystem => Services.GetRequiredService<ActorSystem>();

    /// <summary>How released deferrals run. Those that are released later run in the new way.</summary>
    /// <exception cref="InvalidOperationException">It is set while deferrals are held.</exception>
    public TrafficMode Mode
    {
        get => Control.Mode;
        set => Control.Mode = value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<RecordedDeferral> Deferrals => Control.Log.SinceReset;

    /// <summary>The deferrals that are held, in the order of dispatch. Empty in other modes than <see cref="TrafficMode.Manual"/>.</summary>
    public IReadOnlyList<RecordedDeferral> Held => Control.Held;

    /// <summary>The deferrals that have failed.</summary>
    public IReadOnlyList<RecordedDeferral> Failures => [.. Deferrals.Where(static deferral => deferral.Fate is Fate.Failed)];

    /// <summary>All same-thread lanes.</summary>
    public TrafficRoute SameThread => new(Control.Routes, PoolNames.SameThread);

    internal TrafficControl Control { get; }

    internal FaultDirectory Faults { get; }

    /// <summary>A pool of the host.</summary>
    /// <exception cref="ArgumentException">There is no such pool.</exception>
    public TrafficRoute Pool(string name) => new(Control.Routes, FindPool(name).Name);

    /// <summary>An actor to which the application defers messages (<see cref="ITraffic.TellTo"/>).</summary>
    public TrafficRoute Actor(IActorRef target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new TrafficRoute(Control.Routes, target);
    }

    /// <summary>Creates a probe in the host's actor system. Its failed expectations throw <see cref="TrafficAssertionException"/>, so it needs no test framework.</summary>
    public TestProbe CreateTestProbe(string? name = null) => _probes.Value.CreateTestProbe(name);

    /// <summary>Begins to count anew: deferrals made until now are no longer in <see cref="Deferrals"/>. Those without a fate are waited for all the same, and a failure of theirs is told.</summary>
    public void Reset() => Control.Log.Reset();

    /// <summary>Runs the held deferral that was dispatched first, and waits for its end. While none is held and one may still be released, it waits for that.</summary>
    /// <returns>The deferral with its fate, and its exception if it failed.</returns>
    /// <exception cref="TrafficAssertionException">No deferral is held and none is to come, or the deadline passed.</exception>
    /// <exception cref="InvalidOperationException">The mode is not <see cref="TrafficMode.Manual"/>.</exception>
    public Task<RecordedDeferral> NextAsync() => Control.NextAsync();

    /// <summary>Runs the held deferrals one after another, in the order of dispatch, and those that they defer. Waits for those that may still be released.</summary>
    /// <returns>The deferrals that it ran; none if there was none.</returns>
    /// <exception cref="TrafficFailedException">Work has failed, unless <see cref="CrosstownTestOptions.CollectFailures"/> is set. The others have run all the same.</exception>
    /// <exception cref="TrafficAssertionException">The deadline passed.</exception>
    /// <exception cref="InvalidOperationException">The mode is not <see cref="TrafficMode.Manual"/>.</exception>
    public Task<IReadOnlyList<RecordedDeferral>> ReleaseAllAsync() => Control.ReleaseAllAsync(Control.Options.CollectFailures);

    /// <summary>Waits until each deferral made so far has its fate, and those that these defer, and until the failure handlers have returned.</summary>
    /// <exception cref="TrafficFailedException">Work has failed of which the test was not told yet, unless <see cref="CrosstownTestOptions.CollectFailures"/> is set.</exception>
    /// <exception cref="TrafficAssertionException">Deferrals are held, or the deadline passed; the message names those still out, or the failure handlers.</exception>
    public Task SettledAsync() => Control.SettledAsync(Control.Options.CollectFailures);

    /// <summary>Asserts that no deferral is held and none is to come.</summary>
    /// <exception cref="TrafficAssertionException">There is one.</exception>
    public void ShouldHaveNoMore()
    {
        if (Held.Count > 0 || Control.Log.Coming.Count > 0)
            throw Control.Failure("Expected no more deferrals.");
    }

    /// <summary>Restarts every routee of a pool at once. Work that runs there and awaits something fails; work in the mailboxes stays there. Returns when all routees are back.</summary>
    /// <exception cref="ArgumentException">There is no such pool.</exception>
    public Task RestartPoolAsync(string name) => PoolRestart.RunAsync(FindPool(name), Control.Options.Deadline);

    /// <summary>Creates a handler for a client of the test's own, such as <c>factory.CreateDefaultClient(harness.CreateHandler())</c>.</summary>
    /// <param name="fault">What happens to the response of each of its requests; null for nothing. In the mode <see cref="TrafficMode.Inline"/> a client needs this handler, too.</param>
    public DelegatingHandler CreateHandler(ResponseFault? fault = null) => new TestClientHandler(Control, Faults, fault);

    /// <summary>
    /// Runs the scenario many times, each time with another seed. The seed decides the order in which released deferrals start, and on which side of the response's end the last deferring
    /// call falls where the application makes that call in code that its handler does not await. A lane's and a <see cref="ITraffic.TellTo"/> target's order is kept, and that of sequential
    /// traffic. What the work itself awaits is outside the seed. A first run, which is not counted, has the seed 0: the order deferred, one at a time.
    /// </summary>
    /// <param name="scenario">Calls of the client and assertions. It may be called some hundred times on this host. All traffic is awaited after each run, and counts begin anew before it.</param>
    /// <param name="rounds">How many seeds, at least 1.</param>
    /// <param name="firstSeed">The first seed, at least 1; the others follow it. To replay a failure give its seed, and 1 round.</param>
    /// <exception cref="InterleavingFailedException">The scenario has failed; names the seed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounds"/> or <paramref name="firstSeed"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">The mode is not <see cref="TrafficMode.Live"/>.</exception>
    public Task InterleaveAsync(Func<Task> scenario, int rounds = 50, int firstSeed = 1) => InterleavedScenario.RunAsync(Control, scenario, rounds, firstSeed);

    /// <summary>Asserts, at the end of the host, that no deferral was leaked.</summary>
    /// <returns>The failure; null for none.</returns>
    private protected async Task<TrafficAssertionException?> FindLeakAsync()
    {
        if (!Control.Options.AssertOnDispose || Control.HasFailed)
            return null;
        const string Hint =
            "If the test has failed before this, its own failure is hidden by this one; CrosstownTestHost.RunAsync tells that one, and AssertOnDispose = false switches this assertion off.";
        try
        {
            await Control.SettledAsync(collect: true).ConfigureAwait(false);
            return Ledger.Read() is { Balances: true } ? null : Control.Failure("Expected the ledger to balance.");
        }
        catch (TrafficAssertionException e)
        {
            return new TrafficAssertionException($"The test ends with deferrals that have no fate. {e.Message}\n{Hint}", e);
        }
    }

    private Pool FindPool(string name) => Services.GetRequiredService<PoolDirectory>().Find(name);
}
