namespace Crosstown.TestKit.Control;

/// <summary>Every deferral of a host, in the order of the deferring calls. Thread-safe.</summary>
internal sealed class DeferralLog
{
    private readonly Lock _lock = new();
    private readonly List<RecordedDeferral> _all = [];
    private readonly Dictionary<Deferral, RecordedDeferral> _ofReceipt = [];

    /// <summary>How many there were at the last <see cref="Reset"/>.</summary>
    private int _before;

    /// <summary>Those since the last <see cref="Reset"/>.</summary>
    public IReadOnlyList<RecordedDeferral> SinceReset
    {
        get
        {
            lock (_lock)
                return _all[_before..];
        }
    }

    /// <summary>Those without a fate, also from before the last <see cref="Reset"/>.</summary>
    public IReadOnlyList<RecordedDeferral> Outstanding
    {
        get
        {
            lock (_lock)
                return _all.FindAll(static deferral => deferral.Fate is null);
        }
    }

    /// <summary>Those without a fate that have not been released: their request is open, or the one before them in a sequence is not over.</summary>
    public IReadOnlyList<RecordedDeferral> Coming
    {
        get
        {
            lock (_lock)
                return _all.FindAll(static deferral => deferral is { Fate: null, IsReleased: false });
        }
    }

    public void Add(Deferral deferral)
    {
        lock (_lock)
        {
            var recorded = new RecordedDeferral(deferral, _all.Count - _before + 1);
            _all.Add(recorded);
            _ofReceipt.Add(deferral, recorded);
        }
    }

    public RecordedDeferral Of(Deferral deferral)
    {
        lock (_lock)
            return _ofReceipt[deferral];
    }

    /// <summary>Begins to count anew, and forgets the failures that there were.</summary>
    public void Reset()
    {
        TakeFailures();
        lock (_lock)
            _before = _all.Count;
    }

    /// <summary>The failures that the test has not been told of, which it now is; also those of deferrals from before the last reset that have failed since.</summary>
    public IReadOnlyList<RecordedDeferral> TakeFailures()
    {
        lock (_lock)
        {
            var failures = _all.FindAll(static deferral => deferral is { Fate: Fate.Failed, IsReported: false });
            failures.ForEach(static failure => failure.IsReported = true);
            return failures;
        }
    }

    /// <summary>The test has been told of its failure, if it is one.</summary>
    public void Report(RecordedDeferral deferral)
    {
        lock (_lock)
            deferral.IsReported = true;
    }
}
