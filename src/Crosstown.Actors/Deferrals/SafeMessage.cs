namespace Crosstown.Actors.Deferrals;

/// <summary>The message of an exception of the application's, whose own code may throw.</summary>
internal static class SafeMessage
{
    public static string Of(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception)
        {
            return exception.GetType().ToString();
        }
    }
}
