namespace Akka.Util;

public struct Option<T>
{
    public Option<TNew> FlatSelect<TNew>(Func<T, Option<TNew>> mapper) => throw new NotImplementedException();
    public Option<TNew> Select<TNew>(Func<T, TNew> selector) => throw new NotImplementedException();
    public T GetOrElse(T fallbackValue) => throw new NotImplementedException();
    public T Value { get => throw new NotImplementedException(); }
    public bool Equals(Option<T> other) => throw new NotImplementedException();
    public bool HasValue { get => throw new NotImplementedException(); }
    public bool IsEmpty { get => throw new NotImplementedException(); }
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
    public static Option<T> Create(T value) => throw new NotImplementedException();
    public static implicit operator Option<T>(T value) => throw new NotImplementedException();
    public static bool operator ==(Option<T> left, Option<T> right) => throw new NotImplementedException();
    public static bool operator !=(Option<T> left, Option<T> right) => throw new NotImplementedException();
    public static readonly Option<T> None = default;
    public void OnSuccess(Action<T> action) => throw new NotImplementedException();
}
