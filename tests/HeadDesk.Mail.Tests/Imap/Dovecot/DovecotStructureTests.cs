using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Tests.Mime.Corpora;
using Xunit.Abstractions;

namespace HeadDesk.Mail.Tests.Imap.Dovecot;

/// <summary>A second opinion on every mail of the corpora: the structure that Dovecot's own parser sees.</summary>
public sealed class DovecotStructureTests(DovecotWithoutNothing server, ITestOutputHelper output) : IClassFixture<DovecotWithoutNothing>
{
    private readonly CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));

    [CorpusFact]
    public async Task Structures_AreThoseThatDovecotSees()
    {
        var files = Corpus.Messages().Where(f => new FileInfo(f).Length > 0).ToList();
        var seen = await SeenByDovecotAsync(files);
        var others = new List<string>();
        foreach (var file in files)
        {
            var (theirs, ours) = (seen.GetValueOrDefault(file) is { } structure ? ShapeOf(structure) : "not told", ShapeOf(MimeMessage.Parse(await File.ReadAllBytesAsync(file)).Root));
            if (theirs != ours)
            {
                others.Add($"{Path.GetRelativePath(Corpus.Root!, file)}\n  Dovecot  {theirs}\n  Head Desk {ours}");
            }
        }

        output.WriteLine($"{files.Count - others.Count} of {files.Count} structures as Dovecot sees them; otherwise:\n{string.Join('\n', others)}");
        Assert.True(others.Count * 20 <= files.Count, string.Join('\n', others));
    }

    [CorpusFact]
    public async Task WhereAnotherParserSeesOtherwise_DovecotSeesWhatWeSee()
    {
        var files = StalwartTests.Differently.Keys.ToDictionary(name => Path.Combine(StalwartTests.Folder, name + ".eml"));
        var seen = await SeenByDovecotAsync([.. files.Keys]);
        Assert.All(files, file => Assert.Equal((file.Value, ShapeOf(MimeMessage.Parse(File.ReadAllBytes(file.Key)).Root)), (file.Value, ShapeOf(seen[file.Key]))));
    }

    private async Task<Dictionary<string, BodyPart>> SeenByDovecotAsync(IReadOnlyList<string> files)
    {
        await using var client = await server.LogInAsync(server.Servers.CreateAccount(), limit.Token);
        var known = new Dictionary<uint, string>();
        foreach (var file in files)
        {
            await using var stream = File.OpenRead(file);
            known[(await client.AppendAsync("INBOX", MessageFlags.None, null, stream, stream.Length, limit.Token)).Uid] = file;
        }

        await client.SelectAsync("INBOX", limit.Token);
        using var fetched = await client.FetchAsync(UidSet.Of(known.Keys), new FetchItems { Structure = true }, limit.Token);
        return fetched.Messages.Where(m => m.Structure is not null).ToDictionary(m => known[m.Uid], m => m.Structure!);
    }

    private static string ShapeOf(BodyPart part) => Shape($"{part.Type}/{part.Subtype}", part.Children.Select(ShapeOf));

    private static string ShapeOf(MimePart part) => Shape(part.MediaType, part.Children.Select(ShapeOf));

    // A server must show a multipart without parts as one with an empty text (RFC 9051 §9, body-type-mpart), and looks into no message but message/rfc822.
    private static string Shape(string type, IEnumerable<string> children)
    {
        var inner = type.StartsWith("message/", StringComparison.Ordinal) && type != "message/rfc822" ? "" : string.Join(", ", children);
        return inner.Length > 0 ? $"{type}({inner})" : type.StartsWith("multipart/", StringComparison.Ordinal) ? $"{type}(text/plain)" : type;
    }
}
