namespace Crosstown.Generators.Methods;

/// <summary>Where an argument of a decorated method comes from.</summary>
internal enum ParameterRole
{
    /// <summary>From the deferring call, by way of the message.</summary>
    Data,

    /// <summary>From the DI scope of the attempt.</summary>
    Service,

    /// <summary>As <see cref="Service"/>, but null if it is not registered.</summary>
    OptionalService,

    /// <summary>The attempt's cancellation token.</summary>
    Token,

    /// <summary>The attempt's TrafficContext.</summary>
    Context,

    /// <summary>The attempt's nested traffic.</summary>
    Traffic,

    /// <summary>The services of the attempt's DI scope.</summary>
    Provider,
}
