using System.Globalization;
using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Classification;
using Spectre.Console;

namespace HeadDesk.Benchmarks.Understanding;

/// <summary>Parsing in figures: MB/s, mails/s and bytes allocated a mail, one thread, processor time.</summary>
internal static class UnderstandingRun
{
    private const int Rounds = 40;

    public static int Run()
    {
        Print("generated support mail", MailSets.Generated());
        if (MailSets.Corpora() is { Count: > 0 } corpora)
        {
            Print("shared corpora", corpora);
        }

        return 0;
    }

    private static void Print(string name, IReadOnlyList<ReadOnlyMemory<byte>> mails)
    {
        var bytes = mails.Sum(m => (long)m.Length);
        var needed = mails.Average(Needed);
        var incoming = mails.Select(m => (IncomingMail)Reading.View(m)).ToList();
        var table = new Table { Title = new TableTitle(Text($"{name}: {mails.Count} mails, {bytes / 1024.0 / mails.Count:N1} KB on average; headers and decoded text {needed / 1024:N1} KB")) };
        table.AddColumns("read to", "MB/s", "mails/s", "µs a mail", "bytes allocated a mail", "of headers and text");
        Row(table, "structure only", mails, bytes, needed, Reading.Structure);
        Row(table, "all decoded", mails, bytes, needed, Reading.Decoded);
        Row(table, "whole view", mails, bytes, needed, Reading.View);
        Row(table, "classify alone", incoming, bytes, needed, Reading.Classify);
        AnsiConsole.Write(table);
    }

    /// <summary>Bytes that reading a mail must allocate at least: its headers, and its text as characters of two bytes.</summary>
    private static double Needed(ReadOnlyMemory<byte> mail)
    {
        var parts = MimeMessage.Parse(mail).Root.SelfAndDescendants().ToList();
        return parts.Sum(p => p.BodyStart - p.HeaderStart) + parts.Where(p => p.IsText && p.Children.Count == 0).Sum(p => 2.0 * p.DecodeText().Length);
    }

    private static void Row<T>(Table table, string depth, IReadOnlyList<T> inputs, long bytes, double needed, Func<T, object> read)
    {
        var best = double.MaxValue;
        double allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = ThreadClock.Now;
            foreach (var input in inputs)
            {
                read(input);
            }

            best = Math.Min(best, (ThreadClock.Now - started).TotalSeconds);
            allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)inputs.Count;
        }

        table.AddRow(depth, Text($"{bytes / best / 1e6:N0}"), Text($"{inputs.Count / best:N0}"), Text($"{best * 1e6 / inputs.Count:N1}"), Text($"{allocated:N0}"), Text($"{allocated / needed:N2} ×"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
