using Crosstown.Actors.NoGo;

namespace Crosstown.Web.Endpoints;

/// <summary>
/// The statuses that stop what the endpoint defers, such as <c>[NoGoOn("5xx", "400-405", 302)]</c>. Without any: run whatever happened. A list that begins with an
/// exception (<c>"!404"</c>) continues the rules around it: the controller's or the group's, then <c>crosstown.no-go</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NoGoOnAttribute : Attribute
{
    private readonly object[] _written;
    private NoGoRules? _rules;

    /// <summary>Takes codes as integers and every rule as a string. They are read when the application starts.</summary>
    public NoGoOnAttribute(params object[] rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _written = rules;
    }

    /// <summary>The rules, read.</summary>
    /// <exception cref="FormatException">Shows what was written, the position and what is allowed.</exception>
    public NoGoRules Rules
    {
        get => _rules ??= Read();
        internal init => _rules = value;
    }

    /// <summary>The rules in the order written.</summary>
    public override string ToString() => string.Join(", ", Rules);

    private NoGoRules Read()
    {
        var rules = new List<NoGoRule>();
        foreach (var written in _written)
        {
            switch (written)
            {
                case int status:
                    rules.Add(status);
                    break;
                case string text:
                    rules.AddRange(NoGoRules.Parse(text));
                    break;
                default:
                    throw new FormatException(
                        $"{written ?? "null"} ({written?.GetType().Name ?? "no type"}) is not a no-go rule. Allowed are an integer such as 302 and a string such as \"5xx\".");
            }
        }

        return NoGoRules.Create([.. rules]);
    }
}
