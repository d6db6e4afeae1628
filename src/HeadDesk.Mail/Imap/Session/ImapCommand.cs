using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Session;

/// <summary>What a command did with an untagged response it was shown.</summary>
internal enum Claim
{
    /// <summary>Not for this command; the next one is asked.</summary>
    NotMine,

    Taken,

    /// <summary>It was for this command, and cannot be read: the stream is lost.</summary>
    Malformed,
}

/// <summary>
/// One command from its first byte to its tagged response. The session shows it every untagged response while it is in flight;
/// all of that happens on the reading loop, one response at a time.
/// </summary>
internal abstract class ImapCommand
{
    /// <summary>For logs and refusals: the command's words without arguments.</summary>
    public abstract string Name { get; }

    /// <summary>Given when the command is sent; empty for what only listens.</summary>
    public string Tag { get; set; } = "";

    /// <summary>When it was put in flight, for its deadline.</summary>
    public long Started { get; set; }

    /// <summary>The caller is gone; the command stays in flight and swallows its answers until the tagged one.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>The server owes no answer yet (IDLE): silence is no fault.</summary>
    public virtual bool IsPatient => false;

    /// <summary>Reading stops after this command's OK, since the bytes behind it belong to another layer (STARTTLS).</summary>
    public virtual bool EndsReading => false;

    /// <summary>Messages that go while it is in flight go because of it: MOVE, EXPUNGE.</summary>
    public virtual bool TakesMessagesAway => false;

    /// <summary>Writes the command without its tag and final CRLF.</summary>
    public abstract void Write(CommandWriter writer, SessionState state);

    public virtual Claim Take(ref Untagged data, SessionState state) => Claim.NotMine;

    /// <summary>Chooses the place of a literal in a FETCH response; null where this command asked for none like it.</summary>
    public virtual LiteralPlan? Plan(FetchedMessage sofar, long length, ImapLimits limits) => null;

    public abstract void Complete(StatusResponse status, SessionState state);

    public abstract void Fail(Exception reason);

    public virtual void Abandon() => IsAbandoned = true;
}

/// <summary>A command with a result, which its OK completes.</summary>
internal abstract class ImapCommand<T> : ImapCommand
{
    private readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => source.Task;

    public override void Complete(StatusResponse status, SessionState state)
    {
        if (status.Kind == StatusKind.Ok || KeepsResultOf(status))
        {
            source.TrySetResult(Result(status, state));
            return;
        }

        Fail(Refusal(status, state.Peer));
    }

    public override void Fail(Exception reason) => source.TrySetException(reason);

    public override void Abandon()
    {
        base.Abandon();
        source.TrySetCanceled();
    }

    /// <summary>Completes a command that has no tagged response.</summary>
    protected void Finish(T result) => source.TrySetResult(result);

    protected abstract T Result(StatusResponse status, SessionState state);

    /// <summary>A NO after part of the work was done: the result tells of it instead of an exception.</summary>
    protected virtual bool KeepsResultOf(StatusResponse refusal) => false;

    protected virtual Exception Refusal(StatusResponse status, string peer) => MailCommandException.Refused(
        peer, Name, status.Status, status.Text, status.Code is ImapResponseCode.Unavailable or ImapResponseCode.InUse);
}

/// <summary>A command whose OK is all there is to know.</summary>
internal abstract class PlainCommand : ImapCommand<StatusResponse>
{
    protected override StatusResponse Result(StatusResponse status, SessionState state) => status;
}
