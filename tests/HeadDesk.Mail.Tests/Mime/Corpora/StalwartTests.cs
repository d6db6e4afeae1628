using System.Text;
using System.Text.Json;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Mime.Headers;
using Xunit.Abstractions;

namespace HeadDesk.Mail.Tests.Mime.Corpora;

/// <summary>The stalwart set comes with what its own parser makes of each file: leaves in order, decoded.</summary>
public sealed class StalwartTests(ITestOutputHelper output)
{
    /// <summary>
    /// Files where the expectation and the standards part: RFC 2046 §5.1.2 ends an inner multipart at the delimiter of an outer one; §5.1.1 allows a
    /// delimiter only at the beginning of a line. Of each, Dovecot sees the structure that we see: <see cref="Imap.Dovecot.DovecotStructureTests"/>.
    /// </summary>
    internal static readonly IReadOnlyDictionary<string, (string Shape, string Why)> Differently = new Dictionary<string, (string Shape, string Why)>
    {
        ["malformed/009"] = ("multipart/mixed(multipart/mixed(text/plain, text/plain), text/plain)", "the outer delimiter ends the inner multipart"),
        ["malformed/011"] = ("multipart/mixed(multipart/mixed(text/plain, text/plain), text/plain)", "the outer delimiter ends the inner multipart"),
        ["malformed/012"] = ("multipart/mixed(multipart/mixed(message/rfc822(text/plain), message/rfc822(text/plain)), message/rfc822(text/plain))", "the outer delimiter ends the inner multipart and the message in it"),
        // The same tree as there; three of its leaves hold a line more, which there is thrown away.
        ["malformed/019"] = ("multipart/alternative(text/html, text/html, text/html, text/plain, multipart/alternative(text/html, multipart/alternative(text/plain, text/plain)))", "a body whose blank line is missing is read as a body"),
        ["malformed/020"] = ("multipart/related(multipart/alternative(text/html, text/plain), image/png)", "the first of two Content-Type counts, so that the alternative is entered"),
        ["malformed/021"] = ("multipart/related(multipart/alternative(text/html, text/plain), image/png)", "the first of two Content-Type counts, so that the alternative is entered"),
        ["thirdparty/002"] = ("multipart/mixed(text/plain, text/plain, text/plain)", "prose after base64 padding is not decoded as base64"),
        ["thirdparty/015"] = ("multipart/mixed(text/plain, message/rfc822(multipart/alternative), message/rfc822(multipart/alternative), message/rfc822(text/plain))", "the outer delimiter ends the message in a part, so that no attachment is lost"),
    };

    internal static string Folder => Path.Combine(Corpus.Root!, "stalwart-mail-parser", "eml");

