using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>
/// IDLE, "+", news, DONE, RFC 2177. Ends at the first news about the mailbox, or (NOTIFY) about another, when its time is up, when the caller gives up
/// or when another command wants to be sent.
/// </summary>
internal sealed class IdleCommand(TimeSpan limit) : ImapCommand<IdleEnd>, IConversation
{
    private readonly TaskCompletionSource<IdleEnd> wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeProvider time = TimeProvider.System;
    private volatile bool waiting;

    public override string Name => "IDLE";

    public override bool IsPatient => waiting;

    public override void Write(CommandWriter writer, SessionState state)
    {
        time = state.Options.Time;
        writer.Raw("IDLE"u8);
    }

    public override Claim Take(ref Untagged data, SessionState state)
    {
        if (data.Kind is UntaggedKind.Exists or UntaggedKind.Expunge or UntaggedKind.Vanished or UntaggedKind.Fetch or UntaggedKind.MailboxStatus)
        {
            wake.TrySetResult(IdleEnd.News);
        }

        return Claim.NotMine; // the session follows what it says
    }

    public async Task ConverseAsync(CommandSender sender, Task<byte[]?> first, CancellationToken cancellationToken)
    {
        sender.Interrupt = () => wake.TrySetResult(IdleEnd.Interrupted);
        try
        {
            if (await first is not null)
            {
                await WaitAsync(sender.IsWanted, cancellationToken);
            }
        }
        finally
        {
            sender.Interrupt = null;
            Started = time.GetTimestamp(); // from here on the server owes an answer
            waiting = false;
        }

        if (!Task.IsCompleted)
        {
            await sender.SayAsync("DONE"u8.ToArray(), "DONE");
        }
    }

    public override void Complete(StatusResponse status, SessionState state)
    {
        base.Complete(status, state);
        wake.TrySetResult(IdleEnd.Interrupted);
    }

    public override void Fail(Exception reason)
    {
        base.Fail(reason);
        wake.TrySetResult(IdleEnd.Interrupted);
    }

    protected override IdleEnd Result(StatusResponse status, SessionState state)
    {
        // news may also come between DONE and OK
        return state.TakeNews() ? IdleEnd.News : wake.Task.IsCompleted ? wake.Task.Result : IdleEnd.Interrupted;
    }

    private async Task WaitAsync(bool wanted, CancellationToken cancellationToken)
    {
        waiting = true;
        try
        {
            await (wanted ? System.Threading.Tasks.Task.CompletedTask : wake.Task.WaitAsync(limit, time, cancellationToken));
            wake.TrySetResult(IdleEnd.Interrupted);
        }
        catch (TimeoutException)
        {
            wake.TrySetResult(IdleEnd.TimeUp);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            wake.TrySetResult(IdleEnd.Interrupted); // DONE is still due; the caller is told once it is sent
        }
    }
}
