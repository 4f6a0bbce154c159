using Microsoft.AspNetCore.Mvc;

namespace Crosstown.Web.Tests.Statuses;

[ApiController, Route("accepting")]
public sealed class AcceptingController(ICrosstownTraffic traffic) : ControllerBase
{
    [HttpPost("result")]
    public IResult AsResult() => Results.AcceptedTraffic(traffic.Defer(() => { }));

    [HttpPost("typed")]
    public AcceptedTraffic AsTyped() => TypedResults.AcceptedTraffic(traffic.Defer(() => { }));
}
