using System.Text;
using System.Text.Json;
using HeadDesk.Rules.Classification.Replies;
using Xunit.Abstractions;

namespace HeadDesk.Rules.Tests.Classification;

public class ReplyCorpusTests(ITestOutputHelper output)
{
    private const double Wanted = 0.9;

    [CorpusFact("crisp-email-reply-parser")]
    public void CrispFixtures_NineInTenReplies()
    {
        var set = Corpora.PathTo("crisp-email-reply-parser");
        Check("crisp", Expected(Path.Combine(set, "expected.json"), "first_fragment", "first_fragment_trimmed")
            .Select(e => (e.File, e.Reply, File.ReadAllText(Path.Combine(set, "fixtures", e.File)))), Wanted);
    }

    [CorpusFact("talon")]
    public void TalonStandardReplies_AllButKeptSignatures()
    {
        // Talon cuts quotations only: it expects the signatures of iphone.eml and sparrow.eml, which Head Desk takes out as well.
        var set = Corpora.PathTo("talon");
        Check("talon", Expected(Path.Combine(set, "expected.json"), "reply")
            .Where(e => e.File.EndsWith(".eml", StringComparison.Ordinal) && !e.File.Contains("iphone") && !e.File.Contains("sparrow"))
            .Select(e => (e.File, e.Reply, PlainBody(File.ReadAllText(Path.Combine(set, e.File))))), Wanted);
    }

    [CorpusFact("email_reply_parser")]
    public void EmailReplyParserFixtures_MostReplies()
    {
        // Its parser keeps quotations above an answer (email_1_2, email_1_8) and drops "-Name" lines (email_1_3); Head Desk does neither.
        var set = Corpora.PathTo("email_reply_parser");
        Check("email_reply_parser", Expected(Path.Combine(set, "reference_output.json"), "reply")
            .Select(e => (e.File, e.Reply, File.ReadAllText(Path.Combine(set, e.File)))), 0.8);
    }

    private void Check(string set, IEnumerable<(string File, string Reply, string Text)> cases, double wanted)
    {
        int right = 0, all = 0;
        foreach (var (file, expected, text) in cases)
        {
            var reply = ReplyText.Split(text).Reply;
            var same = Squeeze(reply) == Squeeze(expected);
            all++;
            right += same ? 1 : 0;
            if (!same)
            {
                output.WriteLine($"{file}\n--- expected\n{expected}\n--- got\n{reply}\n");
            }
        }

        output.WriteLine($"{set}: {right} of {all}");
        Assert.True(all > 0 && right >= wanted * all, $"{set}: {right} of {all} replies");
    }

    private static IEnumerable<(string File, string Reply)> Expected(string path, params string[] names)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var entry in json.RootElement.EnumerateObject().ToList())
        {
            foreach (var name in names)
            {
                if (entry.Value.TryGetProperty(name, out var value))
                {
                    yield return (entry.Name, value.GetString()!);
                    break;
                }
            }
        }
    }

    /// <summary>Enough of MIME for twelve well-formed samples: the first text/plain part, transfer encoding undone.</summary>
    private static string PlainBody(string mail)
    {
        mail = mail.ReplaceLineEndings("\n");
        var plain = mail.IndexOf("Content-Type: text/plain", StringComparison.OrdinalIgnoreCase);
        var start = mail.IndexOf("\n\n", Math.Max(plain, 0), StringComparison.Ordinal) + 2;
        var end = mail.IndexOf("\n--", start, StringComparison.Ordinal) is var dashes && plain > 0 ? Boundary(mail, start, dashes) : mail.Length;
        var body = mail[start..end];
        var head = mail[Math.Max(mail.LastIndexOf("\n\n", Math.Max(start - 3, 0), StringComparison.Ordinal), 0)..start];
        return head.Contains("quoted-printable", StringComparison.OrdinalIgnoreCase) ? QuotedPrintable(body)
            : head.Contains("base64", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(Convert.FromBase64String(body)) : body;
    }

    private static int Boundary(string mail, int start, int dashes)
    {
        var mark = mail.IndexOf("boundary=", StringComparison.OrdinalIgnoreCase);
        if (mark < 0)
        {
            return mail.Length;
        }

        var value = mail[(mark + 9)..];
        var boundary = value[0] == '"' ? value[1..value.IndexOf('"', 1)] : value[..value.IndexOfAny(['\n', ';', ' '])];
        var end = mail.IndexOf("\n--" + boundary, start, StringComparison.Ordinal);
        return end < 0 ? Math.Max(dashes, start) : end;
    }

    private static string QuotedPrintable(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                i++;
            }
            else if (text[i] == '=' && i + 2 < text.Length && Uri.IsHexDigit(text[i + 1]) && Uri.IsHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
