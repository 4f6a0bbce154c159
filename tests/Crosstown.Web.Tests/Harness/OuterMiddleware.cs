namespace Crosstown.Web.Tests.Harness;

/// <summary>Middleware outside Crosstown's: of a start-up filter that was put before Crosstown's.</summary>
internal sealed class OuterMiddleware(Action<IApplicationBuilder> use) : IStartupFilter
{
    /// <summary>Called after AddCrosstown.</summary>
    public static void Add(IServiceCollection services, Action<IApplicationBuilder> use) => services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(new OuterMiddleware(use)));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        use(app);
        next(app);
    };
}
