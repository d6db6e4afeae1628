using System.Globalization;
using HeadDesk.Daemon.Running;
using HeadDesk.Mail.Net;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>Keeps what <see cref="DoubtfulMails"/> found out beyond the process, and tells the admins once of each mail that the server does not hand out.</summary>
internal sealed class UnreadableMails(DeskContext desk, DecisionWriter decisions)
{
    private const string Subject = "mail that the server does not hand out";
    private const string Closes = "The mail server closes the connection whenever it is asked for this mail";
    private const string Refuses = "The mail server refuses to hand out this mail";
    private const int MostLines = 50;

    private readonly HashSet<MailboxLocation> _told = [];

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

    /// <summary>
    /// What the server refused in one look, with the connection kept. A NO may be for a mail that somebody has just deleted (RFC 5530, EXPUNGEISSUED): the
    /// first is written down, the next look that is refused, in whichever process, is told.
    /// </summary>
    public async Task RefusedAsync(string folder, uint uidValidity, IEnumerable<PlannedMail> refused, CancellationToken cancellationToken)
    {
        var open = refused.Select(m => (Place: new MailboxLocation(folder, uidValidity, m.Uid), Mail: m)).Where(m => !_told.Contains(m.Place)).ToList();
        if (open.Count == 0)
        {
            return;
        }

        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        var again = new List<(MailboxLocation Place, PlannedMail Mail)>();
        foreach (var mail in open)
        {
            if (!await transaction.OnceAsync(KeyOf("refused", mail.Place), desk.Now, cancellationToken))
            {
                again.Add(mail);
            }
        }

        var told = await TellAsync(transaction, again, Refuses, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _told.UnionWith(again.Select(m => m.Place));
        Told(told);
    }

    private async Task WriteDownAsync(string folder, IEnumerable<DoubtfulMails> doubts, CancellationToken cancellationToken)
    {
        foreach (var doubtful in doubts.Where(d => d.IsNews))
        {
            var leftAside = doubtful.TakeLeftAside();
            await using var transaction = await desk.Store.BeginAsync(cancellationToken);
            await transaction.SetFactAsync(doubtful.KeyOf(folder), doubtful.Record(folder), cancellationToken);
            var told = await TellAsync(transaction, leftAside, Closes, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            Told(told);
        }
    }

    private void Told(bool told)
    {
        if (told)
        {
            desk.Vitals.Alerted(Subject);
            desk.OutboxFilled.Set();
        }
    }

    private static string KeyOf(string what, MailboxLocation place) => string.Create(CultureInfo.InvariantCulture, $"{what}:{place.Folder}:{place.UidValidity}:{place.Uid}");

    private async ValueTask<bool> TellAsync(IDeskTransaction transaction, IEnumerable<(MailboxLocation Place, PlannedMail Mail)> mails, string what, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var cause = "";
        foreach (var (place, mail) in mails)
        {
            var once = KeyOf("unreadable", place);
            if (await transaction.OnceAsync(once, desk.Now, cancellationToken))
            {
                cause = once;
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{place.Folder}, UID {place.Uid}") + (mail.Size == 0 ? "" // Refused in the list already.
                    : string.Create(CultureInfo.InvariantCulture, $": {mail.Size} octets, arrived {mail.ReceivedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC")));
            }
        }

        if (lines.Count == 0)
        {
            return false;
        }

        var more = lines.Count > MostLines ? $"\nand {lines.Count - MostLines} more" : "";
        var text = $"{what}, which is therefore not taken in; other mail is. "
            + $"It is asked for again from time to time. The log of the mail server names the cause.\n\n{string.Join('\n', lines.Take(MostLines))}{more}";
        await decisions.AlertFewAsync(transaction, "unreadable", desk.Desk.Alert(null, Subject, text, cause, desk.Now), desk.Now, cancellationToken);
        return true;
    }
}
