using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors.Tests.Harness;

namespace Crosstown.Actors.Tests.AkkaFacts;

/// <summary>A bare actor system: the facts are Akka.NET's, and Crosstown is not among them.</summary>
internal sealed class FactsHost(string hocon = "") : IAsyncDisposable
{
    private const string Quiet = "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off, coordinated-shutdown.run-by-clr-shutdown-hook = off }";

    public ActorSystem System { get; } = ActorSystem.Create("facts", ConfigurationFactory.ParseString(hocon).WithFallback(ConfigurationFactory.ParseString(Quiet)));

    public async ValueTask DisposeAsync() => await System.Terminate().WaitAsync(Stress.Patience);

    /// <summary>A ref that is no actor: it hears on the thread of whoever tells it.</summary>
    public IActorRef Ear(Action<object> hear) => new EarRef((ExtendedActorSystem)System, hear);

    private sealed class EarRef(ExtendedActorSystem system, Action<object> hear) : MinimalActorRef
    {
        public override ActorPath Path { get; } = system.Provider.RootPath / "temp" / "ear";

        public override IActorRefProvider Provider => system.Provider;

        protected override void TellInternal(object message, IActorRef sender) => hear(message);
    }
}
