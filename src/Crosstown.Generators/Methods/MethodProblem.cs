using Microsoft.CodeAnalysis;

namespace Crosstown.Generators.Methods;

/// <summary>Why a decorated method cannot be deferred.</summary>
internal sealed record MethodProblem(MethodProblemKind Kind, ISymbol Symbol, string Text);
