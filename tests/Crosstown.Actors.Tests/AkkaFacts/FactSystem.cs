using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;

namespace Crosstown.Actors.Tests.AkkaFacts;

/// <summary>A bare actor system: the facts are Akka.NET's, and Crosstown is not among them.</summary>
internal sealed class FactSystem(string hocon = "") : IAsyncDisposable, IDisposable
{
    private const string Quiet = """
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.log-dead-letters = off
        akka.log-dead-letters-during-shutdown = off
        akka.coordinated-shutdown.exit-clr = off
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        """;

    public ActorSystem System { get; } = ActorSystem.Create("facts", ConfigurationFactory.ParseString(hocon).WithFallback(ConfigurationFactory.ParseString(Quiet)));

    /// <summary>Starts an actor that does this with each message.</summary>
    public IActorRef Start(Action<IActorContext, object> receive, string? dispatcher = null) => System.ActorOf(Does(receive, dispatcher));

    public static Props Does(Action<IActorContext, object> receive, string? dispatcher = null)
    {
        var props = Props.CreateBy(new Producer(receive));
        return dispatcher is null ? props : props.WithDispatcher(dispatcher);
    }

    /// <summary>A ref that is no actor: it hears on the thread of whoever tells it.</summary>
    public IActorRef Ear(Action<object> hear) => new EarRef((ExtendedActorSystem)System, hear);

    public static async Task<int> RouteesAsync(IActorRef router) => (await router.Ask<Routees>(GetRoutees.Instance, Stress.Patience)).Members.Count();

    /// <summary>Each of a pool's routees that is idle has received all that it was told before.</summary>
    public static async Task FlushAsync(IActorRef router, int idle)
    {
        var routees = (await router.Ask<Routees>(GetRoutees.Instance, Stress.Patience)).Members.Cast<ActorRefRoutee>();
        var answers = routees.Select(routee => routee.Actor.Ask<ActorIdentity>(new Identify(null), Stress.Patience)).ToList();
        await Eventually.TrueAsync(() => answers.Count(static answer => answer.IsCompletedSuccessfully) >= idle, "the idle routees answer");
    }

    public void Dispose() => System.Terminate().Wait(Stress.Patience);

    public async ValueTask DisposeAsync() => await System.Terminate().WaitAsync(Stress.Patience);

    private sealed class Doer(Action<IActorContext, object> receive) : UntypedActor
    {
        protected override void OnReceive(object message) => receive(Context, message);
    }

    private sealed class Producer(Action<IActorContext, object> receive) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Doer);

        public ActorBase Produce() => new Doer(receive);

        public void Release(ActorBase actor)
        {
        }
    }

    private sealed class EarRef(ExtendedActorSystem system, Action<object> hear) : MinimalActorRef
    {
        public override ActorPath Path { get; } = system.Provider.RootPath / "temp" / "ear";

        public override IActorRefProvider Provider => system.Provider;

        protected override void TellInternal(object message, IActorRef sender) => hear(message);
    }
}
