namespace Crosstown.Actors.Deferrals;

/// <summary>Where the application's source makes a deferring call, filled in by the compiler.</summary>
/// <param name="File">The source file's path, as the compiler was given it; null if the caller gave none.</param>
/// <param name="Line">The line in the file, from 1; 0 without one.</param>
internal readonly record struct SourceLocation(string? File, int Line);
