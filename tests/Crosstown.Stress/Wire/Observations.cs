using System.Diagnostics;
using Crosstown.Actors;
using Crosstown.Tests.Harness.Wire;

namespace Crosstown.Stress.Wire;

internal sealed class Observations
{
    private readonly Lock _gate = new();
    private readonly List<double> _lags = [];

    public long Count { get; private set; }
    public long Early { get; private set; }
    public long NotSent { get; private set; }

    /// <param name="report">What was known as the deferral started.</param>
    /// <param name="end">How many raw bytes the client had read with the response's last.</param>
    public void Add(WireReport report, long end)
    {
        lock (_gate)
        {
            Count++;
            Early += report.Taken < end ? 1 : 0;
            NotSent += report.Reached == WireLevel.Sent && !report.Gone ? 0 : 1;
            if (report.SentAt > 0)
                _lags.Add(Stopwatch.GetElapsedTime(report.SentAt, report.At).TotalMicroseconds);
        }
    }

    public double Lag(double quantile)
    {
        if (_lags.Count == 0)
            return double.NaN;
        _lags.Sort();
        return _lags[Math.Min(_lags.Count - 1, (int)(quantile * _lags.Count))];
    }
}
