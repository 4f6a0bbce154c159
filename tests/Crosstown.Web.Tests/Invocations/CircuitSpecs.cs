using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.JSInterop;

namespace Crosstown.Web.Tests.Invocations;

/// <summary>docs/design.md §2.12: an inbound activity of a Blazor Server circuit is a unit of its own, up to its handler's first wait.</summary>
public class CircuitSpecs
{
    private static Calls? _calls;

    [Fact]
    public async Task What_a_circuit_defers_before_its_handler_waits_is_the_activitys_and_what_it_defers_later_is_without_a_request()
    {
        var journal = new Journal();
        // A circuit speaks its own binary protocol; by its name, JSON serves both sides.
        var protocol = new JournalingProtocol("blazorpack", new Journal());
        await using var app = await TestApp.StartAsync(
            web => web.MapBlazorHub(),
            builder =>
            {
                builder.Services.AddServerSideBlazor();
                builder.Services.AddSingleton<IHubProtocol>(protocol);
            });
        _calls = new(app.Services.GetRequiredService<ICrosstownTraffic>(), journal, new Seen<bool>());
        var browser = new HubConnectionBuilder().WithUrl(new Uri(app.Address, "/_blazor"));
        browser.Services.AddSingleton<IHubProtocol>(protocol);
        await using var client = browser.Build();
        await client.StartAsync().WaitAsync(TestApp.Deadline);
        Assert.NotNull(await client.InvokeAsync<string?>("StartCircuit", app.Address.AbsoluteUri, app.Address.AbsoluteUri, "[]", "").WaitAsync(TestApp.Deadline));

        await client.SendAsync("BeginInvokeDotNetFromJS", "1", typeof(CircuitSpecs).Assembly.GetName().Name, nameof(Browser.HandleEvent), 0L, "[]");
        await Eventually.TrueAsync(() => journal.Entries.Count == 1);
        _calls.GoOn.Set(true);

        await Eventually.TrueAsync(() => journal.Entries.Count == 2);
        Assert.Equal(["at once: INVOKE /_blazor", "after a wait: without a request"], journal.Entries);
        Assert.Equal(0, app.Ledger.Read().Refused);
    }

    /// <summary>Found by its attribute, in public classes.</summary>
    public static class Browser
    {
        [JSInvokable]
        public static async Task HandleEvent()
        {
            var calls = _calls!;
            Defer("at once");
            await calls.GoOn.Async();
            Defer("after a wait");

            void Defer(string when) => calls.Traffic.Defer<TrafficContext>((context, _) =>
            {
                calls.Journal.Add($"{when}: {(context.Request is { } request ? $"{request.Method} {request.Path}" : "without a request")}");
                return Task.CompletedTask;
            });
        }
    }

    private sealed record Calls(ICrosstownTraffic Traffic, Journal Journal, Seen<bool> GoOn);
}
