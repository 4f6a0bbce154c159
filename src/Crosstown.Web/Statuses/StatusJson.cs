using System.Text.Json.Serialization;

namespace Crosstown.Web.Statuses;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TrafficStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
