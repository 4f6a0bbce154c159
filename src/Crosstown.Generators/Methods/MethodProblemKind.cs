namespace Crosstown.Generators.Methods;

/// <summary>The kinds of problems that a decorated method can have, by their cure.</summary>
internal enum MethodProblemKind
{
    /// <summary>Its signature or its place cannot be deferred.</summary>
    NotDeferrable,

    /// <summary>A containing type is not partial.</summary>
    NotPartial,

    /// <summary>A parameter carries an object of the request.</summary>
    DataOfRequest,

    /// <summary>A service or token parameter has a default value.</summary>
    DefaultOfService,
}
