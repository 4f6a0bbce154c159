using System.Runtime.CompilerServices;

namespace Crosstown.Actors;

/// <summary>
/// Says where the code is declared that it runs after the response, and how. On a method of a partial type, a source generator adds an overload that defers the method. On a lambda
/// or a local function, <c>Defer</c> reads it. On a class that is an <see cref="ITrafficHandler{TMessage}"/>, it holds for each message that the class handles.
/// A value that is not set comes from the endpoint, then from HOCON; the <see cref="DeferralOptions"/> of a deferral override the attribute, value by value.
/// </summary>
/// <remarks>Read once per method or handler. A value that cannot be read is a <see cref="FormatException"/>: of a handler at start-up, of a lambda or a local function at each call.</remarks>
/// <param name="filePath">Filled in by the compiler.</param>
/// <param name="lineNumber">Filled in by the compiler.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
public sealed class CrosstownTrafficAttribute([CallerFilePath] string filePath = "", [CallerLineNumber] int lineNumber = 0) : Attribute
{
    /// <summary>The statuses that stop the deferral: integers and strings, such as <c>["5xx", "400-405", 302]</c>. An empty list stops nothing. For a nested deferral only this list and that of its own options count.</summary>
    /// <value>Null, the default, for the endpoint's rules, else those of <c>crosstown.no-go</c>.</value>
    public object[]? NoGo { get; set; }

    /// <summary>The name of the pool.</summary>
    /// <value>Null, the default, for the endpoint's pool, else <see cref="PoolNames.Default"/>. A pool named here comes before the endpoint's lane; beside <see cref="SameThread"/> it is a <see cref="FormatException"/>.</value>
    public string? Pool { get; set; }

    /// <summary>Whether the deferral runs on the request's same-thread lane instead of a pool. Not set is false where <see cref="Pool"/> is named, else the endpoint's choice, else false.</summary>
    public bool SameThread
    {
        get => SameThreadOrNull ?? false;
        set => SameThreadOrNull = value;
    }

    /// <summary>Whether the pool work of the request runs one after another, in order. Not set is the endpoint's choice, else false.</summary>
    public bool Sequential
    {
        get => SequentialOrNull ?? false;
        set => SequentialOrNull = value;
    }

    /// <summary>Whether a failure of the deferral ends the sequence. Not set is the endpoint's choice, else <c>crosstown.sequential.stop-on-failure</c>.</summary>
    public bool StopOnFailure
    {
        get => StopOnFailureOrNull ?? false;
        set => StopOnFailureOrNull = value;
    }

    /// <summary>The longest that the deferral may run: a number above zero with a unit (ms, s, m, h, d), up to some 49 days, such as <c>5s</c>; or <c>infinite</c>.</summary>
    /// <value>Null, the default, for the pool's timeout; on a lane for <c>crosstown.deferral.timeout</c>.</value>
    public string? Timeout { get; set; }

    /// <summary>The deferral's key. On a method it may name parameters that are data, such as <c>call-{number}</c>: they are formatted with the invariant culture. <c>{{</c> and <c>}}</c> are braces.</summary>
    /// <value>Null, the default, for no key.</value>
    public string? Key { get; set; }

    /// <summary>Which of two deferrals with the same <see cref="Key"/> runs. Not set is <see cref="KeyPolicy.FirstWins"/>.</summary>
    public KeyPolicy KeyPolicy
    {
        get => KeyPolicyOrNull ?? KeyPolicy.FirstWins;
        set => KeyPolicyOrNull = value;
    }

    /// <summary>What happens if there is no request. Not set is <c>crosstown.without-request</c>. <see cref="WithoutRequest.RunNow"/> on a method that does not return void, and on a handler, is a <see cref="FormatException"/>.</summary>
    public WithoutRequest WithoutRequest
    {
        get => WithoutRequestOrNull ?? WithoutRequest.Pool;
        set => WithoutRequestOrNull = value;
    }

    /// <summary>The source file in which the attribute stands, as the compiler names it.</summary>
    public string FilePath => filePath;

    /// <summary>The line in which the attribute stands, from 1.</summary>
    public int LineNumber => lineNumber;

    internal bool? SameThreadOrNull { get; private set; }

    internal bool? SequentialOrNull { get; private set; }

    internal bool? StopOnFailureOrNull { get; private set; }

    internal KeyPolicy? KeyPolicyOrNull { get; private set; }

    internal WithoutRequest? WithoutRequestOrNull { get; private set; }
}
