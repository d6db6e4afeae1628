using System.Globalization;

namespace HeadDesk.MailServers.Generating;

/// <summary>
/// Makes support mail as it comes in: people of four languages, plain and HTML, one in ten with an attachment of 50 to
/// 300 KB, three in ten going on with what they or the caller began. Each mail is made when it is asked for.
/// </summary>
public sealed class SupportMailGenerator(SupportMailOptions options)
{
    /// <summary>Replies go on with one of so many latest threads, so that a long run needs no long memory.</summary>
    private const int OpenThreads = 500;

    private readonly Random _random = new(options.Seed);
    private readonly List<Thread> _threads = [];
    private DateTimeOffset _time = options.Start;
    private int _number;

    /// <summary>The next so many mails; going on where the last call ended.</summary>
    public IEnumerable<SupportMail> Generate(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return Next();
        }
    }

    private SupportMail Next()
    {
        _time += TimeSpan.FromSeconds(_random.Next(20, 900));
        double dice = _random.NextDouble();
        if ((dice -= options.AutoReplies) < 0)
        {
            return AutoReply();
        }

        if ((dice -= options.ListMail) < 0)
        {
            return ListMail();
        }

        bool reply = dice / (1 - options.AutoReplies - options.ListMail) < options.Replies;
        return (reply, options.KnownTickets.Count > 0 && (_threads.Count == 0 || _random.Next(2) == 0)) switch
        {
            (true, true) => ReplyToKnown(options.KnownTickets[_random.Next(options.KnownTickets.Count)]),
            (true, false) when _threads.Count > 0 => ReplyToEarlier(),
            _ => Request(),
        };
    }

    private SupportMail Request()
    {
        SupportSender sender = SupportSender.Pick(_random, options.Senders);
        string subject = SupportText.Subject(sender.Language, _random);
        string text = SupportText.Body(sender, _random);
        SupportMail mail = Finish(SupportMailKind.Request, sender, subject, text, [], [], _number, null);
        _threads.Add(new Thread(sender, subject, mail.Number, [mail.MessageId], text));
        if (_threads.Count > OpenThreads)
        {
            _threads.RemoveAt(0);
        }

        return mail;
    }

    private SupportMail ReplyToEarlier()
    {
        Thread thread = _threads[_random.Next(_threads.Count)];
        string subject = thread.Sender.Language.ReplyPrefix + thread.Subject;
        string text = SupportText.Answer(thread.Sender, thread.LastText, _time, _random);
        SupportMail mail = Finish(SupportMailKind.Reply, thread.Sender, subject, text, thread.MessageIds, [], thread.Number, null);
        // RFC 5322 §3.6.4 lets References grow for ever; clients drop the middle ones.
        List<string> ids = thread.MessageIds.Count < 12 ? thread.MessageIds : [thread.MessageIds[0], .. thread.MessageIds[^8..]];
        _threads[_threads.IndexOf(thread)] = thread with { MessageIds = [.. ids, mail.MessageId], LastText = text };
        return mail;
    }

    private SupportMail ReplyToKnown(KnownTicket ticket)
    {
        SupportSender sender = SupportSender.WithAddress(ticket.Requester, _random);
        bool onlyTag = ticket.Tag is not null && _random.Next(2) == 0;
        string subject = sender.Language.ReplyPrefix + (ticket.Tag is null ? "" : ticket.Tag + " ") + ticket.Subject;
        string text = SupportText.Answer(sender, SupportText.Body(sender, _random), _time, _random);
        return Finish(SupportMailKind.Reply, sender, subject, text, onlyTag ? [] : [ticket.MessageId], [], null, ticket);
    }

    private SupportMail AutoReply()
    {
        SupportSender sender = SupportSender.Pick(_random, options.Senders);
        string subject = sender.Language.Absence + SupportText.Subject(sender.Language, _random);
        // RFC 3834 §3.1.7; the second is what Exchange says.
        string[] fields = _random.Next(2) == 0 ? ["Auto-Submitted: auto-replied"] : ["Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"];
        return Finish(SupportMailKind.AutoReply, sender, subject, SupportText.Short(sender, _random), [], fields, null, null);
    }

    private SupportMail ListMail()
    {
        SupportSender sender = SupportSender.Pick(_random, options.Senders);
        string domain = sender.Address.Split('@')[1];
        string[] fields = [$"List-Id: <news.{domain}>", $"List-Unsubscribe: <mailto:leave@{domain}>", "Precedence: list"];
        return Finish(SupportMailKind.ListMail, sender, "[news] " + SupportText.Subject(sender.Language, _random), SupportText.Body(sender, _random), [], fields, null, null);
    }

    private SupportMail Finish(
        SupportMailKind kind,
        SupportSender sender,
        string subject,
        string text,
        List<string> references,
        IReadOnlyList<string> fields,
        int? thread,
        KnownTicket? ticket)
    {
        int number = _number++;
        string id = string.Create(CultureInfo.InvariantCulture, $"<{options.Seed}.{number}.{_random.Next():x8}@{options.MessageIdDomain}>");
        IReadOnlyList<SupportAttachment> attachments = kind is SupportMailKind.Request or SupportMailKind.Reply && _random.NextDouble() < options.Attachments
            ? SupportAttachment.Some(sender.Language, _random)
            : [];
        string[] header =
        [
            $"From: {sender.Mailbox}",
            $"To: {options.Recipient}",
            $"Subject: {MimeText.EncodedWords(subject)}",
            $"Date: {MimeText.Date(_time)}",
            $"Message-ID: {id}",
            .. references.Count > 0 ? new[] { $"In-Reply-To: {references[^1]}", $"References: {string.Join("\r\n ", references)}" } : [],
            .. fields,
            "MIME-Version: 1.0",
        ];
        byte[] raw = new SupportMailWriter(_random, sender.Language).Write(header, text, attachments);
        string returnPath = kind == SupportMailKind.AutoReply ? "" : sender.Address;
        return new SupportMail(
            number, kind, id, new Envelope(returnPath, options.Recipient), subject, text, attachments.Select(a => a.Data.Length).ToList(),
            references.Count > 0 ? references[^1] : null, thread, ticket, raw);
    }

    private sealed record Thread(SupportSender Sender, string Subject, int Number, List<string> MessageIds, string LastText);
}
