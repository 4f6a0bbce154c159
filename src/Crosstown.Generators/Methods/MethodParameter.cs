namespace Crosstown.Generators.Methods;

/// <summary>One parameter of a decorated method.</summary>
/// <param name="Name">Escaped.</param>
/// <param name="Type">Fully qualified.</param>
/// <param name="Property">The message's property, if it is data.</param>
/// <param name="Default">The default value as code, with its equals sign; empty without.</param>
/// <param name="Modifier">Attributes of caller information, and <c>this</c> or <c>params</c>, with a blank; empty without.</param>
/// <param name="ServiceKey">The key of a keyed service, as code; null without.</param>
/// <param name="IsDynamic">Whether the argument must be cast, or its call would be bound at run time.</param>
internal sealed record MethodParameter(
    string Name, string Type, ParameterRole Role, string Property, string Default, string Modifier, string? ServiceKey, bool IsDynamic);
