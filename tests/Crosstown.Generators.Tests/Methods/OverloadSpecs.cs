namespace Crosstown.Generators.Tests.Methods;

/// <summary>docs/decorator.md: the overloads that a decorated method gets.</summary>
public sealed class OverloadSpecs
{
    private const string Services = "public interface ITwilio { Task CallAsync(string number); } public interface IRepository<T>;";

    public static TheoryData<string, string[]> Methods => new()
    {
        // Services and token are left out; the second overload takes the traffic first.
        { "public static async Task M(string number, ITwilio twilio, CancellationToken ct) => await twilio.CallAsync(number);", ["Deferral M(string number)", "Deferral M(ITraffic traffic, string number)"] },
        { "internal static void M(int n, TrafficContext context) { }", ["Deferral M(int n)", "Deferral M(ITraffic traffic, int n)"] },
        { "private static ValueTask M(int n, IServiceProvider services) => default;", ["Deferral M(int n)", "Deferral M(ITraffic traffic, int n)"] },
        { "public static Task M(ITwilio twilio) => Task.CompletedTask;", ["Deferral M()", "Deferral M(ITraffic traffic)"] },
        { "public static Task M(Microsoft.EntityFrameworkCore.DbContext db, int n) => Task.CompletedTask;", ["Deferral M(int n)", "Deferral M(ITraffic traffic, int n)"] },
        { "public static Task M([FromServices] Random random, [FromKeyedServices(\"a\\\"b\")] Random keyed, int n) => Task.CompletedTask;", ["Deferral M(int n)", "Deferral M(ITraffic traffic, int n)"] },
        { "public static Task M(ITwilio? twilio, [FromServices] Random? random, string? text) => Task.CompletedTask;", ["Deferral M(string? text)", "Deferral M(ITraffic traffic, string? text)"] },
        // Interfaces of collections are data.
        { "public static Task M(IReadOnlyList<int> all, IEnumerable<string> some, ITwilio twilio) => Task.CompletedTask;", ["Deferral M(IReadOnlyList<int> all, IEnumerable<string> some)", "Deferral M(ITraffic traffic, IReadOnlyList<int> all, IEnumerable<string> some)"] },
        // Optional, params, generic.
        { "public static Task M(ITwilio twilio, int n = 3, string? text = null) => Task.CompletedTask;", ["Deferral M(int n = 3, string? text = null)", "Deferral M(ITraffic traffic, int n = 3, string? text = null)"] },
        { "public static Task M(ITwilio twilio, params string[] all) => Task.CompletedTask;", ["Deferral M(params string[] all)", "Deferral M(ITraffic traffic, params string[] all)"] },
        { "public static Task M<T, U>(T item, IRepository<T> all, U? other) where T : class, IComparable<T>, new() where U : struct => Task.CompletedTask;",
            ["Deferral M<T, U>(T item, U? other)", "Deferral M<T, U>(ITraffic traffic, T item, U? other)"] },
        { "public static Task M<T>(T? item, CancellationToken ct) where T : notnull => Task.CompletedTask;", ["Deferral M<T>(T? item)", "Deferral M<T>(ITraffic traffic, T? item)"] },
        { "public static Task M<T, TItem>(T t, TItem tItem, TItem[] titem, CancellationToken ct) => Task.CompletedTask;",
            ["Deferral M<T, TItem>(T t, TItem tItem, TItem[] titem)", "Deferral M<T, TItem>(ITraffic traffic, T t, TItem tItem, TItem[] titem)"] },
        // Where the signatures would clash.
        { "public static void M(int n) { }", ["Deferral DeferM(int n)", "Deferral DeferM(ITraffic traffic, int n)"] },
        { "public static void M(ITraffic traffic, int n) { }", ["Deferral DeferM(int n)", "Deferral DeferM(ITraffic traffic, int n)"] },
        { "public static void M(ITwilio twilio, int n) { } public static void M(int n) { }", ["Deferral DeferM(int n)", "Deferral DeferM(ITraffic traffic, int n)"] },
        { "public static void M<T>(ITwilio twilio, List<T> n) { } public static void M<U>(List<U> n) { }", ["Deferral DeferM<T>(List<T> n)", "Deferral DeferM<T>(ITraffic traffic, List<T> n)"] },
        // Instance methods, and names that are keywords or taken.
        { "public Task M(string number, CancellationToken ct) => Task.CompletedTask;", ["Deferral M(string number)", "Deferral M(ITraffic traffic, string number)"] },
        { "public Task M(int @class, int clone, int Clone, int traffic, int _number, int toString, CancellationToken ct) => Task.CompletedTask; class MMessage; class MHandler;",
            ["Deferral M(int @class, int clone, int Clone, int traffic, int _number, int toString)", "Deferral M(ITraffic trafficNow, int @class, int clone, int Clone, int traffic, int _number, int toString)"] },
        { "public static Task @event(dynamic thing, (int A, string B) pair, int[,] grid, CancellationToken ct) => Task.CompletedTask;",
            ["Deferral @event(dynamic thing, (int A, string B) pair, int[,] grid)", "Deferral @event(ITraffic traffic, dynamic thing, (int A, string B) pair, int[,] grid)"] },
        { "[Obsolete] public static Task M(int n, CancellationToken ct) => Task.CompletedTask;", ["Deferral M(int n)", "Deferral M(ITraffic traffic, int n)"] },
    };

