using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Tests.Imap.Replaying;

namespace HeadDesk.Mail.Tests.Imap;

/// <summary>Every transcript, whole, one byte at a time and with bare line feeds.</summary>
public sealed class TranscriptTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static TheoryData<string, Replay> Cases()
    {
        var cases = new TheoryData<string, Replay>();
        foreach (var name in Transcript.Names())
        {
            foreach (var replay in Enum.GetValues<Replay>())
            {
                cases.Add(name, replay);
            }
        }

        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Transcript_IsFollowedWordByWord(string name, Replay replay)
    {
        using var limit = new CancellationTokenSource(Deadline);
        var transcript = Transcript.Load(name);
        var stream = new DialogueStream(DialogueStream.Turns(transcript.Steps, replay), replay == Replay.ByteByByte ? 1 : int.MaxValue);
        await using var player = new TranscriptPlayer(stream, new ImapOptions { Identification = new Dictionary<string, string> { ["name"] = "Head Desk" } });

        foreach (var step in transcript.Steps)
        {
            var results = await player.DoAsync(step.Action, limit.Token);
            Assert.Null(stream.Complaint);
            Assert.Equal([step.Action, .. step.Results], [step.Action, .. results]);
        }

        Assert.True(stream.IsPlayedOut, "the client has not said or read the whole transcript");
    }
}
