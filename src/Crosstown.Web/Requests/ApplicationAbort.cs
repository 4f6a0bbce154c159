namespace Crosstown.Web.Requests;

/// <summary>How far the response was when the application itself aborted it, by <c>HttpContext.Abort()</c> or by resetting its stream.</summary>
internal enum ApplicationAbort : byte
{
    /// <summary>The application has not aborted the response, or only after the server had aborted it.</summary>
    None,

    BeforeStart,

    AfterStart,

    /// <summary>The application had completed the response before, or its pipeline had returned: nothing more was to be written.</summary>
    AfterCompletion,
}
