namespace Akka.Configuration.Hocon;

/// <summary>Gives every node its value. A substitution sees the whole text, and of its own key only what was written before.</summary>
internal sealed class HoconResolver(HoconSource source, ObjectNode root)
{
    private readonly HashSet<(SubstitutionNode, string)> _forwarded = [];
    private int _depth;

    /// <summary>The outermost unfinished entry that was skipped since the entry at hand began; a value that leans on one is not kept.</summary>
    private int _lowestSkipped = int.MaxValue;

    internal HoconValue Resolve() => HoconValue.Of(ResolveObject(root));

    private HoconObject ResolveObject(ObjectNode node)
    {
        var result = new HoconObject();
        foreach (var (key, field) in node.Fields)
        {
            if (ResolveField(field, field.Entries.Count - 1) is { } value)
                result.Items[key] = value;
        }

        return result;
    }

    /// <summary>The field's value as of its entry <paramref name="top"/>; null when it has none.</summary>
    private HoconValue ResolveField(HoconField field, int top)
    {
        for (var i = BelowUnfinished(field, top, anyNode: true); i >= 0; i--)
        {
            if (ResolveEntry(field.Entries[i]) is { } value)
                return value.IsObject() && i > 0 ? HoconMerge.Over(value, ResolveField(field, i - 1)) : value;
        }

        return null;
    }

    /// <summary>
    /// Where to begin when a value that is being resolved refers to its own key: below it, at what was written before.
    /// Into an unfinished object one may look, at its other keys.
    /// </summary>
    private int BelowUnfinished(HoconField field, int top, bool anyNode)
    {
        var start = top;
        for (var i = top; i >= 0; i--)
        {
            var entry = field.Entries[i];
            if (entry.Depth == 0 || (!anyNode && entry.Node is ObjectNode))
                continue;
            _lowestSkipped = Math.Min(_lowestSkipped, entry.Depth);
            start = i - 1;
        }

        return start;
    }

    private HoconValue ResolveEntry(FieldEntry entry)
    {
        if (entry.IsResolved)
            return entry.Value;
        var outer = _lowestSkipped;
        _lowestSkipped = int.MaxValue;
        var depth = entry.Depth = ++_depth;
        var value = ResolveNode(entry.Node);
        entry.Depth = 0;
        _depth--;
        if (_lowestSkipped >= depth)
        {
            (entry.IsResolved, entry.Value) = (true, value);
            _lowestSkipped = outer;
        }
        else
        {
            _lowestSkipped = Math.Min(_lowestSkipped, outer);
        }

        return value;
    }

    private HoconValue ResolveNode(HoconNode node)
    {
        source.RequireStack(0);
        switch (node)
        {
            case LiteralNode literal:
                return HoconValue.Of(new HoconLiteral { Value = literal.Text });
            case ResolvedNode resolved:
                return resolved.Value;
            case ObjectNode obj:
                return HoconValue.Of(ResolveObject(obj));
            case ArrayNode array:
                var items = new HoconArray();
                items.AddRange(array.Items.Select(ResolveNode).Where(static item => item is not null));
                return HoconValue.Of(items);
            case PreviousNode previous:
                return ResolveField(previous.Entry.Owner, previous.Entry.Index - 1);
            case SubstitutionNode substitution:
                return ResolveSubstitution(substitution);
            default:
                return Concat((ConcatNode)node);
        }
    }

    private HoconValue ResolveSubstitution(SubstitutionNode substitution)
    {
        if (LookUp(root, substitution.Segments) is { } found)
            return found;
        if (Environment.GetEnvironmentVariable(substitution.Path) is { } variable)
            return HoconValue.Of(new HoconLiteral { Value = variable });
        return substitution.IsOptional ? null
            : throw source.Error(substitution.Position, $"Unresolved substitution: ${{{substitution.Path}}} has no value, or only itself,");
    }

    private HoconValue Concat(ConcatNode node)
    {
        var parts = new List<(HoconValue Value, bool IsBlank)>();
        foreach (var part in node.Parts)
        {
            if (ResolveNode(part) is { } value)
                parts.Add((value, part is LiteralNode { IsBlank: true }));
        }

        if (parts.TrueForAll(static part => part.IsBlank))
            return null;
        if (parts.TrueForAll(static part => part.Value.IsString()))
            return HoconValue.Of(new HoconLiteral { Value = string.Concat(parts.Select(static part => part.Value.GetString())) });
        parts.RemoveAll(static part => part.IsBlank);
        if (parts.TrueForAll(static part => part.Value.IsArray()))
        {
            var all = new HoconArray();
            foreach (var part in parts)
                all.AddRange(part.Value.GetArray());
            return HoconValue.Of(all);
        }

        if (!parts.TrueForAll(static part => part.Value.IsObject()))
            throw source.Error(node.Position, "Text, lists and objects cannot be joined with one another");
        return parts.Select(static part => part.Value).Aggregate(static (before, after) => HoconMerge.Over(after, before));
    }

    private HoconValue LookUp(ObjectNode node, ReadOnlySpan<string> path) =>
        node.Fields.TryGetValue(path[0], out var field) ? LookUp(field, path[1..]) : null;

    private HoconValue LookUp(HoconField field, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
            return ResolveField(field, field.Entries.Count - 1);
        HoconValue found = null;
        for (var i = BelowUnfinished(field, field.Entries.Count - 1, anyNode: false); i >= 0; i--)
        {
            var here = LookIn(field.Entries[i].Node, path, out var hides);
            found = found is null ? here : HoconMerge.Over(found, here);
            if (hides || (found is not null && !found.IsObject()))
                break;
        }

        return found;
    }

    /// <param name="hides">The node is no object, so nothing that was written before it counts.</param>
    private HoconValue LookIn(HoconNode node, ReadOnlySpan<string> path, out bool hides)
    {
        source.RequireStack(0);
        hides = false;
        switch (node)
        {
            case ObjectNode obj:
                return LookUp(obj, path);
            case SubstitutionNode substitution:
                // The path is followed through, so that one part of an object can be asked for while another is being resolved.
                var guard = (substitution, string.Join('\0', path));
                if (!_forwarded.Add(guard))
                    return null;
                var forwarded = LookUp(root, [.. substitution.Segments, .. path]);
                _forwarded.Remove(guard);
                return forwarded;
            case ConcatNode concat:
                HoconValue found = null;
                for (var i = concat.Parts.Count - 1; i >= 0; i--)
                    found = HoconMerge.Over(found, LookIn(concat.Parts[i], path, out _));
                return found;
            case ResolvedNode resolved:
                hides = true;
                return null;
            default:
                hides = node is LiteralNode or ArrayNode;
                return null;
        }
    }
}
