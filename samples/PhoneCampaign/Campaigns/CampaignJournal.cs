using System.Globalization;

namespace PhoneCampaign.Campaigns;

/// <summary>
/// One line per campaign, in a file. It takes no lock: every append is a same-thread deferral,
/// and one lane of one thread runs them one after another (crosstown.same-thread.lanes is 1 in akka.hocon).
/// </summary>
internal sealed class CampaignJournal(IConfiguration configuration, IHostEnvironment environment, TimeProvider time)
{
    public string Path { get; } = System.IO.Path.Combine(environment.ContentRootPath, configuration["Journal:Path"] ?? "campaigns.log");

    public async Task AppendAsync(string campaign, int calls, CancellationToken cancellationToken)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():O} {campaign} {calls} calls, thread {Environment.CurrentManagedThreadId}\n");
        // A plain await: what follows it is on the lane's thread again.
        await File.AppendAllTextAsync(Path, line, cancellationToken);
    }
}
