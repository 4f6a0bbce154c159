namespace Crosstown.Stress.Soak;

/// <summary>How a response over a socket ends.</summary>
internal enum Ending
{
    Answers,
    Vetoes,
    ThrowsBefore,
    ThrowsAfter,
    ServerAborts,
    ClientLeaves,
}

/// <summary>What client and server both know of request <paramref name="Number"/> from the seed alone.</summary>
internal sealed record SocketRequest(long Number, Ending Ending, int Status)
{
    private static readonly int[] Statuses = [200, 200, 200, 201, 302, 404, 500, 503];

    public static SocketRequest Roll(Dice dice, long number)
    {
        var ending = dice.Next(100) switch
        {
            0 => Ending.ThrowsBefore,
            1 => Ending.ThrowsAfter,
            2 => Ending.ServerAborts,
            3 => Ending.Vetoes,
            4 or 5 => Ending.ClientLeaves,
            _ => Ending.Answers,
        };
        return new SocketRequest(number, ending, Statuses[dice.Next(Statuses.Length)]);
    }

    public string Target => $"/soak/{Number}";
}
