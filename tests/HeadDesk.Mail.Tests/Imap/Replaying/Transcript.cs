namespace HeadDesk.Mail.Tests.Imap.Replaying;

/// <summary>
/// A recorded conversation. <c>! action</c> is what the caller does, <c>C:</c> what the client then has to send, <c>S:</c> what
/// the server says, <c>=</c> what the caller has to get; <c>#</c> explains. Lines of a literal stand on lines of their own.
/// </summary>
internal sealed record Transcript(IReadOnlyList<TranscriptStep> Steps)
{
    public static Transcript Load(string name) => Parse(File.ReadAllLines(Path.Combine(Folder, $"{name}.imap")));

    public static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Folder, "*.imap", SearchOption.AllDirectories)
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(Folder, file), null))
            .Order(StringComparer.Ordinal);

    public static Transcript Parse(IEnumerable<string> lines)
    {
        var steps = new List<TranscriptStep>();
        foreach (var line in lines)
        {
            var text = line.Length > 3 ? line[3..] : "";
            switch (line)
            {
                case ['!', ' ', ..]:
                    steps.Add(new TranscriptStep(line[2..], [], []));
                    break;
                case ['C' or 'S', ':', ..]:
                    steps[^1].Dialogue.Add((line[0] == 'S', text));
                    break;
                case ['=', ' ', ..]:
                    steps[^1].Results.Add(line[2..]);
                    break;
                case "" or ['#', ..]:
                    break;
                default:
                    throw new InvalidDataException($"no line of a transcript: {line}");
            }
        }

        return new Transcript(steps);
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Transcripts");
}

internal sealed record TranscriptStep(string Action, List<(bool FromServer, string Text)> Dialogue, List<string> Results);
