using System.Reflection;
using Akka.Actor;
using Crosstown.Actors;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Failures;
using Crosstown.Actors.Filters;
using Crosstown.Actors.Handlers;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Runtime;
using Crosstown.Actors.Telemetry;
using Crosstown.Actors.Traffic;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers handlers, pools, filters and failure handlers. A library of handlers needs no reference to ASP.NET Core's web types for it.</summary>
public static class TrafficServiceCollectionExtensions
{
    /// <summary>
    /// Registers <typeparamref name="THandler"/> for each message type whose <see cref="ITrafficHandler{TMessage}"/> it implements; transient unless it is registered already. The last
    /// registration for a message type wins, so a test replaces a handler by registering another; a warning at start-up names both. The handler is resolved from the deferral's scope as
    /// <see cref="ITrafficHandler{TMessage}"/>: a later registration of that service itself, such as a substitute's, wins as well. Calling it twice is safe.
    /// </summary>
    /// <exception cref="ArgumentException"><typeparamref name="THandler"/> handles no message, or an interface, or is abstract.</exception>
    /// <exception cref="FormatException">A value of its <see cref="CrosstownTrafficAttribute"/> cannot be read.</exception>
    public static IServiceCollection AddTrafficHandler<THandler>(this IServiceCollection services)
        where THandler : class
    {
        ArgumentNullException.ThrowIfNull(services);
        var handler = typeof(THandler);
        var messages = handler.GetInterfaces()
            .Where(static type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ITrafficHandler<>))
            .Select(static type => type.GetGenericArguments()[0])
            .ToArray();
        if (messages.Length == 0 || handler.IsAbstract)
            throw new ArgumentException($"{handler} cannot handle traffic; it must be a class that is an ITrafficHandler<TMessage>.");
        if (Array.Find(messages, static message => message.IsInterface) is { } never)
        {
            throw new ArgumentException(
                $"{handler} handles {never}, an interface, and would never be called: a message goes to the handler of its class or the nearest base class. " +
                "Handle the class, or a base class that the messages share.");
        }

        services.TryAddTransient<THandler>();
        foreach (var message in messages)
        {
            // Not wrapped: the attribute of the handler may be one that cannot be read.
            var invoker = (MessageInvoker)Activator.CreateInstance(
                typeof(HandlerInvoker<,>).MakeGenericType(handler, message), BindingFlags.DoNotWrapExceptions | BindingFlags.Public | BindingFlags.Instance, null, null, null)!;
            services.AddSingleton(invoker);
            services.AddSingleton(typeof(ITrafficHandler<>).MakeGenericType(message), invoker);
        }

        return services;
    }

    /// <summary>
    /// Declares a pool of the application's own actors: each routee has one actor of these <see cref="Props"/>, and a message deferred to the pool needs no handler.
    /// The deferral ends as <see cref="Fate.Ran"/> when the actor's <c>Receive</c> has returned, and as <see cref="Fate.Failed"/> when it threw or the actor stopped before. The actor's
    /// path is <c>/crosstown/pools/NAME/*/actor</c>; a deployment of that path sets its dispatcher and mailbox, which must be unbounded.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The pool's name. Settings in <c>crosstown.pools.NAME</c> are optional.</param>
    /// <param name="actor">Makes the Props, once at start-up.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or blank, or <paramref name="actor"/> is null.</exception>
    public static IServiceCollection AddTrafficPool(this IServiceCollection services, string name, Func<IServiceProvider, Props> actor)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(actor);
        return services.AddSingleton(new ActorPoolRegistration(name, actor));
    }

    /// <summary>
    /// Registers a filter around each run of deferred work. Filters are called in the order of their registration, the first one outermost. Transient unless it is registered already;
    /// resolved from the deferral's own scope for each run. One that is registered twice surrounds the work once.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="pools">The pools whose work it surrounds; <see cref="PoolNames.SameThread"/> names the lanes. Null for all pools and the lanes. An undeclared pool is an error at start-up.</param>
    /// <exception cref="ArgumentException"><paramref name="pools"/> is empty or has a null or blank name.</exception>
    public static IServiceCollection AddTrafficFilter<TFilter>(this IServiceCollection services, IEnumerable<string>? pools = null)
        where TFilter : class, ITrafficFilter
    {
        ArgumentNullException.ThrowIfNull(services);
        string[]? named = pools is null ? null : [.. pools];
        if (named is [] || named?.Any(string.IsNullOrWhiteSpace) is true)
            throw new ArgumentException($"AddTrafficFilter<{typeof(TFilter).Name}> names no pool, or one without a name. Name the pools, or leave the argument out for all of them.", nameof(pools));
        services.TryAddTransient<TFilter>();
        return services.AddSingleton(new FilterRegistration(typeof(TFilter), named));
    }

    /// <summary>
    /// Registers a handler of deferrals that failed for good or were abandoned. Several are called in the order of their registration. Transient unless it is registered already; resolved
    /// from a scope of its own for each failure. One that is registered twice is called once.
    /// </summary>
    public static IServiceCollection AddTrafficFailureHandler<THandler>(this IServiceCollection services)
        where THandler : class, ITrafficFailureHandler
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddTransient<THandler>();
        return services.AddSingleton(new FailureHandlerRegistration(typeof(THandler)));
    }

    /// <summary>Registers all services of this assembly, for the web layer's AddCrosstown, which must also register <see cref="CrosstownSettings"/>.</summary>
    internal static IServiceCollection AddTrafficParts(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CrosstownLogger>();
        services.TryAddSingleton<CrosstownMetrics>();
        services.TryAddSingleton<FateReporter>();
        // In real time, whatever the application's TimeProvider: connections and callers wait in real time. Only deadlines of work are the application's.
        services.TryAddSingleton(static provider => new Ledger(
            provider.GetRequiredService<CrosstownSettings>(), TimeProvider.System, provider.GetRequiredService<FateReporter>().Report));
        services.TryAddSingleton(static provider => new Admission(provider.GetRequiredService<CrosstownSettings>(), provider.GetRequiredService<Ledger>(), TimeProvider.System));
        services.TryAddSingleton<FailureHandlers>();
        services.TryAddSingleton<FailureQueue>();
        services.TryAddSingleton<FilterRegistry>();
        services.TryAddSingleton<HandlerRegistry>();
        services.TryAddSingleton<PoolDirectory>();
        services.TryAddSingleton<PoolProps>();
        services.TryAddSingleton<Func<DeferralRun, ITraffic>>(static provider => run => new NestedTraffic(provider.GetRequiredService<TrafficParts>(), run));
        services.TryAddSingleton<WorkerParts>();
        services.TryAddSingleton<DetachedRuns>();
        services.TryAddSingleton<LateContinuations>();
        services.TryAddSingleton<StuckWatch>();
        services.TryAddSingleton<Dispatcher>();
        services.TryAddSingleton<RequestActors>();
        services.TryAddSingleton<PlanFactory>();
        services.TryAddSingleton<NotedTimes>();
        services.TryAddSingleton<TrafficParts>();
        services.TryAddSingleton<TrafficOutsideRequest>();
        services.TryAddSingleton<RuntimeProps>();
        services.TryAddSingleton<TrafficDrain>();
        services.TryAddSingleton<CrosstownRuntime>();
        services.TryAddSingleton<ITrafficLedger, TrafficLedger>();
        services.TryAddSingleton<IDrainReport>(static provider => provider.GetRequiredService<TrafficDrain>());
        return services;
    }
}
