using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Tests.Imap.Replaying;

namespace HeadDesk.Mail.Tests.Imap;

/// <summary>
/// Servers that go wrong: every transcript with its server's words damaged by a seed. Whatever comes, each call ends in time,
/// with a result or with one of the two exceptions.
/// </summary>
public sealed class MutatedServerTests
{
    private const int SeedsPerTranscript = 40;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly ImapOptions Options = new()
    {
        Connection = new ConnectionOptions { ReadTimeout = TimeSpan.FromMilliseconds(60) },
        CommandTimeout = TimeSpan.FromSeconds(2),
        Limits = new ImapLimits { ResponseLength = 64 * 1024, LiteralLength = 8 * 1024 * 1024, SearchResults = 10_000 },
    };

    public static TheoryData<string> Names() => [.. Transcript.Names().Where(name => !name.Contains("starttls", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Names))]
    public async Task DamagedAnswers_EndInAResultOrOneOfTheTwoExceptions(string name)
    {
        var transcript = Transcript.Load(name);
        await Task.WhenAll(Enumerable.Range(0, SeedsPerTranscript).Select(seed => PlayAsync(transcript, seed, $"{name}, seed {seed}")));
    }

    private static async Task PlayAsync(Transcript transcript, int seed, string which)
    {
        using var limit = new CancellationTokenSource(Deadline);
        var random = new Random(seed);
        var damage = new ServerDamage(random);
        var turns = DialogueStream.Turns(transcript.Steps, Replay.Whole).ToList();
        var struck = random.Next(turns.Count);
        var damaged = turns.Select((turn, i) => turn.FromServer && (i == struck || random.Next(12) == 0) ? (true, damage.Strike(turn.Bytes)) : turn);
        var stream = new DialogueStream([.. damaged], random.Next(3) == 0 ? 1 : int.MaxValue, strict: false);
        await using var player = new TranscriptPlayer(stream, Options);

        foreach (var step in transcript.Steps)
        {
            var play = player.DoAsync(step.Action, limit.Token);
            try
            {
                var results = await play;
                if (results is [var only] && only.StartsWith("lost ", StringComparison.Ordinal))
                {
                    return;
                }
            }
            catch (InvalidDataException) when (step != transcript.Steps[0])
            {
                return; // there is no client: connecting was refused
            }
            catch (InvalidOperationException nothingSelected) when (nothingSelected.Message.StartsWith("Select", StringComparison.Ordinal))
            {
                return; // the SELECT before was refused, and a caller would not have gone on
            }
            catch (Exception failed)
            {
                Assert.Fail($"{which}, {step.Action}: {failed}");
            }
        }
    }
}
