using System.Collections.Concurrent;
using System.Reflection;

namespace Akka.Actor.Internal;

/// <summary>Makes the instances for one <see cref="Props"/>.</summary>
internal abstract class ActorFactory
{
    internal abstract ActorBase New();

    internal virtual void Release(ActorBase actor)
    {
    }
}

internal sealed class ProducerFactory(IIndirectActorProducer producer) : ActorFactory
{
    internal override ActorBase New() => producer.Produce();

    internal override void Release(ActorBase actor) => producer.Release(actor);
}

/// <summary>By a known constructor.</summary>
internal sealed class ConstructorFactory(ConstructorInfo constructor, Type type, object[] args) : ActorFactory
{
    /// <summary>One delegate per constructor, for all props.</summary>
    private static readonly ConcurrentDictionary<ConstructorInfo, Func<object[], ActorBase>> Compiled = new();

    private readonly Func<object[], ActorBase> _new = constructor == null
        ? _ => (ActorBase)Activator.CreateInstance(type)
        : Compiled.GetOrAdd(constructor, Compile);

    internal override ActorBase New() => _new(args);

    private static Func<object[], ActorBase> Compile(ConstructorInfo constructor)
    {
        var invoker = ConstructorInvoker.Create(constructor);
        var parameters = constructor.GetParameters();
        // A constructor is invoked by reflection at first; compiling costs more than most props ever spend.
        var calls = 0;
        Func<object[], ActorBase> compiled = null;
        return args =>
        {
            if (compiled != null)
                return compiled(args);
            if (++calls < 50 || parameters.Any(static p => p.ParameterType.IsByRef))
                return (ActorBase)invoker.Invoke(args.AsSpan());
            var array = Expression.Parameter(typeof(object[]));
            var values = parameters.Select((p, i) => Expression.Convert(Expression.ArrayIndex(array, Expression.Constant(i)), p.ParameterType));
            compiled = Expression.Lambda<Func<object[], ActorBase>>(Expression.New(constructor, values), array).Compile();
            return compiled(args);
        };
    }
}

/// <summary>By a class and arguments: the constructor that takes them.</summary>
internal sealed class TypeFactory(Type type, object[] args) : ActorFactory
{
    private ConstructorFactory _byConstructor;

    internal override ActorBase New()
    {
        if (_byConstructor != null)
            return _byConstructor.New();
        if (Only(type, args) is { } constructor)
        {
            _byConstructor = new ConstructorFactory(constructor, type, args);
            return _byConstructor.New();
        }
        // Several fit, or only with a conversion or defaults: reflection's own rules choose.
        return (ActorBase)Activator.CreateInstance(type, args);
    }

    private static ConstructorInfo Only(Type type, object[] args)
    {
        if (type.IsAbstract || type.ContainsGenericParameters)
            return null;
        var fitting = type.GetConstructors().Where(c => Fits(c.GetParameters(), args)).ToArray();
        return fitting.Length == 1 ? fitting[0] : null;
    }

    private static bool Fits(ParameterInfo[] parameters, object[] args)
    {
        if (parameters.Length != args.Length)
            return false;
        for (var i = 0; i < args.Length; i++)
        {
            var type = parameters[i].ParameterType;
            if (args[i] == null ? type.IsValueType && Nullable.GetUnderlyingType(type) == null : !type.IsInstanceOfType(args[i]))
                return false;
        }
        return true;
    }
}
