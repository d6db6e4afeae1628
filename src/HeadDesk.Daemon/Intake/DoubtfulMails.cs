using HeadDesk.Mail.Net;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>
/// Mail in whose fetch the connection was lost. A server may close it over one mail that it cannot read (Dovecot does), each
/// time anew: such mail is fetched alone and after all others, and after a few attempts left aside for a while.
/// </summary>
internal sealed class DoubtfulMails(TimeProvider time)
{
    /// <summary>A large mail on a poor line deserves more than one try.</summary>
    private const int MaxAttempts = 3;

    /// <summary>Beyond that nobody is remembered; the oldest doubts are the ones that count.</summary>
    private const int MaxMails = 10_000;

    private static readonly TimeSpan LeftAside = TimeSpan.FromMinutes(15);
    private readonly Dictionary<MailboxLocation, Doubt> _doubts = [];

    private readonly record struct Doubt(int Attempts, DateTimeOffset Until);

    /// <summary>Fetches, and remembers how that went.</summary>
    /// <param name="leftAside">Told why, when it is one alone that is left aside from now on.</param>
    public async Task<T> WatchAsync<T>(string folder, uint uidValidity, IReadOnlyList<PlannedMail> mails, Func<Task<T>> fetch, Action<string> leftAside)
    {
        try
        {
            var fetched = await fetch();
            Clear(folder, uidValidity, mails);
            return fetched;
        }
        catch (MailProtocolException lost)
        {
            if (Blame(folder, uidValidity, mails))
            {
                leftAside(lost.Message);
            }

            throw;
        }
    }

    /// <summary>The connection was lost while these were fetched.</summary>
    /// <returns>Whether it was one alone that is left aside from now on.</returns>
    public bool Blame(string folder, uint uidValidity, IReadOnlyList<PlannedMail> fetched)
    {
        if (fetched is [{ } alone])
        {
            var place = new MailboxLocation(folder, uidValidity, alone.Uid);
            var attempts = _doubts.GetValueOrDefault(place).Attempts + 1;
            _doubts[place] = new Doubt(attempts, attempts < MaxAttempts ? default : time.GetUtcNow() + LeftAside);
            return attempts >= MaxAttempts;
        }

        foreach (var mail in fetched.TakeWhile(_ => _doubts.Count < MaxMails))
        {
            _doubts.TryAdd(new MailboxLocation(folder, uidValidity, mail.Uid), default);
        }

        return false;
    }

    /// <summary>Every mail of the folder came, or was answered for.</summary>
    public void Clear(string folder, uint uidValidity, IReadOnlyList<PlannedMail> fetched)
    {
        foreach (var mail in _doubts.Count == 0 ? [] : fetched)
        {
            _doubts.Remove(new MailboxLocation(folder, uidValidity, mail.Uid));
        }
    }

    /// <summary>Those that nothing is known against, those to be fetched alone afterwards; what is left aside is in neither.</summary>
    public (IReadOnlyList<PlannedMail> Sound, IReadOnlyList<PlannedMail> Alone) Sort(string folder, uint uidValidity, IReadOnlyList<PlannedMail> mails)
    {
        if (_doubts.Count == 0)
        {
            return (mails, []);
        }

        var now = time.GetUtcNow();
        var known = mails.ToLookup(m => _doubts.TryGetValue(new MailboxLocation(folder, uidValidity, m.Uid), out var doubt) ? doubt : (Doubt?)null);
        return (
            [.. known[null]],
            [.. known.Where(g => g.Key is { } doubt && (doubt.Until <= now || doubt.Until > now + LeftAside)).SelectMany(g => g).OrderBy(m => m.ReceivedAt).ThenBy(m => m.Uid)]);
    }
}
