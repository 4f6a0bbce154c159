using System.Collections;
using System.Globalization;

namespace Crosstown.Actors.Pools;

/// <summary>The log scope of one deferral. Its values are computed only when a log entry is written with it.</summary>
internal sealed class DeferralScope(Deferral deferral) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 3;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("RequestId", deferral.Request?.TraceIdentifier),
        1 => new("DeferralId", deferral.Id.ToString()),
        2 => new("DeferralKind", deferral.Kind),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"RequestId:{deferral.Request?.TraceIdentifier} DeferralId:{deferral.Id} DeferralKind:{deferral.Kind}");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
