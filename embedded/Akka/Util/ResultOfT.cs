namespace Akka.Util;

public struct Result<T> : IEquatable<Result<T>>
{
    public Result(Exception exception) { }
    public Result(T value) { }
    public bool Equals(Result<T> other) => throw new NotImplementedException();
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
    public readonly Exception Exception;
    public readonly T Value;
    public readonly bool IsSuccess;
    public static bool operator ==(Result<T> left, Result<T> right) => throw new NotImplementedException();
    public static bool operator !=(Result<T> left, Result<T> right) => throw new NotImplementedException();
}
