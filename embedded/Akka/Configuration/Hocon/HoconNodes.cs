namespace Akka.Configuration.Hocon;

/// <summary>What the parser saw, before substitutions have their values.</summary>
internal abstract class HoconNode;

/// <summary>One piece of text. <see cref="IsBlank"/>: the white space between two pieces of a concatenation.</summary>
internal sealed class LiteralNode(string text, bool isBlank = false) : HoconNode
{
    internal string Text { get; } = text;

    internal bool IsBlank { get; } = isBlank;
}

internal sealed class ArrayNode : HoconNode
{
    internal List<HoconNode> Items { get; } = [];
}

internal sealed class ObjectNode : HoconNode
{
    internal Dictionary<string, HoconField> Fields { get; } = [];

    internal HoconField Field(string key)
    {
        if (!Fields.TryGetValue(key, out var field))
            Fields[key] = field = new HoconField();
        return field;
    }
}

internal sealed class SubstitutionNode(string path, bool optional, int position) : HoconNode
{
    internal string Path { get; } = path;

    internal string[] Segments { get; } = HoconPath.Split(path);

    internal bool IsOptional { get; } = optional;

    internal int Position { get; } = position;
}

/// <summary>What <c>+=</c> appends to: the value that the same key had before.</summary>
internal sealed class PreviousNode : HoconNode
{
    internal FieldEntry Entry { get; set; }
}

internal sealed class ConcatNode(List<HoconNode> parts, int position) : HoconNode
{
    internal List<HoconNode> Parts { get; } = parts;

    internal int Position { get; } = position;
}

/// <summary>What an include brought: resolved already, in its own text.</summary>
internal sealed class ResolvedNode(HoconValue value) : HoconNode
{
    internal HoconValue Value { get; } = value;
}

/// <summary>Every value that one key was given, in the order written; the last wins, objects merge.</summary>
internal sealed class HoconField
{
    internal List<FieldEntry> Entries { get; } = [];

    internal FieldEntry Add(HoconNode node)
    {
        if (node is ObjectNode added && Entries.Count > 0 && Entries[^1].Node is ObjectNode last)
        {
            foreach (var (key, field) in added.Fields)
                last.Field(key).AddAll(field);
            return Entries[^1];
        }

        var entry = new FieldEntry { Node = node };
        Append(entry);
        return entry;
    }

    /// <summary>The object that a dotted key goes on in.</summary>
    internal ObjectNode OpenObject()
    {
        if (Entries.Count == 0 || Entries[^1].Node is not ObjectNode)
            Append(new FieldEntry { Node = new ObjectNode() });
        return (ObjectNode)Entries[^1].Node;
    }

    private void AddAll(HoconField other)
    {
        foreach (var entry in other.Entries)
        {
            if (entry.Node is ObjectNode)
                Add(entry.Node);
            else
                Append(entry);
        }
    }

    private void Append(FieldEntry entry)
    {
        entry.Owner = this;
        entry.Index = Entries.Count;
        Entries.Add(entry);
    }
}

internal sealed class FieldEntry
{
    internal HoconField Owner { get; set; }

    internal int Index { get; set; }

    internal HoconNode Node { get; init; }

    /// <summary>Above 0 while it is being resolved: how many entries were being resolved when it began, itself included.</summary>
    internal int Depth { get; set; }

    internal bool IsResolved { get; set; }

    /// <value>Null once resolved: an optional substitution without a value.</value>
    internal HoconValue Value { get; set; }
}
