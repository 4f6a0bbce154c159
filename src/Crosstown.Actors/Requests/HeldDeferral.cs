namespace Crosstown.Actors.Requests;

/// <summary>A place of the request's actor for one deferral. A struct, because each store into an array of a class that has subclasses first asks which of them it is.</summary>
internal readonly record struct HeldDeferral(Deferral Deferral);
