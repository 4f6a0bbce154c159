namespace Crosstown.Actors.Telemetry;

/// <summary>Every log event of Crosstown.Actors, by hundreds: 1000 the system, 1100 requests, 1200 deferrals, 1300 pools and lanes, 1400 the drain. An id is never reused.</summary>
internal static class EventIds
{
    public const int SystemStarted = 1000;
    public const int SeveralHandlers = 1001;
    public const int LeaseExpired = 1100;
    public const int DeferralFailed = 1200;
    public const int RunDetached = 1201;
    public const int CancellationCallbackThrew = 1202;
    public const int FailureNotPublished = 1203;
    public const int DeferralStopped = 1204;
    public const int DeferralRetried = 1205;
    public const int FailureHandlerFailed = 1206;
    public const int FailureCameTooLate = 1207;
    public const int LeftItsThread = 1300;
    public const int ContinuationThrew = 1301;
    public const int RouteeFailedAlone = 1302;
    public const int PoolStuck = 1303;
    public const int PoolMovesAgain = 1304;
    public const int PoolWithoutThread = 1305;
    public const int CircuitOpened = 1306;
    public const int CircuitClosed = 1307;
    public const int DrainBegan = 1400;
    public const int DrainEnded = 1401;
    public const int DrainAbandoned = 1402;
    public const int FailuresNotHandled = 1403;
}
