using System.ComponentModel;

namespace System.Runtime.CompilerServices;

/// <summary>The compiler needs this type for records; .NET Standard 2.0 does not have it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit;
