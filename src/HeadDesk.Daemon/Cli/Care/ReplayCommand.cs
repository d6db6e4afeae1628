using System.CommandLine;
using System.Globalization;
using System.Text;
using HeadDesk.Daemon.Care;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Output;
using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Threading;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Cli.Care;

/// <summary><c>headdesk replay</c>: what would happen to a mail that came now. Each is thought through by itself; nothing is sent or stored.</summary>
internal static class ReplayCommand
{
    /// <summary>As if it lay there; no server gives this UID.</summary>
    private static readonly MailboxLocation Place = new("INBOX", uint.MaxValue, uint.MaxValue);

    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var json = CommandLine.JsonOption();
        json.Description = "One JSON object a line.";
        var files = new Argument<string[]>("file") { Description = "Message files; - is standard input.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("replay", "Show what would happen to a mail that came now. Nothing is sent, nothing is stored. Works while the daemon runs.\n\nExample: headdesk replay mail.eml --config /etc/headdesk/headdesk.json") { files, config, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var desk = await OfflineDesk.OpenBesideAsync(ConfigurationLoader.Load(parsed.GetValue(config)!.ToString()), TimeProvider.System, cancellationToken);
            var outcome = CommandLine.Done;
            foreach (var file in parsed.GetValue(files)!)
            {
                if (await RehearseAsync(desk, file, cancellationToken) is { } document)
                {
                    await Console.Out.WriteLineAsync(parsed.GetValue(json) ? Json.Of(document) : Page(document));
                }
                else
                {
                    outcome = CommandLine.Wrong;
                }
            }

            return outcome;
        });
        return command;
    }

    private static async Task<ReplayDocument?> RehearseAsync(OfflineDesk desk, string file, CancellationToken cancellationToken)
    {
        InspectInput input;
        try
        {
            await using var standard = file == "-" ? Console.OpenStandardInput() : null;
            var longest = (int)Math.Min(desk.Context.Options.Imap.MaxMessageSize.Octets, Array.MaxLength);
            input = standard is null ? await InspectInput.OpenAsync(file, cancellationToken, longest) : await InspectInput.ReadAsync(standard, cancellationToken, longest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            await Console.Error.WriteLineAsync(PlainText.Line($"headdesk: cannot read {file}: {e.Message}"));
            return null;
        }

        using (input)
        {
            var raw = new RawMail(Place, desk.Context.Now, input.Content.Length, input.Content, TooLarge: input.Cut);
            var mail = ReadMail.Of(raw, desk.Context.Classifier);
            return mail.Failure is { } failure
                ? new ReplayDocument { File = file, Outcome = "quarantine", Why = PlainText.Line($"{failure.GetType().Name}: {failure.Message}", 400) }
                : Document(file, await desk.Intake.RehearseAsync(mail, cancellationToken), desk);
        }
    }

    private static ReplayDocument Document(string file, Rehearsal rehearsal, OfflineDesk desk) => new()
    {
        File = file,
        Outcome = rehearsal.IsKnown ? "known" : rehearsal.Ticket is null ? "none" : rehearsal.Arrival!.Verdict.Joins is null ? "opens" : "joins",
        Kind = TicketDocument.Lower(rehearsal.Mail.Kind),
        Reasons = rehearsal.Mail.Reasons,
        Ticket = rehearsal.Ticket,
        Tag = rehearsal.Ticket is { } number ? SubjectTag.Format(desk.Context.Settings.TicketPrefix, number) : null,
        Rule = rehearsal.Arrival is { } arrival ? TicketDocument.Lower(arrival.Verdict.Rule) : null,
        Why = rehearsal.Arrival?.Verdict.Why,
        Staff = rehearsal.Arrival?.ProvenStaff?.Name,
        NotProven = rehearsal.Arrival?.Staff?.WhyNot,
        Commands = rehearsal.Commands,
        Notices = [.. rehearsal.Outbox.Select(o => new ReplayNotice(o.Kind, o.Recipients, MessageView.Of(MimeMessage.Parse(o.Content)).Subject))],
        Folders = rehearsal.Folders,
        Events = rehearsal.Events,
    };

    private static string Page(ReplayDocument mail)
    {
        var page = new StringBuilder();
        Fact(page, mail.File, mail.Outcome switch
        {
            "known" => $"is on record already ({mail.Tag ?? "no ticket"}): nothing would happen",
            "none" => "belongs to no ticket",
            "opens" => $"opens {mail.Tag}",
            "quarantine" => "cannot be processed: it would go to quarantine",
            _ => $"joins {mail.Tag}, by {mail.Rule}",
        });
        Fact(page, "kind", mail.Kind is null ? null : mail.Kind + (mail.Reasons.Count > 0 ? $" ({string.Join("; ", mail.Reasons)})" : ""));
        Fact(page, "why", mail.Why);
        Fact(page, "staff", mail.Staff ?? (mail.NotProven is { } why ? $"not proven: {why}" : null));
        mail.Commands.ToList().ForEach(c => Fact(page, "command", c));
        mail.Notices.ToList().ForEach(n => Fact(page, "mail", $"{n.Kind} to {string.Join(", ", n.To)}: {n.Subject}"));
        mail.Folders.ToList().ForEach(f => Fact(page, "moved to", f));
        mail.Events.ToList().ForEach(e => Fact(page, "history", e));
        return page.ToString().TrimEnd();
    }

    private static void Fact(StringBuilder page, string label, string? value)
    {
        if (value is not null)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"{PlainText.Line(label, 400),-10} {PlainText.Line(value, 400)}");
        }
    }
}

/// <summary>What <c>headdesk replay --json</c> prints.</summary>
/// <remarks><c>Outcome</c> is one of opens, joins, none, known, quarantine.</remarks>
internal sealed record ReplayDocument
{
    public required string File { get; init; }

    public required string Outcome { get; init; }

    public string? Kind { get; init; }

    public IReadOnlyList<string> Reasons { get; init; } = [];

    public int? Ticket { get; init; }

    public string? Tag { get; init; }

    public string? Rule { get; init; }

    public string? Why { get; init; }

    /// <summary>The staff member who provably wrote it.</summary>
    public string? Staff { get; init; }

    public string? NotProven { get; init; }

    public IReadOnlyList<string> Commands { get; init; } = [];

    public IReadOnlyList<ReplayNotice> Notices { get; init; } = [];

    public IReadOnlyList<string> Folders { get; init; } = [];

    public IReadOnlyList<string> Events { get; init; } = [];
}

internal sealed record ReplayNotice(string Kind, IReadOnlyList<string> To, string Subject);
