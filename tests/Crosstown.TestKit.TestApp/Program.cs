using Crosstown.TestKit.TestApp;
using Crosstown.Web;

var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration["FailAtStart"] is { } reason)
    throw new InvalidOperationException(reason);
builder.Logging.ClearProviders();
builder.Services.AddCrosstown(options => options.Hocon = """
    akka.loglevel = WARNING
    crosstown.drain-timeout = 5s
    crosstown.pools {
      calls { }
      mail { }
    }
    akka.actor.deployment {
      /crosstown/pools/calls { router = round-robin-pool, nr-of-instances = 2 }
    }
    """);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<Calls>();
builder.Services.AddTrafficHandler<PlaceCallHandler>();

var app = builder.Build();
app.MapPost("/campaigns", (string[] numbers, ICrosstownTraffic traffic) =>
{
    foreach (var number in numbers)
        traffic.Tell(new PlaceCall(number));
    return Results.Accepted(value: numbers);
}).SendTrafficTo("calls");
app.MapPost("/sequence", (string[] numbers, ICrosstownTraffic traffic) =>
{
    foreach (var number in numbers)
        traffic.Tell(new PlaceCall(number));
}).Sequential();
app.MapPost("/nothing/{status:int}", (int status) => Results.StatusCode(status));
app.MapPost("/calls/{number}/{status:int}", (string number, int status, ICrosstownTraffic traffic) =>
{
    traffic.Tell(new PlaceCall(number));
    return Results.StatusCode(status);
});
app.Run();
