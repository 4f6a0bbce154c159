using Akka.Actor;
using Akka.TestKit;

namespace Crosstown.TestKit.Hosting;

/// <summary>Makes probes in an actor system, without a test framework.</summary>
internal sealed class ProbeKit(ActorSystem system) : TestKitBase(new Assertions(), system, testActorName: null)
{
    private sealed class Assertions : ITestKitAssertions
    {
        public void Fail(string format = "", params object[] args) => throw new TrafficAssertionException(Text(format, args));

        public void AssertTrue(bool condition, string format = "", params object[] args)
        {
            if (!condition)
                Fail(format, args);
        }

        public void AssertFalse(bool condition, string format = "", params object[] args) => AssertTrue(!condition, format, args);

        public void AssertEqual<T>(T expected, T actual, string format = "", params object[] args) =>
            AssertEqual(expected, actual, EqualityComparer<T>.Default.Equals, format, args);

        public void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args)
        {
            if (!comparer(expected, actual))
                throw new TrafficAssertionException($"Expected {expected}, and it was {actual}. {Text(format, args)}");
        }

        public Exception AssertThrows(Action action)
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                return e;
            }

            throw new TrafficAssertionException("Expected an exception, and there was none.");
        }

        public TException AssertThrows<TException>(Action action)
            where TException : Exception =>
            Checked<TException>(AssertThrows(action));

        public async Task<Exception> AssertThrowsAsync(Func<Task> action)
        {
            try
            {
                await action().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                return e;
            }

            throw new TrafficAssertionException("Expected an exception, and there was none.");
        }

        public async Task<TException> AssertThrowsAsync<TException>(Func<Task> action)
            where TException : Exception =>
            Checked<TException>(await AssertThrowsAsync(action).ConfigureAwait(false));

        private static TException Checked<TException>(Exception thrown)
            where TException : Exception =>
            thrown as TException ?? throw new TrafficAssertionException($"Expected a {typeof(TException).Name}, and it was {thrown}.");

        private static string Text(string format, object[] args) => args is { Length: > 0 } ? string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args) : format;
    }
}
