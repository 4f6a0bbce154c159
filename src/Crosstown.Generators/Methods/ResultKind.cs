namespace Crosstown.Generators.Methods;

/// <summary>The result of a decorated method.</summary>
internal enum ResultKind
{
    Void,
    Task,
    ValueTask,
}
