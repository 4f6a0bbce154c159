using System.Diagnostics;
using System.Globalization;

namespace Crosstown.Actors.Deferrals;

/// <summary>What of the caller's context goes with a deferral. One instance serves all consecutive deferrals of a request with the same context.</summary>
internal sealed class CapturedContext(Activity? activity, CultureInfo culture, CultureInfo uiCulture, object?[]? propagated)
{
    /// <summary>The last one that holds cultures alone, and so may be any request's. A benign race: it is only a chance to share.</summary>
    private static CapturedContext? _cultures;

    public Activity? Activity => activity;

    /// <summary>Whether it holds cultures alone, and so says nothing of its request.</summary>
    public bool IsAnybodys => activity is null && propagated is null;

    public static CapturedContext Capture(CapturedContext? last, ITrafficPropagator[] propagators)
    {
        var activity = Activity.Current;
        var culture = CultureInfo.CurrentCulture;
        var uiCulture = CultureInfo.CurrentUICulture;
        if (propagators.Length == 0 && last is not null && last.Is(activity, culture, uiCulture))
            return last;
        if (propagators.Length == 0 && activity is null)
        {
            var cultures = Volatile.Read(ref _cultures);
            if (cultures is null || !cultures.Is(null, culture, uiCulture))
                Volatile.Write(ref _cultures, cultures = new CapturedContext(null, culture, uiCulture, null));
            return cultures;
        }

        object?[]? propagated = null;
        if (propagators.Length > 0)
        {
            propagated = new object?[propagators.Length];
            for (var i = 0; i < propagators.Length; i++)
                propagated[i] = propagators[i].Capture();
        }

        return new CapturedContext(activity, culture, uiCulture, propagated);
    }

    /// <summary>Sets what differs. What is set lives in the ExecutionContext, which the worker resets after the deferral.</summary>
    public void Restore(ITrafficPropagator[] propagators)
    {
        if (!ReferenceEquals(CultureInfo.CurrentCulture, culture))
            CultureInfo.CurrentCulture = culture;
        if (!ReferenceEquals(CultureInfo.CurrentUICulture, uiCulture))
            CultureInfo.CurrentUICulture = uiCulture;
        for (var i = 0; propagated is not null && i < propagators.Length; i++)
            propagators[i].Restore(propagated[i]);
    }

    private bool Is(Activity? otherActivity, CultureInfo otherCulture, CultureInfo otherUiCulture) =>
        ReferenceEquals(activity, otherActivity) && ReferenceEquals(culture, otherCulture) && ReferenceEquals(uiCulture, otherUiCulture);
}