    [Theory, MemberData(nameof(Methods))]
    public void A_decorated_method_gets_overloads_without_services_and_token(string method, string[] overloads)
    {
        var generated = Generated.From($"namespace App; {Services} public partial class Calls {{ [CrosstownTraffic] {method} }}");
        Assert.Empty(generated.Problems);
        Assert.Equal(overloads, generated.Overloads("App.Calls"));
    }

    [Theory]
    [InlineData("namespace A.B { public partial class Outer<T> where T : class { partial struct Middle { private static partial class Calls { METHOD } } } }", "A.B.Outer`1+Middle+Calls")]
    [InlineData("partial record Calls { METHOD }", "Calls")]
    [InlineData("namespace @class.App; partial record struct Calls<@in> { METHOD }", "class.App.Calls`1")]
    [InlineData("partial class Calls { METHOD } partial class Calls { [CrosstownTraffic] static void M(long n, CancellationToken ct) { } } class calls { }", "Calls")]
    public void Types_may_be_nested_generic_and_in_parts(string text, string type)
    {
        var generated = Generated.From(text.Replace("METHOD", "[CrosstownTraffic] static void M(int n, CancellationToken ct) { }", StringComparison.Ordinal));
        Assert.Empty(generated.Problems);
        Assert.Contains("Deferral M(int n)", generated.Overloads(type));
    }

    [Fact]
    public void Extension_methods_stay_extension_methods()
    {
        var generated = Generated.From("static partial class Calls { [CrosstownTraffic] public static void Dial(this string number, CancellationToken ct) { } static Deferral Use() => \"1\".Dial(); }");
        Assert.Empty(generated.Problems);
    }

    [Fact]
    public void Default_values_of_data_stay()
    {
        const string Defaults = """string? a = "x\n\"", DayOfWeek b = DayOfWeek.Friday, double? c = null, decimal d = 1.5m, char e = '\'', bool f = true, DateTime g = default, double h = double.NaN, long i = -1, byte? j = 7, float k = 1e-9f""";
        var generated = Generated.From($"partial class Calls {{ [CrosstownTraffic] static void M(CancellationToken ct, {Defaults}) {{ }} }}");
        Assert.Empty(generated.Problems);
        Assert.Equal(
            ["x\n\"", 5, null, 1.5m, '\'', true, null, double.NaN, -1L, (byte)7, 1e-9f],
            generated.Output.GetTypeByMetadataName("Calls")!.GetMembers("M").OfType<IMethodSymbol>().Single(static method => method.ReturnType.Name == "Deferral" && method.Parameters.Length == 13)
                .Parameters.Take(11).Select(static parameter => parameter.ExplicitDefaultValue));
    }

