using System.Runtime.CompilerServices;

namespace Crosstown.Actors.Telemetry;

/// <summary>
/// One reading of the ledger for all instruments of one export, so that what is exported balances. An exporter asks all instruments of a meter one after the other on one
/// thread: an instrument that asks again on its thread begins the next export, with a new reading.
/// </summary>
internal sealed class ExportReading(ITrafficLedger ledger)
{
    private readonly ConditionalWeakTable<Thread, Export> _exports = [];

    public LedgerReading For(string instrument)
    {
        var export = _exports.GetOrCreateValue(Thread.CurrentThread);
        if (export.Served.Count == 0 || !export.Served.Add(instrument))
        {
            export.Served = [instrument];
            export.Reading = ledger.Read();
        }

        return export.Reading;
    }

    /// <summary>Of one thread.</summary>
    private sealed class Export
    {
        public LedgerReading Reading { get; set; }

        /// <summary>The instruments that have had this reading.</summary>
        public HashSet<string> Served { get; set; } = [];
    }
}
