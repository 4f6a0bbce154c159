using PhoneCampaign;
using PhoneCampaign.Campaigns;
using PhoneCampaign.Provider;
using PhoneCampaign.Telephony;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

// Crosstown: the services, the wire level, the handler of what is deferred. Pools, retries, the rate and no-go rules are in akka.hocon.
builder.Services.AddCrosstown();
builder.Services.AddTrafficHandler<PlaceCallHandler>();
builder.WebHost.UseCrosstownWire();

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<CampaignBoard>();
builder.Services.AddSingleton<CampaignJournal>();
builder.Services.AddSingleton<ProviderLog>();
builder.Services.AddOptions<TelephonyOptions>().BindConfiguration("Telephony").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddHttpClient<TelephonyClient>();
builder.Services.AddHostedService<StandInProvider>();
builder.Services.AddHostedService<SelfCampaign>();
builder.Services.AddProblemDetails();

var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapCampaigns();
app.Run();
