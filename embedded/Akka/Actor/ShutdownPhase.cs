namespace Akka.Actor;

/// <summary>One phase of <see cref="CoordinatedShutdown"/>, as configured.</summary>
internal sealed record ShutdownPhase(IReadOnlyList<string> DependsOn, TimeSpan Timeout, bool Recovers, bool IsEnabled)
{
    internal static Dictionary<string, ShutdownPhase> ReadAll(Config config)
    {
        var usual = config.GetTimeSpan("default-phase-timeout");
        var phases = new Dictionary<string, ShutdownPhase>();
        foreach (var (name, value) in config.GetConfig("phases")?.AsEnumerable() ?? [])
        {
            var phase = value.ToConfig();
            phases[name] = new ShutdownPhase(
                phase.GetStringList("depends-on").ToList(),
                phase.GetTimeSpan("timeout", usual, allowInfinite: false),
                phase.GetBoolean("recover", true),
                phase.GetBoolean("enabled", true));
        }

        return phases;
    }

    /// <summary>Every phase after all that it depends on.</summary>
    /// <exception cref="ArgumentException">Phases depend on each other in a circle.</exception>
    internal static List<string> Sort(Dictionary<string, ShutdownPhase> phases)
    {
        var sorted = new List<string>();
        var open = new HashSet<string>();
        var closed = new HashSet<string>();
        foreach (var name in phases.Keys.ToArray())
            Visit(name);
        return sorted;

        void Visit(string name)
        {
            if (closed.Contains(name))
                return;
            if (!open.Add(name))
            {
                throw new ArgumentException(
                    $"Cycle detected in graph of phases. It must be a DAG. Phase [{name}] depends transitively on itself. All dependencies: "
                    + string.Join(", ", phases.Select(static phase => $"{phase.Key} -> [{string.Join(", ", phase.Value.DependsOn)}]")));
            }

            // A phase that is only depended on has its place in the order, and no tasks.
            if (phases.TryGetValue(name, out var phase))
            {
                foreach (var before in phase.DependsOn)
                    Visit(before);
                sorted.Add(name);
            }

            open.Remove(name);
            closed.Add(name);
        }
    }
}
