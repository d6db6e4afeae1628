using System.Globalization;
using HeadDesk.Daemon.Running;
using HeadDesk.Mail.Net;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>Keeps what <see cref="DoubtfulMails"/> found out beyond the process, and tells the admins once of each mail that the server does not hand out.</summary>
internal sealed class UnreadableMails(DeskContext desk, DecisionWriter decisions)
{
    private const string Subject = "mail that the server does not hand out";

    /// <summary>Of a folder, once in a process; mail with other numbers is other mail.</summary>
    public async Task RecallAsync(string folder, uint uidValidity, IEnumerable<DoubtfulMails> doubts, CancellationToken cancellationToken)
    {
        foreach (var doubtful in doubts.Where(d => d.MustRecall(folder)))
        {
            doubtful.Recall(folder, uidValidity, await desk.Store.FindFactAsync(doubtful.KeyOf(folder), cancellationToken));
        }
    }

    /// <summary>A look, after which it is written down what it found out, whether it came to its end or the connection did.</summary>
    public async Task<uint> RememberAsync(string folder, DoubtfulMails[] doubts, Func<Task<uint>> look, CancellationToken cancellationToken)
    {
        try
        {
            var reached = await look();
            await WriteDownAsync(folder, doubts, cancellationToken);
            return reached;
        }
        catch (MailProtocolException)
        {
            await WriteDownAsync(folder, doubts, cancellationToken);
            throw;
        }
    }

    private async Task WriteDownAsync(string folder, IEnumerable<DoubtfulMails> doubts, CancellationToken cancellationToken)
    {
        foreach (var doubtful in doubts.Where(d => d.IsNews))
        {
            var leftAside = doubtful.TakeLeftAside();
            await using var transaction = await desk.Store.BeginAsync(cancellationToken);
            await transaction.SetFactAsync(doubtful.KeyOf(folder), doubtful.Record(folder), cancellationToken);
            var told = await TellAsync(transaction, leftAside, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            if (told)
            {
                desk.Vitals.Alerted(Subject);
                desk.OutboxFilled.Set();
            }
        }
    }

    private async ValueTask<bool> TellAsync(IDeskTransaction transaction, IEnumerable<(MailboxLocation Place, PlannedMail Mail)> leftAside, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var cause = "";
        foreach (var (place, mail) in leftAside)
        {
            var once = string.Create(CultureInfo.InvariantCulture, $"unreadable:{place.Folder}:{place.UidValidity}:{place.Uid}");
            if (await transaction.OnceAsync(once, desk.Now, cancellationToken))
            {
                cause = once;
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{place.Folder}, UID {place.Uid}: {mail.Size} octets, arrived {mail.ReceivedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC"));
            }
        }

        if (lines.Count == 0)
        {
            return false;
        }

        var text = "The mail server closes the connection whenever it is asked for this mail, which is therefore not taken in; other mail is. "
            + $"It is asked for again from time to time. The log of the mail server names the cause.\n\n{string.Join('\n', lines)}";
        await decisions.AlertFewAsync(transaction, "unreadable", desk.Desk.Alert(null, Subject, text, cause, desk.Now), desk.Now, cancellationToken);
        return true;
    }
}
