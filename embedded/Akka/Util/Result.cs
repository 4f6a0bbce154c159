namespace Akka.Util;

public static class Result
{
    public static Result<T> Failure<T>(Exception exception) => throw new NotImplementedException();
    public static Result<T> From<T>(Func<T> func) => throw new NotImplementedException();
    public static Result<T> FromTask<T>(Task<T> task) => throw new NotImplementedException();
    public static Result<T> Success<T>(T value) => throw new NotImplementedException();
}
