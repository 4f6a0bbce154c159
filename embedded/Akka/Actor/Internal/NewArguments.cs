using System.Reflection;

namespace Akka.Actor.Internal;

/// <summary>The values of a constructor call's arguments.</summary>
internal static class NewArguments
{
    internal static object[] Evaluate(NewExpression created) => [.. created.Arguments.Select(Evaluate)];

    private static object Evaluate(Expression argument)
    {
        // The shapes that callers write; anything else is compiled.
        switch (argument)
        {
            case ConstantExpression constant:
                return constant.Value;
            case MemberExpression { Member: FieldInfo field } member when member.Expression == null || IsSimple(member.Expression):
                return field.GetValue(member.Expression == null ? null : Evaluate(member.Expression));
            default:
                return Expression.Lambda<Func<object>>(Expression.Convert(argument, typeof(object))).Compile(preferInterpretation: true)();
        }
    }

    private static bool IsSimple(Expression expression) => expression switch
    {
        ConstantExpression { Value: not null } => true,
        MemberExpression { Member: FieldInfo, Expression: { } inner } => IsSimple(inner),
        _ => false,
    };
}