    [Fact]
    public void Caller_information_is_that_of_the_deferring_call()
    {
        var generated = Generated.From("""
            using System.Runtime.CompilerServices;
            partial class Calls { [CrosstownTraffic] static void M(CancellationToken ct, int n, [CallerMemberName] string who = "", [CallerArgumentExpression(nameof(n))] string? what = null) { } }
            """);
        Assert.Empty(generated.Problems);
        Assert.Contains("""[global::System.Runtime.CompilerServices.CallerMemberNameAttribute()] string who = "", [global::System.Runtime.CompilerServices.CallerArgumentExpressionAttribute("n")] string? what = null""", generated.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[CrosstownTraffic] static void M(int n, CancellationToken ct) { }", true)]
    [InlineData("[CrosstownTraffic] static void M(string? callerFilePath, int callerLineNumber, int n, CancellationToken ct) { }", true)]
    [InlineData("[CrosstownTraffic] static void M(int n) { }", true)]
    [InlineData("[CrosstownTraffic] static void M(CancellationToken ct, params int[] n) { }", false)]
    [InlineData("[CrosstownTraffic] static void M(int n, CancellationToken ct) { } static void M(int n, string text) { }", false)]
    [InlineData("[CrosstownTraffic] static void M(int n) { } static void DeferM(int n, string text) { }", false)]
    [InlineData("[CrosstownTraffic] static void M(int n, [FromServices] string text, [FromServices] int line) { }", false)]
    [InlineData("[CrosstownTraffic] static void Clone(int n, CancellationToken ct) { }", false)]
    public void A_deferral_has_file_and_line_of_the_call_where_no_call_can_then_mean_another_method_and_else_of_the_attribute(string members, bool isOfCall)
    {
        var generated = Generated.From($"class Base {{ protected static void Clone(int n, string text) {{ }} }} partial class Calls : Base {{ {members} }}");
        Assert.Empty(generated.Problems);
        Assert.Equal(isOfCall, generated.Text.Contains("CallerFilePathAttribute", StringComparison.Ordinal));
        Assert.Equal(isOfCall ? 0 : 2, generated.Text.Split("null, \"/app/A.cs\", 1)").Length - 1);
    }

    [Fact]
    public void Overloads_that_differ_in_data_have_messages_of_their_own()
    {
        var generated = Generated.From("""
            partial class Calls
            {
                [CrosstownTraffic] static void M(int n, CancellationToken ct) { }
                [CrosstownTraffic] static void M(string s, CancellationToken ct) { }
                [CrosstownTraffic] static void m(string s, CancellationToken ct) { }
            }
            """);
        Assert.Empty(generated.Problems);
        Assert.Equal(["MMessage", "MMessage2", "mMessage"], generated.Output.GetTypeByMetadataName("Calls")!.GetTypeMembers().Select(static type => type.Name).Where(static name => name.Contains("Message", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_values_of_the_attribute_its_file_and_its_line_go_with_the_handler_and_placeholders_into_the_messages_key()
    {
        var generated = Generated.From("""
            partial class Calls
            {
                /// <summary>Dials.</summary>
                [CrosstownTraffic(NoGo = ["5xx", "400-405", 302], Pool = "a\"b", SameThread = false, Timeout = "5s", Key = "{{{number}}}\n{ at }", KeyPolicy = KeyPolicy.LastWins, WithoutRequest = WithoutRequest.Fail)]
                static void M(string number, DateTime at, CancellationToken ct) { }

                [CrosstownTraffic(Key = "one")]
                static void N(CancellationToken ct) { }

                [CrosstownTraffic(Partition = "order-{order}", UniqueFor = "{order}/{at}", Attempts = 3, Delay = "1s")]
                static void O(int order, DateTime at, CancellationToken ct) { }

                [CrosstownTraffic(Partition = "all", UniqueFor = "{{one}}")]
                static void P(CancellationToken ct) { }
            }
            """);
        Assert.Empty(generated.Problems);
        Assert.Contains("""CrosstownTrafficAttribute("/app/A.cs", 4, NoGo = new object[] { "5xx", "400-405", (int)(302) }, Pool = "a\"b", SameThread = false, Timeout = "5s", KeyPolicy = (global::Crosstown.Actors.KeyPolicy)(1), WithoutRequest = (global::Crosstown.Actors.WithoutRequest)(2))""", generated.Text, StringComparison.Ordinal);
        Assert.Contains("""Invariant($"{{{this.Number}}}\n{this.At}")""", generated.Text, StringComparison.Ordinal);
        Assert.Contains("""/app/A.cs", 7, Key = "one")""", generated.Text, StringComparison.Ordinal);
        Assert.Contains("""/app/A.cs", 10, Attempts = (int)(3), Delay = "1s")""", generated.Text, StringComparison.Ordinal);
        Assert.Contains("""ITrafficCall.Partition => global::System.FormattableString.Invariant($"order-{this.Order}")""", generated.Text, StringComparison.Ordinal);
        Assert.Contains("""ITrafficCall.UniqueFor => global::System.FormattableString.Invariant($"{this.Order}/{this.At}")""", generated.Text, StringComparison.Ordinal);
        Assert.Contains("""/app/A.cs", 13, Partition = "all", UniqueFor = "{{one}}")""", generated.Text, StringComparison.Ordinal);
        Assert.Contains("""<inheritdoc cref="M:Calls.M(System.String,System.DateTime,System.Threading.CancellationToken)"/>""", generated.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class Calls { [CrosstownTraffic] static void M(int n, CancellationToken ct) { } }")]
    [InlineData("partial class Calls { [CrosstownTraffic] static int M(int n, CancellationToken ct) => 1; }")]
    [InlineData("partial class Calls { [CrosstownTraffic] static void M(ref int n, CancellationToken ct) { } }")]
    [InlineData("partial class Calls { [CrosstownTraffic] static void M(HttpContext context, CancellationToken ct) { } }")]
    [InlineData("partial class Calls { [CrosstownTraffic] static void M(int n, CancellationToken ct = default) { } }")]
    [InlineData("partial class Calls { [CrosstownTraffic(Key = \"{other}\")] static void M(int n, CancellationToken ct) { } }")]
    [InlineData("partial class Calls { void M() { [CrosstownTraffic] static void Local() { } Local(); } }")]
    public void A_method_that_cannot_be_deferred_gets_nothing(string text) => Assert.Empty(Generated.From(text).Sources);
}
