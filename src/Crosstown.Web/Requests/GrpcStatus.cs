using System.Globalization;

namespace Crosstown.Web.Requests;

/// <summary>The status of a gRPC call, which is in a trailer or, if the response has no body, in a header.</summary>
internal static class GrpcStatus
{
    private const string Name = "grpc-status";

    /// <summary>Returns 500 for a 200 whose grpc-status is not 0, else the HTTP status.</summary>
    public static int Apply(int status, IReadOnlyDictionary<string, string> trailers, IHeaderDictionary headers)
    {
        if (status != StatusCodes.Status200OK)
            return status;
        if (!trailers.TryGetValue(Name, out var code))
            code = headers.TryGetValue(Name, out var inHeader) ? inHeader.ToString() : null;
        var hasFailed = code is not null && !(int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == 0);
        return hasFailed ? StatusCodes.Status500InternalServerError : status;
    }
}
