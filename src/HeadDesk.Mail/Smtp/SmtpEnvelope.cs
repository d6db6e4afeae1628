namespace HeadDesk.Mail.Smtp;

/// <summary>
/// Who sends and who receives, as SMTP sees it. It cannot be made with an address that would break out of its command, so
/// whatever has one is safe to send.
/// </summary>
public sealed class SmtpEnvelope
{
    /// <param name="from">Where bounces go; null or empty is the null path <c>&lt;&gt;</c> of automatic mail (RFC 5321 §4.5.5).</param>
    /// <param name="recipients">At least one.</param>
    /// <exception cref="ArgumentException">An address is malformed, or there is no recipient.</exception>
    public SmtpEnvelope(string? from, params IEnumerable<string> recipients)
    {
        Sender = string.IsNullOrEmpty(from) ? null : Parse(from, nameof(from));
        Targets = [.. recipients.Select(recipient => Parse(recipient, nameof(recipients)))];
        if (Targets.Count == 0)
        {
            throw new ArgumentException("a message needs at least one recipient", nameof(recipients));
        }

        Recipients = [.. Targets.Select(target => target.Given)];
    }

    /// <summary>Null for the null path.</summary>
    public string? From => Sender?.Given;

    public IReadOnlyList<string> Recipients { get; }

    internal SmtpAddress? Sender { get; }

    internal IReadOnlyList<SmtpAddress> Targets { get; }

    internal bool NeedsUtf8 => Sender is { NeedsUtf8: true } || Targets.Any(target => target.NeedsUtf8);

    /// <summary>Whether an address could stand in an envelope.</summary>
    public static bool IsAddress(string address) => SmtpAddress.TryParse(address, out _, out _);

    private static SmtpAddress Parse(string address, string parameter) => SmtpAddress.TryParse(address, out var parsed, out var defect)
        ? parsed!
        : throw new ArgumentException($"not an address that mail can be sent with: {defect}", parameter);
}
