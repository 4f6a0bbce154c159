namespace Crosstown.Stress.Soak;

/// <summary>What one request does, from the seed and its number alone: whichever thread it falls to, a seed gives the same requests.</summary>
internal sealed class Dice(long seed, long number)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = unchecked((ulong)seed * 0xD1342543DE82EF95 + (ulong)number * Step);

    /// <summary>0 up to below <paramref name="sides"/>.</summary>
    public int Next(int sides)
    {
        unchecked
        {
            _state += Step;
            var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)sides);
        }
    }

    public bool OneIn(int sides) => Next(sides) == 0;
}
