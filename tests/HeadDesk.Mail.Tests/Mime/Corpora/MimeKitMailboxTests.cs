using System.Text;
using System.Text.Json;
using HeadDesk.Mail.Mime;

namespace HeadDesk.Mail.Tests.Mime.Corpora;

/// <summary>The mbox files of the mimekit set come with the type and the offsets of every part of every message.</summary>
public sealed class MimeKitMailboxTests
{
    /// <summary>
    /// The one attachment of issue1189 lacks the blank line before its base64: expected is a header that swallows it all, ours is the
    /// content saved.
    /// </summary>
    private const string BlankLineMissing = "application/x-zip-compressed";

    [CorpusFact]
    public void PartsAndOffsets_AreThoseExpected()
    {
        var compared = 0;
        var missed = new List<string>();
        foreach (var (mailbox, expectation) in Mailboxes())
        {
            foreach (var expected in expectation.EnumerateArray())
            {
                var (begin, end) = (Offset(expected, "beginOffset"), Offset(expected, "endOffset"));
                var message = MimeMessage.Parse(mailbox.AsMemory(begin, end - begin));
                var difference = Difference(expected.GetProperty("body"), message.Root, begin);
                compared++;
                if (difference != null)
                {
                    missed.Add($"message at {begin}: {difference}");
                }
            }
        }

        Assert.True(compared > 30, $"{compared} messages compared");
        Assert.Empty(missed);
    }

    private static IEnumerable<(byte[] Mailbox, JsonElement Expectation)> Mailboxes()
    {
        var folder = Path.Combine(Corpus.Root!, "mimekit", "mbox");
        foreach (var name in (string[])["content-length", "issue1189"])
        {
            var unix = File.ReadAllText(Path.Combine(folder, $"{name}.mbox.txt"), Encoding.Latin1).Replace("\r\n", "\n", StringComparison.Ordinal);
            yield return (Encoding.Latin1.GetBytes(unix), Json(Path.Combine(folder, $"{name}.unix-offsets.json")));
            yield return (Encoding.Latin1.GetBytes(unix.Replace("\n", "\r\n", StringComparison.Ordinal)), Json(Path.Combine(folder, $"{name}.dos-offsets.json")));
        }
    }

    /// <returns>what differs first, or null</returns>
    private static string? Difference(JsonElement expected, MimePart found, int origin)
    {
        var type = expected.GetProperty("mimeType").GetString()!.ToLowerInvariant();
        var (header, body) = (Offset(expected, "beginOffset") - origin, Offset(expected, "headersEndOffset") - origin);
        if (type != found.MediaType || header != found.HeaderStart || (body != found.BodyStart && type != BlankLineMissing))
        {
            return $"expected {type} [{header},{body}], found {found.MediaType} [{found.HeaderStart},{found.BodyStart}]";
        }

        if (expected.TryGetProperty("message", out var inner))
        {
            return found.Children.Count == 1 ? Difference(inner.GetProperty("body"), found.Children[0], origin) : $"{type}: no message in it";
        }

        var children = expected.TryGetProperty("children", out var list) ? list.EnumerateArray().ToList() : [];
        return children.Count != found.Children.Count
            ? $"{type}: expected {children.Count} parts, found {found.Children.Count}"
            : children.Select((child, i) => Difference(child, found.Children[i], origin)).FirstOrDefault(d => d != null);
    }

    private static JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllText(file)).RootElement;

    private static int Offset(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
