namespace Akka.TestKit;

/// <summary>A predicate on messages of one type, for ExpectMsgAllOfMatchingPredicates.</summary>
public class PredicateInfo
{
    private readonly Func<object, bool> _matches;

    internal PredicateInfo(Delegate predicate, Type type, Func<object, bool> matches)
    {
        PredicateT = predicate;
        Type = type;
        _matches = matches;
    }

    public Delegate PredicateT { get; }

    public Type Type { get; }

    public static PredicateInfo Create<T>(Predicate<T> predicateT) =>
        new(predicateT, typeof(T), message => message is T typed && predicateT(typed));

    public override string ToString() => $"a predicate on {Type}";

    internal bool Matches(object message) => _matches(message);
}

public static class PredicateInfoFactory
{
    public static PredicateInfo CreatePredicateInfo<T>(this Predicate<T> predicateT) => PredicateInfo.Create(predicateT);

    /// <param name="predicateT">Takes one T and returns a bool.</param>
    public static PredicateInfo CreatePredicateInfo<T>(this Delegate predicateT) =>
        new(predicateT, typeof(T), message => message is T && (bool)predicateT.DynamicInvoke(message));
}
