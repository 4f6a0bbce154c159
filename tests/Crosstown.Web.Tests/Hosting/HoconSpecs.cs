using Akka.Configuration;
using Akka.Hosting;
using Crosstown.Actors;

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
