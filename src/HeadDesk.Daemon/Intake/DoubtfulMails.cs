using System.Globalization;
using HeadDesk.Mail.Net;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>
/// Mail in whose fetch the connection was lost. A server may close it over one mail that it cannot read (Dovecot does), each
/// time anew: such mail is fetched alone and after all others, and after a few attempts left aside for a while. What was tried in vain
/// is written down (<see cref="Record"/>), since a round that cron starts remembers nothing: the next process tries it once, last of all.
/// </summary>
/// <param name="time">What is left aside is so by this clock.</param>
/// <param name="name">Of the fact that keeps it, before the folder's.</param>
internal sealed class DoubtfulMails(TimeProvider time, string name)
{
    /// <summary>A large mail on a poor line deserves more than one try.</summary>
    private const int MaxAttempts = 3;

    /// <summary>Beyond that nobody is remembered; the oldest doubts are the ones that count.</summary>
    private const int MaxMails = 10_000;

    /// <summary>What one fact holds; beyond that it is found out again.</summary>
    private const int MaxRecorded = 1_000;

    private static readonly TimeSpan LeftAside = TimeSpan.FromMinutes(15);
    private readonly Dictionary<MailboxLocation, Doubt> _doubts = [];

    private readonly HashSet<string> _recalled = [];
    private readonly List<(MailboxLocation Place, PlannedMail Mail)> _leftAside = [];

    private readonly record struct Doubt(int Attempts, DateTimeOffset Until);

    /// <summary>How often a fetch has put something in doubt.</summary>
    public int Losses { get; private set; }

    /// <summary>What <see cref="Record"/> gives is another than what was recalled or given before.</summary>
    public bool IsNews { get; private set; }

    /// <summary>What was left aside since this was last asked.</summary>
    public IReadOnlyList<(MailboxLocation Place, PlannedMail Mail)> TakeLeftAside()
    {
        var taken = _leftAside.ToList();
        _leftAside.Clear();
        return taken;
    }

    public string KeyOf(string folder) => $"{name}:{folder}";

    /// <summary>The folder's record was not asked for yet.</summary>
    public bool MustRecall(string folder) => _recalled.Add(folder);

    /// <param name="fact">As <see cref="Record"/> gave it; null for none.</param>
    public void Recall(string folder, uint uidValidity, string? fact)
    {
        if (fact?.Split(' ') is not [var validity, .. var mails] || validity != Text(uidValidity))
        {
            return; // Numbered anew: other mails.
        }

        foreach (var mail in mails)
        {
            if (mail.Split(':') is [var uid, var attempts])
            {
                _doubts.TryAdd(new MailboxLocation(folder, uidValidity, uint.Parse(uid, CultureInfo.InvariantCulture)), new Doubt(int.Parse(attempts, CultureInfo.InvariantCulture), default));
            }
        }
    }

    /// <summary>The mails of that folder that were tried alone and in vain, and how often.</summary>
    public string Record(string folder)
    {
        IsNews = false;
        var tried = _doubts.Where(d => d.Value.Attempts > 0 && d.Key.Folder == folder).GroupBy(d => d.Key.UidValidity).LastOrDefault()?.OrderBy(d => d.Key.Uid).Take(MaxRecorded).ToList();
        return tried is null ? "" : $"{Text(tried[0].Key.UidValidity)} {string.Join(' ', tried.Select(d => $"{Text(d.Key.Uid)}:{Text((uint)d.Value.Attempts)}"))}";
    }

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
                _leftAside.Add((new MailboxLocation(folder, uidValidity, mails[0].Uid), mails[0]));
                leftAside(lost.Message);
            }

            throw;
        }
    }

    /// <summary>The connection was lost while these were fetched.</summary>
    /// <returns>Whether it was one alone that is left aside from now on.</returns>
    public bool Blame(string folder, uint uidValidity, IReadOnlyList<PlannedMail> fetched)
    {
        Losses++;
        if (fetched is [{ } alone])
        {
            var place = new MailboxLocation(folder, uidValidity, alone.Uid);
            var attempts = _doubts.GetValueOrDefault(place).Attempts + 1;
            IsNews = true;
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
            IsNews |= _doubts.Remove(new MailboxLocation(folder, uidValidity, mail.Uid), out var doubt) && doubt.Attempts > 0;
        }
    }

    /// <summary>
    /// Those that nothing is known against, those to be fetched alone afterwards, the least tried first, since each may be the last for this
    /// connection; what is left aside is in neither.
    /// </summary>
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
            [.. known.Where(g => g.Key is { } doubt && (doubt.Until <= now || doubt.Until > now + LeftAside)).OrderBy(g => g.Key!.Value.Attempts).SelectMany(g => g.OrderBy(m => m.ReceivedAt).ThenBy(m => m.Uid))]);
    }

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
