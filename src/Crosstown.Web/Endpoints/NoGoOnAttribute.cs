namespace Crosstown.Web;

/// <summary>
/// Names the statuses at which the endpoint's deferrals do not run, such as <c>[NoGoOn("5xx", "400-405", 302)]</c>, in place of those of the outer level: the controller's or the group's,
/// else <c>crosstown.no-go</c>. A list that begins with an exception (<c>"!404"</c>) continues the outer statuses. <c>"truncated"</c>, <c>"aborted"</c> and their exceptions
/// (<c>"!truncated"</c>) say whether a response that was cut short or aborted stops the deferrals; without them the outer level says so. An empty list runs the deferrals whatever happened.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NoGoOnAttribute : Attribute
{
    private readonly object[] _written;
    private NoGoRules? _rules;

    /// <summary>Takes status codes as integers and every other rule as a string. The rules are parsed when the application starts.</summary>
    public NoGoOnAttribute(params object[] rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _written = rules;
    }

    /// <summary>The parsed rules.</summary>
    /// <exception cref="FormatException">A rule does not parse. The message shows the rule, the position and the allowed forms.</exception>
    public NoGoRules Rules
    {
        get => _rules ??= Parse();
        internal init => _rules = value;
    }

    /// <summary>The rules in the order written.</summary>
    public override string ToString() => string.Join(", ", Rules);

    private NoGoRules Parse()
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
