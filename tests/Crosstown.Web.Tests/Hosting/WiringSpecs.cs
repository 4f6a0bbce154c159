using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Options;

namespace Crosstown.Web.Tests.Hosting;

/// <summary>docs/design.md §2.14: every line that an application can forget, write twice or put in the wrong place, and what it is told.</summary>
public class WiringSpecs
{
    [Fact]
    public async Task AddCrosstown_twice_is_safe()
    {
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic) => { traffic.Defer(() => { }); }),
            builder => builder.Services.AddCrosstown());

        await app.Client.GetAsync("/");
        await app.SettledAsync();

        Assert.Equal(1, app.Ledger.Read().Ran);
        Assert.Single(app.Log.Entries, entry => entry.Id == Crosstown.Actors.Telemetry.EventIds.SystemStarted);
    }

    [Fact]
    public async Task Traffic_asked_for_in_an_application_without_Crosstown_names_the_line()
    {
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (HttpContext context) => { context.Traffic(); }), server: TestServerKind.TestServer, add: false);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.Client.GetAsync("/"));

        Assert.Equal("This application has no Crosstown services. Add builder.Services.AddCrosstown(); before builder.Build().", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_actor_system_of_ones_own_without_WithCrosstown_does_not_start_and_names_the_line(bool akkaFirst)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(
            web => { },
            builder => InOrder(akkaFirst, () => builder.Services.AddAkka("shop", _ => { }), () => builder.Services.AddCrosstown()),
            add: false));

        Assert.Equal(
            "The application has an actor system of its own, shop, without Crosstown's actors. Add .WithCrosstown(sp): builder.Services.AddAkka(\"shop\", (akka, sp) => akka.WithCrosstown(sp));",
            error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Crosstown_lives_in_the_applications_own_actor_system_whichever_was_registered_first(bool akkaFirst)
    {
        var told = new Seen<object>();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic, IRequiredActor<Listener> listener) => { traffic.TellTo(listener.ActorRef, "hello"); }),
            builder => InOrder(
                akkaFirst,
                () => builder.Services.AddAkka("shop", (akka, services) => akka
                    .AddHocon(ConfigurationFactory.ParseString("crosstown.admission.capacity = 77"), HoconAddMode.Prepend)
                    .WithCrosstown(services)
                    .WithActors((system, registry) => registry.Register<Listener>(system.ActorOf(Props.Create(() => new Listener(told)))))),
                () => builder.Services.AddCrosstown()),
            add: false);

        await app.Client.GetAsync("/");

        Assert.Equal("hello", await told.Async());
        Assert.Equal("shop", app.Services.GetRequiredService<ActorSystem>().Name);
        Assert.Equal(77, app.Runtime.Settings.Capacity);
    }

    [Fact]
    public async Task WithCrosstown_called_twice_is_an_error()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(
            web => { }, builder => builder.Services.AddAkka("shop", (akka, services) => akka.WithCrosstown(services).WithCrosstown(services))));

        Assert.Equal("WithCrosstown(sp) was called twice; an application has one actor system for Crosstown. Remove one.", error.Message);
    }

    /// <summary>A fact of Akka.Hosting 1.5.74: its Replace does what its Prepend does. Were it to replace, the start would fail with the line to change.</summary>
    [Fact]
    public async Task HOCON_added_after_WithCrosstown_in_whatever_mode_leaves_Crosstowns_defaults()
    {
        foreach (var mode in Enum.GetValues<HoconAddMode>())
        {
            await using var app = await TestApp.StartAsync(
                web => { },
                builder => builder.Services.AddAkka("shop", (akka, services) => akka.WithCrosstown(services).AddHocon("crosstown.admission.capacity = 77", mode)));

            Assert.Equal(10_000, app.Runtime.Settings.PerRequest);
            Assert.Equal(mode == HoconAddMode.Append ? 100_000 : 77, app.Runtime.Settings.Capacity);
        }
    }

    [Fact]
    public void WithCrosstown_without_AddCrosstown_names_the_line()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAkka("shop", (akka, provider) => akka.WithCrosstown(provider));
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<ActorSystem>());

        Assert.Equal("WithCrosstown(sp) finds no Crosstown services. Add builder.Services.AddCrosstown(); beside AddAkka.", error.Message);
    }

    [Fact]
    public async Task A_wrong_setting_does_not_start_and_has_path_value_and_cure()
    {
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => TestApp.StartAsync(web => { }, hocon: "crosstown { no-go = [\"6xy\"], admission.capacty = 3 }"));

        Assert.Contains("crosstown.no-go", error.Message, StringComparison.Ordinal);
        Assert.Contains("6xy", error.Message, StringComparison.Ordinal);
        Assert.Contains("crosstown.admission.capacty is unknown; did you mean capacity?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_is_named_with_the_source_that_sets_it()
    {
        var root = Directory.CreateTempSubdirectory("crosstown").FullName;
        var file = Path.Combine(root, "akka.hocon");
        await File.WriteAllTextAsync(file, "crosstown { nogo = [], admission { capacity = 0, per-request = 0 } }");
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = root });
        builder.Services.AddCrosstown(options => options.Hocon = "crosstown { admission.per-request = -1, same-thread.lanes = 0 }");
        await using var app = builder.Build();

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => app.StartAsync());

        Assert.Contains($"crosstown.admission.capacity is 0; it must be 1 to 10000000. It is set in {file}.", error.Message, StringComparison.Ordinal);
        Assert.Contains("crosstown.admission.per-request is -1; it must be 1 to 1000000. It is set in CrosstownOptions.Hocon.", error.Message, StringComparison.Ordinal);
        Assert.Contains("crosstown.same-thread.lanes is 0; it must be 1 to 64. It is set in CrosstownOptions.Hocon.", error.Message, StringComparison.Ordinal);
        Assert.Contains($"crosstown.nogo is unknown; did you mean no-go? It is set in {file}.", error.Message, StringComparison.Ordinal);
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task HOCON_that_does_not_parse_names_where_it_is_from()
    {
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => TestApp.StartAsync(web => { }, hocon: "crosstown { "));

        Assert.StartsWith("CrosstownOptions.Hocon, line 1, column 11: this { is never closed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_name_for_the_actor_system_does_not_start()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => TestApp.StartAsync(
            web => { }, builder => builder.Services.Configure<CrosstownOptions>(options => options.ActorSystemName = "my shop")));

        Assert.StartsWith("CrosstownOptions.ActorSystemName must begin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Akka_hocon_in_the_content_root_is_read_and_the_options_HOCON_goes_before_it()
    {
        var root = Directory.CreateTempSubdirectory("crosstown").FullName;
        await File.WriteAllTextAsync(Path.Combine(root, "akka.hocon"), "crosstown.admission { capacity = 77, per-request = 5 }");
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = root });
        builder.WebHost.UseTestServer();
        builder.Services.AddCrosstown(options => options.Hocon = "crosstown.admission.per-request = 6");
        await using var app = builder.Build();
        await app.StartAsync();

        var settings = app.Services.GetRequiredService<Crosstown.Actors.Runtime.CrosstownRuntime>().Settings;

        Assert.Equal((77, 6), (settings.Capacity, settings.PerRequest));
        await app.StopAsync();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task The_log_names_the_version_of_Akka_NET_at_start_up()
    {
        await using var app = await TestApp.StartAsync(web => { });

        var line = Assert.Single(app.Log.Entries, entry => entry.Id == Crosstown.Actors.Telemetry.EventIds.SystemStarted);

        Assert.Matches("^Crosstown runs on Akka.NET [0-9]+\\.[0-9]+\\.[0-9]+", line.Text);
    }

    private static void InOrder(bool firstFirst, Action first, Action second)
    {
        (firstFirst ? first : second)();
        (firstFirst ? second : first)();
    }

    internal sealed class Listener : ReceiveActor
    {
        public Listener(Seen<object> told) => ReceiveAny(told.Set);
    }
}
