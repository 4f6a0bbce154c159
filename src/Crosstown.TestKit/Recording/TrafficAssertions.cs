using System.Globalization;
using System.Runtime.CompilerServices;
using Crosstown.TestKit.Recording;

namespace Crosstown.TestKit;

/// <summary>
/// Assertions on recorded traffic. Each throws <see cref="TrafficAssertionException"/>, whose message lists what was there. A type parameter is the type of a message or a base type
/// of it. They look at what there is when they are called; in a host, wait first (<see cref="TrafficHarness.SettledAsync"/>) for fates.
/// </summary>
public static class TrafficAssertions
{
    /// <summary>Asserts the number of deferrals of any kind, the refused ones among them.</summary>
    public static void ShouldHaveDeferred(this ITrafficRecord traffic, int count)
    {
        var there = All(traffic);
        if (there.Count != count)
            throw Failure(traffic, string.Create(CultureInfo.InvariantCulture, $"Expected {count} deferrals, and there were {there.Count}."), there);
    }

    /// <summary>Asserts that a message was deferred.</summary>
    /// <param name="traffic">The record.</param>
    /// <param name="where">The message's condition; null for any.</param>
    /// <param name="times">How many of them there are; null for one or more.</param>
    /// <param name="pool">The pool, or <see cref="PoolNames.SameThread"/>; null for any.</param>
    /// <param name="condition">Leave it out: the compiler gives the text of <paramref name="where"/>.</param>
    /// <returns>The first of them; null where <paramref name="times"/> is 0.</returns>
    public static RecordedDeferral ShouldHaveDeferred<TMessage>(
        this ITrafficRecord traffic, Func<TMessage, bool>? where = null, int? times = null, string? pool = null,
        [CallerArgumentExpression(nameof(where))] string? condition = null) =>
        Find(traffic, "deferred", where, condition, times, deferral => pool is null || deferral.Pool == pool, pool is null ? "" : $" on {pool}");

    /// <summary>Asserts that a message was released: it was a go, and is dispatched or held.</summary>
    /// <inheritdoc cref="ShouldHaveDeferred{TMessage}"/>
    public static RecordedDeferral ShouldHaveReleased<TMessage>(
        this ITrafficRecord traffic, Func<TMessage, bool>? where = null, int? times = null, [CallerArgumentExpression(nameof(where))] string? condition = null) =>
        Find(traffic, "released", where, condition, times, static deferral => deferral.IsReleased);

    /// <summary>Asserts that a message's deferral has ended as <see cref="Fate.Ran"/>.</summary>
    /// <inheritdoc cref="ShouldHaveDeferred{TMessage}"/>
    public static RecordedDeferral ShouldHaveRun<TMessage>(
        this ITrafficRecord traffic, Func<TMessage, bool>? where = null, int? times = null, [CallerArgumentExpression(nameof(where))] string? condition = null) =>
        Find(traffic, "run", where, condition, times, static deferral => deferral.Fate is Fate.Ran);

    /// <summary>Asserts that a message's deferral has ended as <see cref="Fate.Failed"/>.</summary>
    /// <inheritdoc cref="ShouldHaveDeferred{TMessage}"/>
    public static RecordedDeferral ShouldHaveFailed<TMessage>(
        this ITrafficRecord traffic, Func<TMessage, bool>? where = null, int? times = null, [CallerArgumentExpression(nameof(where))] string? condition = null) =>
        Find(traffic, "failed", where, condition, times, static deferral => deferral.Fate is Fate.Failed);

