using Crosstown.Web.Invocations;

namespace Crosstown.Web.Tests.Invocations;

/// <summary>docs/design.md §2.12: a hub's method streams if its declared return type says so, as SignalR decides it.</summary>
public class InvocationStreamsSpecs
{
    [Theory]
    [InlineData(nameof(IHub.ReturnsAStream))]
    [InlineData(nameof(IHub.ReturnsATaskOfAStream))]
    [InlineData(nameof(IHub.ReturnsAValueTaskOfAStream))]
    [InlineData(nameof(IHub.ReturnsAClassThatIsAStream))]
    public void A_stream_by_its_declared_type_is_followed(string method) => Assert.IsType<InvocationStream<int>>(Follow(method));

    [Theory]
    [InlineData(nameof(IHub.ReturnsAnObject))]
    [InlineData(nameof(IHub.ReturnsATaskOfAList))]
    public void An_answer_that_happens_to_be_a_stream_too_is_left_as_it_is(string method) => Assert.IsType<Both>(Follow(method));

    private static object? Follow(string method) => InvocationStreams.Follow(new Both(), typeof(IHub).GetMethod(method)!, null!);

    private interface IHub
    {
        IAsyncEnumerable<int> ReturnsAStream();

        Task<IAsyncEnumerable<int>> ReturnsATaskOfAStream();

        ValueTask<IAsyncEnumerable<int>> ReturnsAValueTaskOfAStream();

        Both ReturnsAClassThatIsAStream();

        object ReturnsAnObject();

        Task<List<int>> ReturnsATaskOfAList();
    }

    private sealed class Both : List<int>, IAsyncEnumerable<int>
    {
        public async IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield break;
        }
    }
}
