namespace HeadDesk.Daemon.Intake;

/// <summary>Mail on its way through the stages of intake: let go once committed, or all together when a stage fails, so that no memory and no file is left behind.</summary>
internal sealed class HeldMails : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<IDisposable> _owners = [];

    public FetchedMails Hold(FetchedMails fetched)
    {
        lock (_gate)
        {
            _owners.UnionWith(fetched.Mails.Select(m => m.Owner).OfType<IDisposable>());
        }

        return fetched;
    }

    /// <summary>What waits for its commit was read: of large mail one is in memory at a time.</summary>
    public static void Rest(IEnumerable<RawMail> mails)
    {
        foreach (var file in mails.Select(m => m.Owner).OfType<MappedFile>())
        {
            file.Forget();
        }
    }

    public void LetGo(IEnumerable<RawMail> mails)
    {
        lock (_gate)
        {
            foreach (var owner in mails.Select(m => m.Owner).OfType<IDisposable>().Where(_owners.Remove))
            {
                owner.Dispose();
            }
        }
    }

    /// <summary>Only once no stage works any more.</summary>
    public void Dispose()
    {
        foreach (var owner in _owners)
        {
            owner.Dispose();
        }

        _owners.Clear();
    }
}
