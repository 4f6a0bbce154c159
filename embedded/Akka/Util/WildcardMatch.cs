namespace Akka.Util;

public static class WildcardMatch
{
    public static bool Like(this string text, string pattern, bool caseSensitive = false) => throw new NotImplementedException();
}
