using System.Globalization;

namespace Crosstown.Web.Requests;

/// <summary>The status of a gRPC call, which is in a trailer or, if the response has no body, in a header.</summary>
internal static class GrpcStatus
{
    private const string Name = "grpc-status";

    /// <summary>Whether the response has a grpc-status and it is not 0.</summary>
    public static bool IsFailure(IReadOnlyDictionary<string, string> trailers, IHeaderDictionary headers)
    {
        if (!trailers.TryGetValue(Name, out var code))
            code = headers.TryGetValue(Name, out var inHeader) ? inHeader.ToString() : null;
        return code is not null && !(int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == 0);
    }
}
