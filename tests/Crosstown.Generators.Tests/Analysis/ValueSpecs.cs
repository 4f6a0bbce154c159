namespace Crosstown.Generators.Tests.Analysis;

/// <summary>docs/analyzers/CRT0004.</summary>
public sealed class ValueSpecs
{
    [Theory]
    [InlineData("NoGo = [\"4[|y|]x\", \"5xx\", 302]")]
    [InlineData("NoGo = new object[] { \"400-4[|x|]5\", [|99|] }")]
    [InlineData("NoGo = new[] { \"5xx, !404, [|s|]ometimes\", \"truncated,[||]\" }")]
    [InlineData("NoGo = [[|5.5|], [|true|]]")]
    [InlineData("NoGo = [@[|\"5yy\"|]]", true)]
    [InlineData("Timeout = [|\"5 parsecs\"|]")]
    [InlineData("Timeout = [|\"0s\"|], Key = \"{number}-{[|o|]ther}\"")]
    [InlineData("SameThread = true, Pool = [|\"calls\"|]")]
    [InlineData("SameThread = false, Pool = \"calls\"")]
    [InlineData("WithoutRequest = WithoutRequest.RunNow")]
    [InlineData("WithoutRequest = WithoutRequest.Fail")]
    [InlineData("Pool = [|\"\"|], Key = [|\"\"|], Partition = [|\"\"|], UniqueFor = [|\"\"|]")]
    [InlineData("Partition = \"order-{[|o|]rder}\", UniqueFor = \"{number}{{[|}|]\"")]
    [InlineData("SameThread = true, Partition = [|\"{number}\"|]")]
    [InlineData("Delay = [|\"infinite\"|], StartWithin = [|\"0s\"|], Backoff = [|\"25h\"|], MaxBackoff = [|\"soon\"|], Attempts = [|1001|]")]
    [InlineData("Delay = \"10s\", StartWithin = \"2m\", Backoff = \"100ms\", MaxBackoff = \"24h\", Attempts = 1000, Partition = \"order-{number}\", UniqueFor = \"{number}\"")]
    [InlineData("Attempts = [|0|]")]
    [InlineData("Key = \"a{[|c|]t}\"")]
    [InlineData("Key = \"a[|{|]number\"")]
    [InlineData("Key = \"a[|}|]\"")]
    [InlineData("NoGo = [\"5xx\", \"400-405, !403\", 302, \"truncated\"], Timeout = \"1.5m\", Key = \"{{{number}}}\", Pool = \"any\"")]
    public Task A_value_of_the_attribute_is_read_as_at_run_time(string arguments, bool verbatim = false)
    {
        // The mark of a verbatim text stands before its @.
        if (verbatim)
            arguments = arguments.Replace("@[|", "[|@", StringComparison.Ordinal);
        return Analyzed.ReportsAsync("CRT0004", $"partial class Calls {{ [CrosstownTraffic({arguments})] static void M(string number, CancellationToken ct) {{ }} }}");
    }

    [Theory]
    [InlineData("app.MapGet(\"/\", () => 1).NoGoOn(\"5xx\", \"4[|a|]4\", [|1000|], 302);")]
    [InlineData("var options = new DeferralOptions { NoGo = [\"5xx\", \"50[|x|]\", [|42|]] };")]
    [InlineData("var options = new DeferralOptions { NoGo = \"5xx, 4xx, [||]\" };")]
    [InlineData("var rule = NoGoRule.Parse(\"5xx[|,|] 4xx\"); var rules = NoGoRules.Parse(\"5xx, 4xx\");")]
    [InlineData("NoGoRules rules = [|7|]; rules = NoGoRules.Parse(args[0]); rules = null!; NoGoRule rule = args[0];")]
    [InlineData("traffic.Defer([CrosstownTraffic(NoGo = [\"[|z|]\"], Key = \"{[|n|]}\", Partition = \"{[|n|]}\")] () => { });")]
    [InlineData("traffic.Defer([CrosstownTraffic(WithoutRequest = WithoutRequest.RunNow)] () => { });")]
    [InlineData("app.MapGet(\"/\", [NoGoOn(\"5[|z|]z\", [|1|])] () => 1);")]
    [InlineData("app.MapGet(\"/\", [NoGoOn(\"5xx\", 302)] () => 1).NoGoOn(\"!404\", 500);")]
    public Task A_status_pattern_is_read_wherever_it_stands(string statements) => Analyzed.ReportsAsync(
        "CRT0004", $"class Program {{ static void Main(string[] args, WebApplication app, ITraffic traffic) {{ {statements} }} }}");

    [Theory]
    [InlineData("partial class Calls { [CrosstownTraffic(WithoutRequest = [|WithoutRequest.RunNow|])] static Task M(string number, CancellationToken ct) => Task.CompletedTask; }")]
    [InlineData("[CrosstownTraffic(WithoutRequest = [|WithoutRequest.RunNow|])] class Handler : ITrafficHandler<string> { public Task HandleAsync(string message, TrafficContext context, CancellationToken ct) => Task.CompletedTask; }")]
    public Task RunNow_is_for_synchronous_work(string text) => Analyzed.ReportsAsync("CRT0004", text);

    [Fact]
    public async Task The_message_is_that_of_the_running_program()
    {
        var message = await Analyzed.MessageAsync("partial class Calls { [CrosstownTraffic(NoGo = [\"405-400\"])] static void M(string number, CancellationToken ct) { } }");
        Assert.Equal(Assert.Throws<FormatException>(() => Crosstown.Actors.NoGoRule.Parse("405-400")).Message, message);
    }
}
