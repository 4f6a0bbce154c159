using Crosstown.Generators.Language;

namespace Crosstown.Generators.Methods;

/// <summary>All that the generated code of one decorated method depends on, as text, so that an edit that changes nothing here regenerates nothing.</summary>
/// <param name="HintName">The name of the generated file.</param>
/// <param name="Containers">The headers of the containing types, from the outermost in.</param>
/// <param name="Receiver">The containing type, fully qualified.</param>
/// <param name="LogName">Type and method, without namespace.</param>
/// <param name="DocumentationId">For references to the method in documentation.</param>
/// <param name="Overload">The name of the deferring overloads.</param>
/// <param name="TrafficParameter">The name of the ITraffic parameter.</param>
/// <param name="CallerParameters">The optional parameters that take file and line of a call, as they are declared; empty without.</param>
/// <param name="DeferredAt">File and line that the deferral gets, as code: those parameters, else the place of the attribute.</param>
/// <param name="TypeParameters">With angle brackets; empty without.</param>
/// <param name="Constraints">All where clauses; empty without.</param>
/// <param name="Attribute">The arguments of the attribute on the handler: file, line and the method's own.</param>
/// <param name="Keys">The members of ITrafficCall that are made of the message's properties: those keys of the attribute that name a parameter.</param>
internal sealed record DecoratedMethod(
    string HintName,
    string? Namespace,
    EquatableArray<string> Containers,
    string Receiver,
    string LogName,
    string DocumentationId,
    string Accessibility,
    bool IsStatic,
    string Name,
    string Overload,
    string Message,
    string Handler,
    string TrafficParameter,
    string CallerParameters,
    string DeferredAt,
    string TypeParameters,
    string Constraints,
    EquatableArray<MethodParameter> Parameters,
    ResultKind Result,
    string Attribute,
    EquatableArray<string> Keys);
