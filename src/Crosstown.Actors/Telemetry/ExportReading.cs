using System.Runtime.CompilerServices;

namespace Crosstown.Actors.Telemetry;

/// <summary>
/// Shares one reading of the ledger among all instruments of one export, so that the exported values balance. An exporter reads all instruments of a meter one after the other on
/// one thread, so an instrument that is read again on the same thread begins the next export, with a new reading.
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

    /// <summary>The current export of one thread. Used by that thread only.</summary>
    private sealed class Export
    {
        public LedgerReading Reading { get; set; }

        /// <summary>The instruments that have used this reading.</summary>
        public HashSet<string> Served { get; set; } = [];
    }
}
