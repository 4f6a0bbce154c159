using Akka.Actor;
using Akka.Configuration;

namespace Akka.Conformance.Selection;

public abstract class SelectionSpec : Akka.TestKit.Xunit2.TestKit
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    protected static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(200);

    protected SelectionSpec() : base(ConfigurationFactory.ParseString("akka.loglevel = ERROR\nakka.stdout-loglevel = OFF"))
    {
    }

    protected static T Answer<T>(ICanTell from, object message) => from.Ask<T>(message, Patience).Result;

    protected IActorRef Resolved(string path) => Sys.ActorSelection(path).ResolveOne(Patience).Result;

    /// <summary>/user/top with children a1, a2, b, and below a1 and b a child x each.</summary>
    protected IActorRef Tree()
    {
        var top = Sys.ActorOf(Props.Create(() => new Node()), "top");
        foreach (var name in (string[])["a1", "a2", "b"])
        {
            var child = Make(top, name);
            if (name != "a2")
                Make(child, "x");
        }
        return top;
    }

    protected static IActorRef Make(IActorRef parent, string name) => Answer<IActorRef>(parent, new MakeChild(name));

    /// <summary>Who, by path, got the message that was told to the selection; all of them, in alphabetical order.</summary>
    protected string[] Reached(ActorSelection selection, int count)
    {
        selection.Tell("who?", TestActor);
        var paths = ReceiveN(count, Patience).Cast<string>().Order(StringComparer.Ordinal).ToArray();
        ExpectNoMsg(AWhile);
        return paths;
    }
}

public sealed record MakeChild(string Name);

/// <summary>Tell the selection of this path, from inside.</summary>
public sealed record TellTo(string Path, object Message);

public class Node : ReceiveActor
{
    public Node()
    {
        Receive<MakeChild>(make => Sender.Tell(Context.ActorOf(Props.Create(() => new Node()), make.Name)));
        Receive<TellTo>(tell => Context.ActorSelection(tell.Path).Tell(tell.Message, Sender));
        Receive<string>(text => text == "who?", _ => Sender.Tell(Self.Path.ToStringWithoutAddress()));
        Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("told to"));
    }
}
