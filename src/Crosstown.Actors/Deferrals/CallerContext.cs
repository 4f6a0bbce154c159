using System.Diagnostics;
using System.Globalization;

namespace Crosstown.Actors.Deferrals;

/// <summary>
/// The part of the caller's context that travels with a deferral: trace and baggage, cultures, and the values of the application's propagators. Immutable. The caller's activity is
/// copied, not kept: it may hold objects of its request.
/// </summary>
internal sealed class CallerContext(Activity? activity, CultureInfo culture, CultureInfo uiCulture, object?[]? propagated)
{
    /// <summary>The last instance that holds only cultures, reused by later calls with the same cultures. A benign race: at worst an instance is not shared.</summary>
    private static CallerContext? _cultures;

    /// <summary>The caller's activity; default if it had none.</summary>
    public ActivityContext Trace { get; } = activity?.Context ?? default;

    /// <summary>The baggage of the caller's activity and of its parents, the newest item first.</summary>
    public KeyValuePair<string, string?>[] Baggage { get; } = activity is null ? [] : [.. activity.Baggage];

    /// <exception cref="Exception">A propagator threw.</exception>
    public static CallerContext Capture(ITrafficPropagator[] propagators)
    {
        var activity = Activity.Current;
        var culture = CultureInfo.CurrentCulture;
        var uiCulture = CultureInfo.CurrentUICulture;
        if (propagators.Length == 0 && activity is null)
            return _cultures is { } shared && shared.Has(culture, uiCulture) ? shared : _cultures = new CallerContext(null, culture, uiCulture, null);
        return new CallerContext(activity, culture, uiCulture, propagators.Length == 0 ? null : Array.ConvertAll(propagators, static propagator => propagator.Capture()));
    }

    /// <summary>Sets the values on the current thread. They live in its ExecutionContext, which the worker resets after the deferral.</summary>
    public void Restore(ITrafficPropagator[] propagators)
    {
        if (!ReferenceEquals(CultureInfo.CurrentCulture, culture))
            CultureInfo.CurrentCulture = culture;
        if (!ReferenceEquals(CultureInfo.CurrentUICulture, uiCulture))
            CultureInfo.CurrentUICulture = uiCulture;
        for (var i = 0; propagated is not null && i < propagators.Length; i++)
            propagators[i].Restore(propagated[i]);
    }

    private bool Has(CultureInfo otherCulture, CultureInfo otherUiCulture) => ReferenceEquals(culture, otherCulture) && ReferenceEquals(uiCulture, otherUiCulture);
}