    [CorpusFact]
    public void Leaves_AreThoseExpectedOrDifferForAReason()
    {
        var folder = Folder;
        var files = Directory.GetFiles(folder, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var missed = files.Where(f => !Matches(f)).Select(f => Path.ChangeExtension(Path.GetRelativePath(folder, f), null)).ToList();

        Assert.Equal(52, files.Count);
        output.WriteLine($"stalwart: {files.Count - missed.Count} of {files.Count} as expected there; {missed.Count} read differently");
        Assert.Equal(Differently.Keys.Order(StringComparer.Ordinal), missed.Order(StringComparer.Ordinal));
        Assert.All(Differently, d => Assert.Equal(d.Value.Shape, Sample.Shape(MimeMessage.Parse(File.ReadAllBytes(Path.Combine(folder, d.Key + ".eml"))).Root)));
    }

    [CorpusFact]
    public void Dates_AreThoseExpected()
    {
        var missed = new List<string>();
        foreach (var test in Tests("date.json"))
        {
            // "4 8 15 16 23 42" is no date; what comes before a semicolon belongs to Received; a broken comment may cost the time, not the day.
            var text = RawText.Unfold(Encoding.UTF8.GetBytes(test.Header), null);
            if (text.StartsWith("4 8 15", StringComparison.Ordinal) || text.StartsWith("by ", StringComparison.Ordinal) || text.Contains("((invalid)", StringComparison.Ordinal))
            {
                continue;
            }

            var found = MailDate.Parse(text);
            var expected = test.Expected.ValueKind == JsonValueKind.Null ? null : DateOf(test.Expected);
            if (found?.ToString("O") != expected?.ToString("O"))
            {
                missed.Add($"{text}: expected {expected:O}, found {found:O}");
            }
        }

        Assert.Empty(missed);
    }

    [CorpusFact]
    public void UnstructuredFields_AreThoseExpected()
    {
        var tests = Tests("unstructured.json").ToList();
        var missed = tests
            .Select(t => (t.Header, Expected: t.Expected.GetString() ?? "", Found: Field(t.Header)))
            .Where(t => Squeeze(t.Expected) != Squeeze(t.Found))
            .Select(t => $"{t.Header}: expected {t.Expected}, found {t.Found}")
            .ToList();

        Assert.True(missed.Count * 50 <= tests.Count, string.Join('\n', missed));
    }

    [CorpusFact]
    public void Addresses_AreThoseExpected()
    {
        var tests = Tests("address.json").Where(t => !t.Header.Contains("://", StringComparison.Ordinal) && !t.Header.Contains("mailto:", StringComparison.Ordinal)).ToList();
        var missed = tests
            .Select(t => (t.Header, Expected: Expected(t.Expected), Found: string.Join(' ', AddressList.Parse(FirstField(t.Header)).Select(a => a.Address).Where(a => a.Length > 0))))
            .Where(t => t.Expected != t.Found)
            .Select(t => $"{t.Header}: expected {t.Expected}, found {t.Found}")
            .ToList();

        Assert.True(missed.Count * 50 <= tests.Count, string.Join('\n', missed));
    }

    private static IEnumerable<(string Header, JsonElement Expected)> Tests(string file)
    {
        var text = File.ReadAllText(Path.Combine(Corpus.Root!, "stalwart-mail-parser", file));
        return JsonDocument.Parse(text).RootElement.EnumerateArray().Select(t => (t.GetProperty("header").GetString()!, t.GetProperty("expected")));
    }

    private static DateTimeOffset? DateOf(JsonElement e)
    {
        int Get(string name) => e.GetProperty(name).GetInt32();
        var offset = new TimeSpan(Get("tz_hour"), Get("tz_minute"), 0);
        return new DateTimeOffset(Get("year"), Get("month"), Get("day"), Get("hour"), Get("minute"), Get("second"), e.GetProperty("tz_before_gmt").GetBoolean() ? -offset : offset);
    }

    /// <summary>The test ends at the first line end that no blank follows, as a header would.</summary>
    private static byte[] FirstField(string header)
    {
        var view = MimeMessage.Parse(Encoding.UTF8.GetBytes("X: " + header));
        return view.Root.Headers.FirstRaw("X")!.Value.ToArray();
    }

    private static string Field(string header) => MimeMessage.Parse(Encoding.UTF8.GetBytes("X: " + header)).Root.Headers.First("X")!;

    private static string Squeeze(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Addresses in order, blanks and source routes left out of them.</summary>
    private static string Expected(JsonElement e) => string.Join(' ', AddressesIn(e).Select(a => a[(a.StartsWith('@') ? a.IndexOf(':', StringComparison.Ordinal) + 1 : 0)..].Replace(" ", "", StringComparison.Ordinal)));

    private static IEnumerable<string> AddressesIn(JsonElement e)
    {
        if (e.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        var (list, group) = (e.TryGetProperty("List", out var l), e.TryGetProperty("Group", out var g));
        var items = list ? l.EnumerateArray() : group ? g.EnumerateArray().SelectMany(x => x.GetProperty("addresses").EnumerateArray()) : (IEnumerable<JsonElement>)[];
        return items.Select(i => i.GetProperty("address").GetString()).OfType<string>();
    }

    /// <summary>Parts that hold nothing, not even the name of a file, are nothing to a reader, however many of them a broken mail makes.</summary>
    private static bool Matches(string file)
    {
        var expected = ExpectedLeaves(JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(file, ".json"))).RootElement).Where(l => l.Content.Length > 0).ToList();
        var found = Leaves(MimeMessage.Parse(File.ReadAllBytes(file))).Where(p => p.FileName != null || !p.RawBody.Span.Trim(" \t\r\n"u8).IsEmpty).ToList();
        return expected.Count == found.Count
            && expected.Zip(found).All(p => p.First.Content == Trim(p.First.IsText ? p.Second.DecodeText() : Encoding.Latin1.GetString(Sample.ReadAll(p.Second.OpenDecoded()))));
    }

    private static string Trim(string text) => text.ReplaceLineEndings("\n").TrimEnd();

    private static IEnumerable<MimePart> Leaves(MimeMessage message)
    {
        foreach (var part in message.Root.SelfAndDescendants().Where(p => p.Children.Count == 0 && !(p.IsMultipart && p.RawBody.Span.Trim(" \t\r\n"u8).IsEmpty)))
        {
            if (part.IsMessage && part.TransferEncoding != TransferEncoding.Identity)
            {
                foreach (var inner in Leaves(MimeMessage.Parse(Sample.ReadAll(part.OpenDecoded()))))
                {
                    yield return inner;
                }
            }
            else
            {
                yield return part;
            }
        }
    }

    private static IEnumerable<(bool IsText, string Content)> ExpectedLeaves(JsonElement message)
    {
        foreach (var part in message.GetProperty("parts").EnumerateArray())
        {
            var body = part.GetProperty("body").EnumerateObject().First();
            switch (body.Name)
            {
                case "Multipart":
                    break;
                case "Message":
                    foreach (var inner in ExpectedLeaves(body.Value))
                    {
                        yield return inner;
                    }

                    break;
                case "Text" or "Html":
                    yield return (true, Trim(body.Value.GetString()!));
                    break;
                default:
                    yield return (false, Trim(Encoding.Latin1.GetString([.. body.Value.EnumerateArray().Select(b => b.GetByte())])));
                    break;
            }
        }
    }
}
