namespace Akka.Actor;

public sealed class CoordinatedShutdown : IExtension
{
    public CoordinatedShutdown.Reason ShutdownReason { get => throw new NotImplementedException(); }
    public ExtendedActorSystem System { get => throw new NotImplementedException(); }
    public Task<Done> Run(CoordinatedShutdown.Reason reason, string fromPhase = null) => throw new NotImplementedException();
    public TimeSpan Timeout(string phase) => throw new NotImplementedException();
    public TimeSpan TotalTimeout { get => throw new NotImplementedException(); }
    public const string PhaseActorSystemTerminate = "actor-system-terminate";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseServiceUnbind = "service-unbind";
    public static CoordinatedShutdown Get(ActorSystem sys) => throw new NotImplementedException();
    public void AddTask(string phase, string taskName, Func<Task<Done>> task) => throw new NotImplementedException();
    internal CoordinatedShutdown() { }

    public class Reason
    {
        protected Reason() { }
    }
}
