namespace Akka.Actor;

public static class Decider
{
    public static DeployableDecider From(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs) => throw new NotImplementedException();
    public static DeployableDecider From(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs) => throw new NotImplementedException();
    public static LocalOnlyDecider From(Func<Exception, Directive> localOnlyDecider) => throw new NotImplementedException();
}
