using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors.Tests.Harness;

namespace Crosstown.Actors.Tests.AkkaFacts;

/// <summary>An actor system with nothing of Crosstown's in it.</summary>
internal sealed class FactSystem(string hocon = "") : IAsyncDisposable
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
}
