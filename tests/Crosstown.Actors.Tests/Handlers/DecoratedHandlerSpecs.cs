using Akka.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Handlers;

/// <summary>docs/decorator.md: the attribute may stand on a handler's class.</summary>
public sealed class DecoratedHandlerSpecs
{
    [Fact]
    public async Task A_message_runs_as_its_handlers_attribute_says_unless_its_own_options_say_otherwise()
    {
        await using var host = new TrafficHost("crosstown.pools { calls { } \n mails { } }", services => services.AddTrafficHandler<Handler>());
        var request = host.Request(new() { Pool = "mails" });
        var plain = request.Tell(new Message());
        var derived = request.Tell(new Derived());
        Assert.True(request.TryTell(new Message(), out var tried));
        var awaited = await request.TellAsync(new Message());
        var own = request.Tell(new Message(), new() { Pool = "mails", NoGo = [] });
        request.End(status: 204);
        await host.SettledAsync();
        Assert.All([plain, derived, tried, awaited], deferral => Assert.Equal(("calls", Fate.NoGo), (deferral.Pool, deferral.Fate)));
        Assert.Equal(("mails", Fate.Ran), (own.Pool, own.Fate));
    }

    [Fact]
    public void A_value_that_cannot_be_read_is_an_error_at_the_registration() =>
        Assert.Contains("\"6.x\"", Assert.Throws<FormatException>(() => new ServiceCollection().AddTrafficHandler<Malformed>()).Message, StringComparison.Ordinal);

    [Fact]
    public void RunNow_is_an_error_at_the_registration() =>
        Assert.Contains("WithoutRequest is RunNow", Assert.Throws<FormatException>(() => new ServiceCollection().AddTrafficHandler<Hasty>()).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_pool_that_is_not_declared_is_an_error_at_start_up_that_names_the_handler()
    {
        await using var host = new TrafficHost(configure: services => services.AddTrafficHandler<Handler>(), start: false);
        var error = Assert.Throws<ConfigurationException>(() => host.Runtime.Start(host.System));
        Assert.Contains("[CrosstownTraffic]", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(Handler), error.Message, StringComparison.Ordinal);
        Assert.Contains("There is no pool calls", error.Message, StringComparison.Ordinal);
    }

    internal record Message;

    internal sealed record Derived : Message;

    [CrosstownTraffic(Pool = "calls", NoGo = [204])]
    internal sealed class Handler : ITrafficHandler<Message>
    {
        public Task HandleAsync(Message message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    [CrosstownTraffic(WithoutRequest = WithoutRequest.RunNow)]
    internal sealed class Hasty : ITrafficHandler<Message>
    {
        public Task HandleAsync(Message message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    [CrosstownTraffic(NoGo = ["6.x"])]
    internal sealed class Malformed : ITrafficHandler<Message>
    {
        public Task HandleAsync(Message message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
