using System.Diagnostics;
using System.Globalization;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Sending;
using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Mail.Mime;
using HeadDesk.MailServers.Generating;
using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace HeadDesk.Benchmarks.Pipeline;

/// <summary>Where the processor time of a mail goes, stage by stage on one thread, without servers and store.</summary>
internal static class StageRun
{
    private const int Mails = 2_000;
    private const int Rounds = 3;

    public static int Run()
    {
        var mails = new SupportMailGenerator(new SupportMailOptions { Senders = 2_000 }).Generate(Mails).Select(m => m.Raw).ToList();
        var settings = DeskSettingsFactory.Create(new HeadDeskOptions { Desk = { Name = "Example Support", Address = "support@example.com" } });
        var signer = new TokenSigner([new byte[32]]);
        var desk = new Desk(settings, signer);
        var composer = new NoticeComposer(settings, new NoticeTemplates(new TemplateFolders("none", settings.Languages), TimeProvider.System, NullLogger<NoticeTemplates>.Instance), signer);
        var now = DateTimeOffset.UtcNow;
        var parsed = mails.ConvertAll(m => MimeMessage.Parse(m));
        var incoming = parsed.ConvertAll(m => IncomingMailReader.Read(m, "d", now, 0));
        var classified = incoming.ConvertAll(m => Classifier.Classify(m, ClassifierSettings.None));
        var notices = classified.ConvertAll(m => desk.Receive(new Arrival { Mail = m, Verdict = ThreadVerdict.NewTicket, NextNumber = 1 }, now).Notices);
        var table = new Table().AddColumns("stage", "µs a mail", "KB allocated a mail");
        Row(table, "digest", mails, m => MailDigest.Of(m.Span, null));
        Row(table, "SHA-256 of the original", mails, m => System.Security.Cryptography.SHA256.HashData(m.Span));
        Row(table, "structure", mails, m => MimeMessage.Parse(m));
        Row(table, "text", mails, m => MessageView.Of(MimeMessage.Parse(m)).Text);
        Row(table, "attachments", mails, m => MessageView.Of(MimeMessage.Parse(m)).Attachments.Sum(a => a.Sha256.Length));
        Row(table, "incoming mail, whole", mails, m => IncomingMailReader.Read(MimeMessage.Parse(m), "d", now, 0));
        Row(table, "classify", incoming, m => Classifier.Classify(m, ClassifierSettings.None));
        Row(table, "decide", classified, m => desk.Receive(new Arrival { Mail = m, Verdict = ThreadVerdict.NewTicket, NextNumber = 1 }, now));
        Row(table, "render and compose the notice", notices, n => n.Select(x => composer.Compose(x, now)).Count());
        AnsiConsole.Write(table);
        return 0;
    }

    private static void Row<T>(Table table, string stage, List<T> inputs, Func<T, object> work)
    {
        var best = double.MaxValue;
        var allocated = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            foreach (var input in inputs)
            {
                work(input);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMicroseconds / inputs.Count);
            allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / inputs.Count;
        }

        table.AddRow(stage, best.ToString("N1", CultureInfo.InvariantCulture), (allocated / 1024.0).ToString("N1", CultureInfo.InvariantCulture));
    }
}
