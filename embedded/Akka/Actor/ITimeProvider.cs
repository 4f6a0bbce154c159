namespace Akka.Actor;

public interface ITimeProvider
{
    DateTimeOffset Now { get; }
    TimeSpan HighResMonotonicClock { get; }
    TimeSpan MonotonicClock { get; }
}
