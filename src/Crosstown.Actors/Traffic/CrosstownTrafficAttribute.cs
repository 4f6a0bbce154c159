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

    /// <summary>The most attempts, the first one among them, of work that fails; it then may run more than once. 1 to 1000.</summary>
    /// <value>0, the default, for the pool's <c>retry</c>, else <c>crosstown.deferral.retry</c>.</value>
    public int Attempts { get; set; }

    /// <summary>The wait after the first failed attempt, such as <c>1s</c>; it doubles after each further one.</summary>
    /// <value>Null, the default, for that of the pool's <c>retry</c>, else of <c>crosstown.deferral.retry</c>.</value>
    public string? Backoff { get; set; }

    /// <summary>The longest wait between two attempts, such as <c>30s</c>.</summary>
    /// <value>Null, the default, for that of the pool's <c>retry</c>, else of <c>crosstown.deferral.retry</c>.</value>
    public string? MaxBackoff { get; set; }

    /// <summary>The wait from the response's end to the first attempt, such as <c>10s</c>; at most <c>crosstown.deferral.max-delay</c>.</summary>
    /// <value>Null, the default, for none.</value>
    public string? Delay { get; set; }

    /// <summary>The longest time from the response's end to the start of each attempt, such as <c>2m</c>. Work that has not started by then fails with a <see cref="DeferralExpiredException"/>.</summary>
    /// <value>Null, the default, for no limit.</value>
    public string? StartWithin { get; set; }

    /// <summary>Of all deferrals of the pool with this text one runs at a time, in the order dispatched. On a method it may name parameters, as <see cref="Key"/> may.</summary>
    /// <value>Null, the default, for no partition.</value>
    public string? Partition { get; set; }

    /// <summary>Of all deferrals of the pool or lane with this text one is pending at a time; later ones are cancelled. On a method it may name parameters, as <see cref="Key"/> may.</summary>
    /// <value>Null, the default, for none.</value>
    public string? UniqueFor { get; set; }

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
