namespace Crosstown.Web.Tests.Hosting.Processes;

/// <summary>A theory that sends signals to a process.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Windows has no SIGTERM and SIGINT that one process can send to another.";
    }
}
