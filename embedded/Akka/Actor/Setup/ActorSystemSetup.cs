namespace Akka.Actor.Setup;

/// <summary>Settings made in code, one of each class. Immutable.</summary>
public sealed class ActorSystemSetup
{
    public static readonly ActorSystemSetup Empty = new(new Dictionary<Type, Setup>());

    private readonly IReadOnlyDictionary<Type, Setup> _setups;

    private ActorSystemSetup(IReadOnlyDictionary<Type, Setup> setups) => _setups = setups;

    public static ActorSystemSetup Create(params Setup[] setup) =>
        setup.Aggregate(Empty, static (all, each) => all.With(each.GetType(), each));

    public Option<T> Get<T>() where T : Setup => _setups.TryGetValue(typeof(T), out var setup) ? Option<T>.Create((T)setup) : Option<T>.None;

    /// <summary>Replaces the setup of the same class.</summary>
    public ActorSystemSetup WithSetup<T>(T setup) where T : Setup => With(typeof(T) == typeof(Setup) ? setup.GetType() : typeof(T), setup);

    public ActorSystemSetup And<T>(T setup) where T : Setup => WithSetup(setup);

    public override string ToString() => $"ActorSystemSetup({string.Join(", ", _setups.Keys.Select(static type => type.FullName))})";

    private ActorSystemSetup With(Type type, Setup setup) => new(new Dictionary<Type, Setup>(_setups) { [type] = setup });
}
