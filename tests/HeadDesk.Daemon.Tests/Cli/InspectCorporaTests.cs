using System.Diagnostics;
using System.Text;
using System.Text.Json;
using HeadDesk.Daemon.Cli;
using HeadDesk.Daemon.Output;
using HeadDesk.Mail.Tests.Mime.Corpora;
using Xunit.Abstractions;

namespace HeadDesk.Daemon.Tests.Cli;

/// <summary>The shared collections through the code of <c>headdesk inspect</c>; the figures of each set are in the tests' output.</summary>
public sealed class InspectCorporaTests(ITestOutputHelper output)
{
    private const double Wanted = 0.9;

    /// <summary>What "cannot be understood" begins with when inspect met an exception.</summary>
    private const string Failed = "cannot be understood";

    [CorpusFact]
    public void EveryFile_IsAnsweredInTime()
    {
        var files = Directory.GetFiles(Corpus.Root!, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var wrong = new List<string>();
        var slowest = (Time: TimeSpan.Zero, File: "");
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            var watch = Stopwatch.StartNew();
            var mail = Inspector.Inspect(file, bytes);
            var answered = Json.Of(mail).Length > 0 && InspectionPage.Of(mail).Length > 0;
            slowest = watch.Elapsed > slowest.Time ? (watch.Elapsed, file) : slowest;
            if (!answered || watch.Elapsed > TimeSpan.FromSeconds(2) || mail.Defects.Any(d => d.StartsWith(Failed, StringComparison.Ordinal)))
            {
                wrong.Add($"{file}: {watch.Elapsed}, {string.Join("; ", mail.Defects)}");
            }
        }

        output.WriteLine($"{files.Count} files, {files.Count - wrong.Count} answered; slowest {slowest.Time.TotalMilliseconds:N0} ms: {Path.GetRelativePath(Corpus.Root!, slowest.File)}");
        Assert.True(files.Count > 600);
        Assert.Empty(wrong);
    }

    /// <summary>Talon leaves the signatures of iphone.eml and sparrow.eml in the reply; Head Desk takes them out.</summary>
    [CorpusFact]
    public void TalonReplies_NineInTen() => Replies("talon", "expected.json", file => file.EndsWith(".html", StringComparison.Ordinal) ? "html" : null, Wanted, "reply");

    [CorpusFact]
    public void CrispReplies_NineInTen() => Replies("crisp-email-reply-parser", "expected.json", _ => "plain", Wanted, "first_fragment", "first_fragment_trimmed");

    /// <summary>
    /// email_1_2 and email_1_8 are expected with the quotations above the answer, email_1_1 and email_1_3 without a last line "-Name": Head Desk
    /// takes the former out and keeps the latter, as the crisp set expects it.
    /// </summary>
    [CorpusFact]
    public void EmailReplyParserReplies_EightInTen() => Replies("email_reply_parser", "reference_output.json", _ => "plain", 0.8, "reply");

    /// <summary>Bodies with the writer's name and the signature that is to be taken out; where one is marked line by line, the marks are not mail.</summary>
    [CorpusFact]
    public void TalonSignatures_AreTakenOut()
    {
        var folder = Path.Combine(Corpus.Root!, "talon", "signature", "emails", "stripped");
        var (right, all) = (0, 0);
        foreach (var path in Directory.GetFiles(folder, "*_body").Order(StringComparer.Ordinal))
        {
            var name = path[..^"_body".Length];
            var sender = File.ReadAllText(name + "_sender").Trim();
            var from = sender.Contains('@', StringComparison.Ordinal) ? sender : $"{sender} <somebody@customer.example>";
            var signature = File.Exists(name + "_signature") ? Squeeze(File.ReadAllText(name + "_signature")) : "";
            var body = File.ReadAllText(path);
            var whole = Squeeze(body);
            var reply = Inspector.Inspect(path, Encoding.UTF8.GetBytes($"From: {from}\nContent-Type: text/plain; charset=utf-8\n\n{body.Replace("#sig#", "", StringComparison.Ordinal)}")).Reply;
            all++;
            right += Squeeze(reply) == (signature.Length > 0 && whole.EndsWith(signature, StringComparison.Ordinal) ? whole[..^signature.Length] : whole) ? 1 : 0;
        }

        output.WriteLine($"talon: {right} of {all} signatures");
        Assert.True(all > 0 && right == all, $"talon: {right} of {all} signatures");
    }

    /// <param name="subtype">Of the text type to wrap a bare body in; null where the file is a mail.</param>
    private void Replies(string set, string expectations, Func<string, string?> subtype, double wanted, params string[] names)
    {
        var folder = Path.Combine(Corpus.Root!, set);
        var (right, all) = (0, 0);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, expectations)));
        foreach (var entry in json.RootElement.EnumerateObject())
        {
            var expected = names.Select(n => entry.Value.TryGetProperty(n, out var v) ? v.GetString() : null).FirstOrDefault(v => v is not null)!;
            var path = Path.Combine(folder, set.StartsWith("crisp", StringComparison.Ordinal) ? "fixtures" : "", entry.Name);
            var reply = Inspector.Inspect(entry.Name, Mail(File.ReadAllBytes(path), subtype(entry.Name))).Reply;
            all++;
            if (Squeeze(reply) == Squeeze(expected))
            {
                right++;
            }
            else
            {
                output.WriteLine($"{entry.Name}\n--- expected\n{expected}\n--- got\n{reply}\n");
            }
        }

        output.WriteLine($"{set}: {right} of {all} replies");
        Assert.True(all > 0 && right >= wanted * all, $"{set}: {right} of {all} replies");
    }

    [CorpusFact]
    public void DeliveryReports_NameEveryRecipient()
    {
        var missed = new List<string>();
        foreach (var set in DeliveryReports.All.GroupBy(r => r.File.Split('/')[0]))
        {
            var before = missed.Count;
            foreach (var (file, recipients) in set)
            {
                var mail = Inspector.Inspect(file, File.ReadAllBytes(Path.Combine(Corpus.Root!, file)));
                var found = string.Join(' ', (mail.Bounce?.Recipients ?? []).Select(r => $"{r.Address}={r.Action}/{r.Status}/{(r.Permanent ? "p" : "t")}"));
                if (mail.Kind != "bounce" || found != recipients)
                {
                    missed.Add($"{file}: {mail.Kind}, expected {recipients}, found {found}");
                }
            }

            output.WriteLine($"{set.Key}: {set.Count() - (missed.Count - before)} of {set.Count()} delivery reports");
        }

        Assert.Empty(missed);
    }

    private static byte[] Mail(byte[] body, string? subtype) => subtype is null
        ? body
        : [.. Encoding.ASCII.GetBytes($"From: a@customer.example\nSubject: x\nContent-Type: text/{subtype}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"), .. body];

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
