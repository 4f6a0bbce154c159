namespace Crosstown.Web.Requests;

/// <summary>The event ids of Crosstown.Web's log entries. Never reused.</summary>
internal static class EventIds
{
    /// <summary>Information at start-up: the path of the akka.hocon that was read.</summary>
    public const int HoconRead = 2000;

    /// <summary>Critical: the actor system ended while the host served.</summary>
    public const int ActorSystemEnded = 2001;

    /// <summary>Information at start-up: there is no akka.hocon; the paths where it was looked for.</summary>
    public const int HoconNotFound = 2002;

    /// <summary>Information at start-up: the settings are those of the application's own actor system, and akka.hocon is not looked for.</summary>
    public const int HoconOfApplication = 2003;

    /// <summary>Warning at start-up: a start-up filter stands before Crosstown's.</summary>
    public const int FilterBeforeCrosstown = 2004;

    /// <summary>Error: <see cref="CrosstownOptions.EnrichSnapshot"/> threw.</summary>
    public const int EnrichSnapshotFailed = 2010;

    /// <summary>Error: a request's actor could not be given the completion signal.</summary>
    public const int SignalFailed = 2011;

    /// <summary>Warning: a request was answered with 503, because no slot was free for its deferrals.</summary>
    public const int TrafficFull = 2012;

    /// <summary>Error: the application's identity threw when it was asked for its name.</summary>
    public const int UserNameFailed = 2013;

    /// <summary>Warning: a request was answered with 503, because the process admits nothing more.</summary>
    public const int TrafficClosed = 2014;
}
