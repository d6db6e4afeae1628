namespace HeadDesk.MailServers;

/// <summary>Who a message is said to come from and where it goes; an empty <see cref="From"/> is the null return path of bounces.</summary>
public sealed record Envelope(string From, IReadOnlyList<string> To)
{
    public Envelope(string from, string to)
        : this(from, [to])
    {
    }
}
