using Akka.Configuration;
using Akka.Hosting;
using Crosstown.Actors;
using Crosstown.Web.Requests;

namespace Crosstown.Web.Tests.Hosting;

/// <summary>docs/design.md §2.14: what Akka's parser would pass over in silence keeps the application from starting.</summary>
public sealed class HoconSpecs
{
    [Theory]
    [InlineData("crosstown {\n}\n}\nakka { }\n", ", line 3, column 1: this } closes nothing;")]
    [InlineData("crosstown {\n  admission { capacity = 7\n}\n", ", line 1, column 11: this { is never closed;")]
    [InlineData("include \"pools.hocon\"\n", ", line 1, column 1: Akka's parser has no include.")]
    [InlineData("crosstown.admission.capacity = ${?CAP}\n", ", line 1, column 32: Akka's parser has no ${?…}, optional substitutions and environment variables.")]
    [InlineData("crosstown.no-go = [!404]\n", ", line 1, column 20: an item of a list cannot begin with !;")]
    public async Task An_akka_hocon_that_Akka_would_misread_names_file_line_column_and_cure(string text, string sentence)
    {
        var (error, file) = await StartWithFileAsync(text);

        Assert.StartsWith(file + sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelled_root_of_akka_hocon_names_the_file_and_the_right_one()
    {
        var (error, file) = await StartWithFileAsync("crosstwon { no-go = [404] }\naka.loglevel = DEBUG\n");

        Assert.Contains($"crosstwon is unknown; did you mean crosstown? It is set in {file}.", error.Message, StringComparison.Ordinal);
        Assert.Contains($"aka is unknown; did you mean akka? It is set in {file}.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HoconAddMode.Prepend), InlineData(HoconAddMode.Append)]
    public async Task A_misspelled_root_in_the_applications_own_actor_system_is_an_error(HoconAddMode mode)
    {
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => TestApp.StartAsync(
            web => { },
            builder => builder.Services.AddAkka("shop", (akka, services) => akka.AddHocon("crosstwon.no-go = [404]", mode).WithCrosstown(services))));

        Assert.Equal("crosstwon is unknown; did you mean crosstown?", error.Message);
    }

    [Theory]
    [InlineData("[]"), InlineData("[ ]")]
    public async Task An_empty_no_go_in_either_actor_system_means_run_whatever_happened(string list)
    {
        var hocon = $"crosstown.no-go = {list}";
        await using var own = await TestApp.StartAsync(web => { }, hocon: hocon);
        await using var shop = await TestApp.StartAsync(
            web => { }, builder => builder.Services.AddAkka("shop", (akka, services) => akka.AddHocon(hocon, HoconAddMode.Prepend).WithCrosstown(services)));

        Assert.Empty(own.Runtime.Settings.NoGo);
        Assert.Empty(shop.Runtime.Settings.NoGo);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_options_HOCON_goes_before_that_of_the_applications_own_actor_system(bool before)
    {
        const string Systems = "crosstown.admission { capacity = 77, per-request = 5 }";
        await using var app = await TestApp.StartAsync(
            web => { },
            builder => builder.Services.AddAkka("shop", (akka, services) => _ = before
                ? akka.AddHocon(Systems, HoconAddMode.Prepend).WithCrosstown(services)
                : akka.WithCrosstown(services).AddHocon(Systems, HoconAddMode.Append)),
            hocon: "crosstown.admission.per-request = 6");

        Assert.Equal(6, app.Runtime.Settings.PerRequest);
        if (before)
            Assert.Equal(77, app.Runtime.Settings.Capacity);
    }

    [Fact]
    public async Task A_start_up_line_names_the_akka_hocon_that_was_read()
    {
        var root = Directory.CreateTempSubdirectory("crosstown").FullName;
        var file = Path.Combine(root, "akka.hocon");
        await File.WriteAllTextAsync(file, "crosstown.admission.capacity = 7");

        var (log, settings) = await StartAsync(root, services => services.AddCrosstown());

        Directory.Delete(root, recursive: true);
        Assert.Equal([$"Crosstown reads {file}."], log.Texts(EventIds.HoconRead));
        Assert.Equal(7, settings.Capacity);
        Assert.Equal(0, log.Count(EventIds.HoconNotFound));
    }

    [Theory]
    [InlineData(false, null, "the defaults apply")]
    [InlineData(false, "crosstown.admission.capacity = 7", "CrosstownOptions.Hocon and the defaults apply")]
    [InlineData(true, null, "the defaults apply")]
    public async Task Without_an_akka_hocon_a_start_up_line_says_where_it_was_looked_for(bool besideTheAssemblies, string? hocon, string consequence)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "akka.hocon");
        var root = besideTheAssemblies ? AppContext.BaseDirectory : Directory.CreateTempSubdirectory("crosstown").FullName;

        var (log, _) = await StartAsync(root, services => services.AddCrosstown(options => options.Hocon = hocon));

        var places = besideTheAssemblies ? beside : $"{Path.Combine(root, "akka.hocon")} or {beside}";
        Assert.Equal([$"Crosstown finds no {places}: {consequence}."], log.Texts(EventIds.HoconNotFound));
        Assert.Equal(LogLevel.Information, log.Entries.Single(entry => entry.Id == EventIds.HoconNotFound).Level);
        if (!besideTheAssemblies)
            Directory.Delete(root);
    }

    [Fact]
    public async Task With_an_actor_system_of_the_applications_own_a_start_up_line_says_that_no_akka_hocon_is_read()
    {
        var (log, _) = await StartAsync(
            Path.GetTempPath(), services => services.AddCrosstown().AddAkka("shop", (akka, provider) => akka.WithCrosstown(provider)));

        Assert.Equal(
            ["Crosstown's settings are those of the application's actor system shop; Crosstown itself reads no akka.hocon."], log.Texts(EventIds.HoconOfApplication));
        Assert.Equal((0, 0), (log.Count(EventIds.HoconRead), log.Count(EventIds.HoconNotFound)));
    }

    /// <summary>Starts and stops a host without a server.</summary>
    private static async Task<(LogRecorder Log, CrosstownSettings Settings)> StartAsync(string contentRoot, Action<IServiceCollection> configure)
    {
        var log = new LogRecorder();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = contentRoot });
        builder.Logging.AddProvider(log);
        configure(builder.Services);
        using var host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
        return (log, host.Services.GetRequiredService<CrosstownSettings>());
    }

    private static async Task<(ConfigurationException Error, string File)> StartWithFileAsync(string text)
    {
        var root = Directory.CreateTempSubdirectory("crosstown").FullName;
        var file = Path.Combine(root, "akka.hocon");
        await File.WriteAllTextAsync(file, text);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = root });
        builder.Services.AddCrosstown();
        await using var app = builder.Build();
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => app.StartAsync());
        Directory.Delete(root, recursive: true);
        return (error, file);
    }
}