    /// <summary>Asserts that a message's deferral has ended without running (<see cref="RecordedDeferral.IsDiscarded"/>).</summary>
    /// <param name="traffic">The record.</param>
    /// <param name="status">The status of the response by which it was judged; null for any, and for deferrals that no response has judged.</param>
    /// <param name="fate">Why; null for any reason.</param>
    /// <param name="times">How many of them there are; null for one or more.</param>
    /// <param name="where">The message's condition; null for any.</param>
    /// <param name="condition">Leave it out: the compiler gives the text of <paramref name="where"/>.</param>
    /// <returns>The first of them, whose <see cref="RecordedDeferral.Reason"/> says more; null where <paramref name="times"/> is 0.</returns>
    public static RecordedDeferral ShouldHaveDiscarded<TMessage>(
        this ITrafficRecord traffic, int? status = null, Fate? fate = null, int? times = null, Func<TMessage, bool>? where = null,
        [CallerArgumentExpression(nameof(where))] string? condition = null) =>
        Find(
            traffic, "discarded", where, condition, times,
            deferral => deferral.IsDiscarded && (status is null || deferral.Request?.Response.StatusCode == status) && (fate is null || deferral.Fate == fate),
            string.Create(CultureInfo.InvariantCulture, $"{(status is null ? "" : $" at status {status}")}{(fate is null ? "" : $" as {fate}")}"));

    /// <summary>Asserts that these messages were deferred in this order, with nothing of their types beside them. Compared by <see cref="object.Equals(object)"/>.</summary>
    public static void ShouldHaveDeferredInOrder(this ITrafficRecord traffic, params object[] messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var there = All(traffic);
        var types = messages.Select(static message => message.GetType()).ToHashSet();
        if (!there.Select(static deferral => deferral.Message).Where(message => message is not null && types.Contains(message.GetType())).SequenceEqual(messages))
            throw Failure(traffic, $"Expected these deferrals in this order:\n{string.Join('\n', messages.Select(static message => $"  {message}"))}", there);
    }

    /// <summary>Asserts that there is a deferral for which the condition is true; for delegates, which have no message.</summary>
    /// <returns>The first one.</returns>
    public static RecordedDeferral ShouldHaveDeferred(
        this ITrafficRecord traffic, Func<RecordedDeferral, bool> where, [CallerArgumentExpression(nameof(where))] string? condition = null)
    {
        ArgumentNullException.ThrowIfNull(where);
        var there = All(traffic);
        return there.FirstOrDefault(where) ?? throw Failure(traffic, $"Expected a deferral where {condition}, and there was none.", there);
    }

    /// <summary>Asserts that nothing was deferred, not even refused.</summary>
    public static void ShouldHaveDeferredNothing(this ITrafficRecord traffic)
    {
        var there = All(traffic);
        if (there.Count > 0)
            throw Failure(traffic, "Expected no deferral.", there);
    }

    private static RecordedDeferral Find<TMessage>(
        ITrafficRecord traffic, string verb, Func<TMessage, bool>? where, string? condition, int? times, Func<RecordedDeferral, bool> also, string qualifier = "")
    {
        var there = All(traffic);
        var found = there.Where(deferral => deferral.Message is TMessage message && (where is null || where(message)) && also(deferral)).ToList();
        if (times is null ? found.Count > 0 : found.Count == times)
            return found.FirstOrDefault()!;
        var expected = times is null ? $"a {typeof(TMessage).Name}" : string.Create(CultureInfo.InvariantCulture, $"{times} × {typeof(TMessage).Name}");
        throw Failure(
            traffic,
            string.Create(CultureInfo.InvariantCulture, $"Expected {expected} to be {verb}{qualifier}{(where is null ? "" : $" where {condition}")}, and there were {found.Count}."), there);
    }

    private static IReadOnlyList<RecordedDeferral> All(ITrafficRecord traffic)
    {
        ArgumentNullException.ThrowIfNull(traffic);
        return traffic.Deferrals;
    }

    private static TrafficAssertionException Failure(ITrafficRecord traffic, string expected, IReadOnlyList<RecordedDeferral> there)
    {
        if (traffic is TrafficHarness harness)
            harness.Control.HasFailed = true;
        return RecordText.Failure(expected, there);
    }
}
