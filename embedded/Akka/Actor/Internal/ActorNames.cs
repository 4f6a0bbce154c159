namespace Akka.Actor.Internal;

/// <summary>The names of actors that were given none: $a, $b, … $~, $ab, in base 64, least digit first.</summary>
internal static class ActorNames
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    internal static string FromNumber(long number)
    {
        Span<char> name = stackalloc char[13];
        var length = 0;
        name[length++] = '$';
        do
        {
            name[length++] = Digits[(int)(number & 63)];
            number >>>= 6;
        }
        while (number > 0);
        return new string(name[..length]);
    }

    internal static bool TryParseNumber(string name, out long number)
    {
        number = 0;
        if (name.Length is < 2 or > 12 || name[0] != '$')
            return false;
        for (var i = name.Length - 1; i > 0; i--)
        {
            var digit = Digits.IndexOf(name[i], StringComparison.Ordinal);
            if (digit < 0)
                return false;
            number = (number << 6) | (uint)digit;
        }
        // $aa would be another spelling of $a.
        return name.Length == 2 || name[^1] != 'a';
    }

    /// <exception cref="InvalidActorNameException">The name is empty or holds what a path element may not.</exception>
    internal static void Validate(string name)
    {
        if (name.Length == 0)
            throw new InvalidActorNameException("Actor name must not be empty.");
        if (!ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: {ActorPath.ValidSymbols}.");
    }
}
