using System.Buffers;
using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Output;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Sending;
using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Daemon.Sending.Templates.Notices;
using HeadDesk.Mail.Mime.Composing;
using HeadDesk.Mail.Smtp;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Cli;

/// <summary>What <c>template preview</c> is asked for.</summary>
internal sealed record PreviewRequest(string Name, string? Language, int? Ticket, FileInfo? Html, string? Send);

/// <summary>Renders one template for an admin's eyes. Signs nothing: no reply to a preview proves anything, and its links open nothing.</summary>
internal static class TemplatePreview
{
    private const string Answers = "answers/";
    private const int MaxRecent = 5;

    private sealed record Real(Ticket Ticket, IReadOnlyList<Entry> Entries);

    public static async Task<int> RunAsync(TemplateDesk desk, PreviewRequest request, CancellationToken cancellationToken)
    {
        if (request.Language is { } language && !desk.Folders.Languages.Contains(language))
        {
            return await UsageAsync($"--language: \"{language}\" is not in templates.languages, wanted: {string.Join(" or ", desk.Folders.Languages)}");
        }

        if (request.Send is { } address && !SmtpEnvelope.IsAddress(address))
        {
            return await UsageAsync($"--send: \"{address}\" is not a mail address");
        }

        Real? real = null;
        if (request.Ticket is { } number)
        {
            real = await ReadAsync(desk, number, cancellationToken);
            if (real is null)
            {
                await Console.Error.WriteLineAsync($"headdesk: there is no ticket {number}");
                return CommandLine.Wrong;
            }
        }

        return request.Name.StartsWith(Answers, StringComparison.Ordinal)
            ? await AnswerAsync(desk, request, real)
            : await NoticeAsync(desk, request, real, cancellationToken);
    }

    private static async Task<int> AnswerAsync(TemplateDesk desk, PreviewRequest request, Real? real)
    {
        var name = request.Name[Answers.Length..];
        if (request.Html is not null || request.Send is not null)
        {
            return await UsageAsync("a canned answer is plain text and sent in a reply: --html and --send are for notices");
        }

        if (!desk.Answers.Names().Contains(name))
        {
            return await UsageAsync($"there is no answer {name}{Meant(name, desk.Answers.Names())}");
        }

        var ticket = real?.Ticket ?? SampleTicket(desk);
        var by = desk.Settings.StaffNamed(ticket.Assignee) ?? (desk.Settings.Staff.Count > 0 ? desk.Settings.Staff[0] : NoticeSamples.Settings.Staff[0]);
        await Console.Out.WriteLineAsync(PlainText.Lines(desk.Answers.Render(name, ticket with { Language = request.Language ?? ticket.Language }, by) ?? ""));
        return CommandLine.Done;
    }

    private static async Task<int> NoticeAsync(TemplateDesk desk, PreviewRequest request, Real? real, CancellationToken cancellationToken)
    {
        var names = Enum.GetValues<NoticeKind>().ToDictionary(NoticeTemplates.NameOf);
        if (!names.TryGetValue(request.Name, out var kind))
        {
            return await UsageAsync($"there is no notice {request.Name}{Meant(request.Name, names.Keys)}");
        }

        // As it would be: customers in theirs, staff in the desk's own language.
        var template = desk.Notices.For(kind, request.Language ?? (NoticeSamples.Full(kind, desk.Settings.Words).ToCustomer ? real?.Ticket.Language : null));
        if (template.IsEmpty)
        {
            await Console.Error.WriteLineAsync($"headdesk: {request.Name} is switched off: its file is empty");
            return CommandLine.Wrong;
        }

        var notice = NoticeOf(desk, kind, real, template.Words);
        var rendered = template.Render(NoticeModels.Of(notice, desk.Settings, template.Words, NoticeSamples.Links(template.Words)));
        await Console.Out.WriteLineAsync($"Subject: {PlainText.Line(rendered.Subject)}\n\n{PlainText.Lines(rendered.Text)}");
        if (request.Html is { } file)
        {
            await File.WriteAllTextAsync(file.FullName, rendered.Html, cancellationToken);
        }

        return request.Send is { } address ? await SendAsync(desk, notice with { To = new Party(null, address) }, rendered, cancellationToken) : CommandLine.Done;
    }

