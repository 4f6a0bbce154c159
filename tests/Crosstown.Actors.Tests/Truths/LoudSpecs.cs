using Akka.Configuration;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Handlers;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.14: an error at start-up or at the call, with path, value and cure.</summary>
public sealed class LoudSpecs
{
    [Fact]
    public async Task An_unknown_pool_is_an_error_at_the_call()
    {
        await using var host = new TrafficHost("crosstown.pools.calls { }");
        var request = host.Request();
        var error = Assert.Throws<ArgumentException>(() => request.Defer(() => { }, new DeferralOptions { Pool = "cals" }));
        Assert.Equal("There is no pool cals; the pools are calls, default. Declare it in HOCON: crosstown.pools.cals { }, or with services.AddTrafficPool.", error.Message);
        Assert.Throws<ArgumentException>(() => host.Request(new EndpointDeferralOptions { Pool = "cals" }).Defer(() => { }));
        Assert.Equal(0, host.Ledger.Read().Deferred);
    }

    [Fact]
    public void A_deployment_for_a_pool_that_is_not_declared_is_an_error() =>
        Assert.StartsWith(
            "akka.actor.deployment./crosstown/pools/cals deploys a pool that is not declared",
            Assert.Throws<ConfigurationException>(() => new TrafficHost("akka.actor.deployment./crosstown/pools/cals { router = round-robin-pool, nr-of-instances = 1 }")).Message,
            StringComparison.Ordinal);

    [Theory, InlineData("crosstown/pools/default"), InlineData("/crosstown/pool/default"), InlineData("/crosstown/default"), InlineData("/crosstown")]
    public void A_deployment_below_crosstown_that_is_no_pools_is_an_error(string path) =>
        Assert.Equal(
            $"akka.actor.deployment.{path} deploys no pool; it must be /crosstown/pools/NAME.",
            Assert.Throws<ConfigurationException>(() => new TrafficHost($"akka.actor.deployment {{ {path} {{ router = round-robin-pool, nr-of-instances = 1 }} }}")).Message);

    [Theory]
    [InlineData("crosstown.dispatchers.same-thread.mailbox-type = \"Akka.Dispatch.UnboundedMailbox\"", "crosstown.dispatchers.same-thread.mailbox-type is Akka.Dispatch.UnboundedMailbox; Crosstown's workers hold their mail in a mailbox of their own. Remove it.")]
    public void Another_mailbox_type_for_workers_is_an_error(string hocon, string error) =>
        Assert.StartsWith(error, Assert.Throws<ConfigurationException>(() => new TrafficHost(hocon)).Message, StringComparison.Ordinal);

    [Theory, InlineData(true), InlineData(false)]
    public void Props_of_a_pool_that_cannot_be_made_are_an_error_at_start_up(bool throws)
    {
        var error = Assert.Throws<ConfigurationException>(() => new TrafficHost(
            configure: services => services.AddTrafficPool("mine", _ => throws ? throw new InvalidOperationException("No service.") : null!)));
        Assert.Equal($"The Props of the pool mine cannot be made: {(throws ? "No service." : "they are null.")} See AddTrafficPool(\"mine\", …).", error.Message);
    }

    [Fact]
    public void A_pool_may_not_take_the_name_of_the_lanes() =>
        Assert.Throws<ConfigurationException>(() => new TrafficHost("crosstown.pools.same-thread { }"));

    [Fact]
    public async Task A_message_without_a_handler_is_an_error_at_the_call()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        Assert.StartsWith("No handler is registered for System.Int32 or a base type of it.", Assert.Throws<NoTrafficHandlerException>(() => request.Tell(1)).Message, StringComparison.Ordinal);
        Assert.Throws<NoTrafficHandlerException>(() => request.TryTell(1, out _));
        Assert.Equal(0, host.Ledger.Read().Deferred);
    }

    [Fact]
    public async Task Two_handlers_for_one_message_type_are_both_named_by_a_warning_at_start_up()
    {
        await using var host = new TrafficHost(configure: services => services.AddTrafficHandler<One>().AddTrafficHandler<Two>());
        var warning = Assert.Single(host.Logs.Entries, entry => entry.Id == EventIds.SeveralHandlers);
        Assert.Equal(LogLevel.Warning, warning.Level);
        Assert.StartsWith($"System.String has several handlers: {typeof(One)}, {typeof(Two)}. The last one registered, {typeof(Two)}, gets the messages;", warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_handler_registered_twice_is_not_worth_a_warning()
    {
        await using var host = new TrafficHost(configure: services => services.AddTrafficHandler<One>().AddTrafficHandler<One>());
        Assert.Single(host.Services.GetRequiredService<HandlerRegistry>().All);
        Assert.Equal(0, host.Logs.Count(EventIds.SeveralHandlers));
    }

    [Fact]
    public void A_class_that_handles_nothing_is_an_error() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddTrafficHandler<LoudSpecs>());

    [Fact]
    public void A_handler_of_an_interface_is_an_error_because_no_message_would_ever_come_to_it()
    {
        var error = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddTrafficHandler<OfInterface>());
        Assert.Equal(
            $"{typeof(OfInterface)} handles System.IFormattable, an interface, and would never be called: a message goes to the handler of its class or the nearest base class. " +
            "Handle the class, or a base class that the messages share.",
            error.Message);
    }

    [Fact]
    public async Task A_timeout_of_zero_is_an_error()
    {
        await using var host = new TrafficHost();
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Request().Defer(() => { }, new DeferralOptions { Timeout = TimeSpan.Zero }));
    }

    [Fact]
    public async Task Pools_that_cannot_be_made_are_an_error_at_start_up()
    {
        await using var host = new TrafficHost("crosstown.dispatchers.pool.type = NoSuchDispatcher", start: false);
        Assert.Throws<ConfigurationException>(() => host.Runtime.Start(host.System));
    }

    [Fact]
    public async Task Starting_twice_is_an_error()
    {
        await using var host = new TrafficHost();
        Assert.Throws<InvalidOperationException>(() => host.Runtime.Start(host.System));
    }

    [Fact]
    public async Task The_start_up_line_names_the_version_of_Akka_NET()
    {
        await using var host = new TrafficHost();
        Assert.Contains($"Crosstown runs on Akka.NET {typeof(Akka.Actor.ActorSystem).Assembly.GetName().Version} with pools default", Assert.Single(host.Logs.Texts(EventIds.SystemStarted)), StringComparison.Ordinal);
    }

    private sealed class One : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class OfInterface : ITrafficHandler<IFormattable>
    {
        public Task HandleAsync(IFormattable message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Two : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
