namespace Crosstown.Web.Tests.Requests.Grpc;

public enum GrpcCallMode
{
    Native,
    WebBinary,
    WebText,
}
