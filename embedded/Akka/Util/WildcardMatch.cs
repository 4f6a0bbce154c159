namespace Akka.Util;

public static class WildcardMatch
{
    /// <summary><c>*</c> stands for any characters, <c>?</c> for one.</summary>
    public static bool Like(this string text, string pattern, bool caseSensitive = false)
    {
        int at = 0, star = -1, mark = 0, p = 0;
        while (at < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = at;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || Same(text[at], pattern[p], caseSensitive)))
            {
                p++;
                at++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more.
                p = star + 1;
                at = ++mark;
            }
            else
            {
                return false;
            }
        }
        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }

    private static bool Same(char left, char right, bool caseSensitive) =>
        left == right || (!caseSensitive && char.ToUpperInvariant(left) == char.ToUpperInvariant(right));
}
