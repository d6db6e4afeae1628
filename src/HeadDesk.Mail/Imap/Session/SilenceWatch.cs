using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Session;

/// <summary>
/// Ends a conversation whose server owes an answer and says nothing, or says so little that a command outlasts its limit.
/// One timer for the session instead of a deadline for every read.
/// </summary>
internal sealed class SilenceWatch : IDisposable
{
    private readonly InFlight inFlight;
    private readonly string peer;
    private readonly TimeSpan silence;
    private readonly ImapOptions options;
    private readonly Action<Exception> fail;
    private readonly ITimer? timer;
    private long lastSign;

    public SilenceWatch(InFlight inFlight, string peer, TimeSpan silence, ImapOptions options, Action<Exception> fail)
    {
        (this.inFlight, this.peer, this.silence, this.options, this.fail) = (inFlight, peer, silence, options, fail);
        Reset();
        if (silence > TimeSpan.Zero)
        {
            var tick = TimeSpan.FromTicks(Math.Clamp(silence.Ticks / 8, TimeSpan.TicksPerMillisecond * 5, TimeSpan.TicksPerSecond * 5));
            timer = options.Time.CreateTimer(static watch => ((SilenceWatch)watch!).Check(), this, tick, tick);
        }
    }

    /// <summary>Bytes came.</summary>
    public void Reset() => Volatile.Write(ref lastSign, options.Time.GetTimestamp());

    public void Dispose() => timer?.Dispose();

    private void Check()
    {
        foreach (var command in inFlight.All)
        {
            if (command.IsPatient)
            {
                continue;
            }

            var quiet = Math.Max(Volatile.Read(ref lastSign), command.Started);
            if (options.Time.GetElapsedTime(quiet) > silence)
            {
                fail(MailProtocolException.TimedOut(peer, $"answer {command.Name}", silence));
                return;
            }

            if (options.Time.GetElapsedTime(command.Started) > options.CommandTimeout)
            {
                fail(MailProtocolException.TimedOut(peer, $"finish {command.Name}", options.CommandTimeout));
                return;
            }
        }
    }
}
