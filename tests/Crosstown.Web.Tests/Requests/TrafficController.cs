using Microsoft.AspNetCore.Mvc;

namespace Crosstown.Web.Tests.Requests;

[ApiController, Route("traffic"), NoGoOn(418, "truncated")]
public sealed class TrafficController(ICrosstownTraffic traffic, IServiceProvider services) : ControllerBase
{
    [HttpGet("constructor")]
    public void FromConstructor() => Defer(traffic);

    [HttpGet("from-services")]
    public void FromTheServices([FromServices] ICrosstownTraffic service) => Defer(service);

    [HttpGet("context")]
    public void FromTheContext() => Defer(HttpContext.Traffic());

    [HttpGet("stopped-by-the-controller")]
    public ActionResult StoppedByTheController()
    {
        Defer(traffic);
        return StatusCode(418);
    }

    [HttpGet("let-by-the-action"), NoGoOn("!418")]
    public ActionResult LetByTheAction()
    {
        Defer(traffic);
        return StatusCode(418);
    }

    private void Defer(ICrosstownTraffic with)
    {
        var journal = services.GetRequiredService<Journal>();
        with.Defer(() => journal.Add("ran"));
    }
}