    private static Notice NoticeOf(TemplateDesk desk, NoticeKind kind, Real? real, Words words)
    {
        var ticket = real?.Ticket ?? SampleTicket(desk);
        var sample = NoticeSamples.Full(kind, words);
        var member = desk.Settings.StaffNamed(ticket.Assignee) ?? desk.Settings.Admins.FirstOrDefault() ?? NoticeSamples.Settings.Staff[0];
        var notice = sample with { Ticket = sample.Ticket is null ? null : ticket, To = sample.ToCustomer ? ticket.AnswerTo ?? ticket.Requester : new Party(member.DisplayName, member.Address) };
        if (real?.Entries.LastOrDefault(e => e.Kind == EntryKind.Received) is not { } mail || kind is NoticeKind.AdminAlert or NoticeKind.Digest)
        {
            return notice;
        }

        var isAboutMail = kind is NoticeKind.Acknowledgement or NoticeKind.TooLarge or NoticeKind.NewMail;
        return notice with
        {
            CauseSubject = ticket.Subject,
            CauseText = isAboutMail ? mail.Text : notice.CauseText,
            CauseFrom = mail.From,
            Recent = [.. real.Entries.Where(e => e != mail && e.Kind is not (EntryKind.Notice or EntryKind.Event)).TakeLast(MaxRecent)],
        };
    }

    private static Ticket SampleTicket(TemplateDesk desk) => NoticeSamples.Ticket with { Assignee = desk.Settings.Staff.Count > 0 ? desk.Settings.Staff[0].Name : null };

    private static async Task<int> SendAsync(TemplateDesk desk, Notice notice, RenderedNotice rendered, CancellationToken cancellationToken)
    {
        var from = desk.Settings.Address.Address;
        var addressed = notice with { MessageId = $"preview.{Guid.NewGuid():N}@{from[(from.LastIndexOf('@') + 1)..]}", AutoSubmitted = "auto-generated" };
        var buffer = new ArrayBufferWriter<byte>(8192);
        MessageComposer.Compose(NoticeComposer.MessageOf(addressed, rendered, desk.Settings, TimeProvider.System.GetUtcNow()), buffer);
        await using var client = await new ServerConnections(desk.Configuration).ConnectSmtpAsync(cancellationToken);
        var result = await client.SendAsync(new SmtpEnvelope(from, [notice.To.Address]), buffer.WrittenMemory, cancellationToken);
        if (result.Outcome != SmtpOutcome.Accepted)
        {
            await Console.Error.WriteLineAsync($"headdesk: the server did not take it: {result.Reply}");
            return CommandLine.Wrong;
        }

        await client.QuitAsync(cancellationToken);
        await Console.Error.WriteLineAsync($"sent to {notice.To.Address}");
        return CommandLine.Done;
    }

    private static async Task<Real?> ReadAsync(TemplateDesk desk, int number, CancellationToken cancellationToken)
    {
        await using var reader = await StoreReader.OpenAsync(desk.Configuration, cancellationToken);
        return await reader.Desk.FindTicketAsync(number, cancellationToken) is { } ticket
            ? new Real(ticket, await reader.Desk.ListEntriesAsync(number, cancellationToken))
            : null;
    }

    private static string Meant(string name, IEnumerable<string> known) =>
        Nearest.Of(name, known) is { } nearest ? $", did you mean {nearest}?" : $", known are: {string.Join(", ", known)}";

    private static async Task<int> UsageAsync(string message)
    {
        await Console.Error.WriteLineAsync($"headdesk: {message}");
        return CommandLine.BadUsage;
    }
}
