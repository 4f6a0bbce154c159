namespace Akka.Actor;

public class Deployer
{
    protected readonly Config Default;
    public Deploy Lookup(ActorPath path) => throw new NotImplementedException();
    public Deploy Lookup(IEnumerable<string> path) => throw new NotImplementedException();
    public Deployer(Settings settings) { }
    public virtual Deploy ParseConfig(string key, Config config) => throw new NotImplementedException();
    public void SetDeploy(Deploy deploy) => throw new NotImplementedException();
}
