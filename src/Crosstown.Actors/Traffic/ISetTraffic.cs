using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Traffic;

/// <summary>Traffic that takes the work of a <see cref="DeferralSet"/>.</summary>
internal interface ISetTraffic
{
    Deferral Defer(Work work, DeferralOptions? options, SourceLocation site);

    /// <summary>Defers a message that waits for the set.</summary>
    Deferral Tell(object message, IReadOnlyList<Deferral> set, DeferralOptions? options, SourceLocation site);
}
