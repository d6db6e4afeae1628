using System.Text;
using System.Text.RegularExpressions;

namespace HeadDesk.Daemon.Sending.Templates.Checking;

/// <summary>The text of a template with its partials put in, each line still knowing where it was written.</summary>
/// <remarks>A partial stands on a line of its own, <c>{{&gt; signature}}</c>, and holds no other partial.</remarks>
internal sealed partial class TemplateSource
{
    private const string SubjectKey = "subject:";

    private readonly List<TemplateLine> _lines = [];
    private readonly List<TemplateFault> _faults = [];

    private TemplateSource(string file) => File = file;

    public string File { get; }

    public IReadOnlyList<TemplateLine> Lines => _lines;

    /// <summary>Partials that do not exist, a subject that is missing.</summary>
    public IReadOnlyList<TemplateFault> Faults => _faults;

    /// <summary>Nothing is written in the file itself.</summary>
    public bool IsEmpty { get; private init; }

    /// <summary>Of a notice; empty in an answer.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>Everything below the subject, lines ended by LF.</summary>
    public string Body
    {
        get
        {
            var body = new StringBuilder();
            foreach (var line in _lines.Where(l => !l.IsSubject))
            {
                body.Append(line.Text).Append('\n');
            }

            return body.ToString();
        }
    }

    /// <param name="partials">By name; null for one that does not exist.</param>
    /// <param name="hasSubject">The first line says it, the second is empty.</param>
    public static TemplateSource Read(string file, string text, Func<string, (string File, string Text)?> partials, bool hasSubject)
    {
        var source = new TemplateSource(file) { IsEmpty = string.IsNullOrWhiteSpace(text) };
        var lines = Split(text);
        var from = source.IsEmpty || !hasSubject ? 0 : source.ReadSubject(lines);
        for (var i = from; i < lines.Length; i++)
        {
            if (Partial().Match(lines[i]) is { Success: true } match)
            {
                source.Include(match.Groups[1], i + 1, partials);
            }
            else
            {
                source._lines.Add(new TemplateLine(file, i + 1, lines[i]));
            }
        }

        return source;
    }

    private int ReadSubject(string[] lines)
    {
        if (!lines[0].StartsWith(SubjectKey, StringComparison.OrdinalIgnoreCase) || lines.Length < 2)
        {
            _faults.Add(new TemplateFault(File, 1, 0, "a template begins with \"subject: …\", an empty line and the body"));
            return 0;
        }

        Subject = lines[0][SubjectKey.Length..].Trim();
        _lines.Add(new TemplateLine(File, 1, lines[0]) { IsSubject = true });
        var body = 1;
        while (body < lines.Length - 1 && lines[body].Length == 0)
        {
            body++;
        }

        return body;
    }

    private void Include(Group name, int number, Func<string, (string File, string Text)?> partials)
    {
        if (partials(name.Value) is not (var file, var text))
        {
            _faults.Add(new TemplateFault(File, number, name.Index + 1, $"there is no partial {name.Value}"));
            return;
        }

        var lines = Split(text.TrimEnd());
        for (var i = 0; i < lines.Length; i++)
        {
            _lines.Add(new TemplateLine(file, i + 1, lines[i]));
        }
    }

    private static string[] Split(string text) => text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');

    [GeneratedRegex(@"^\s*\{\{~?>\s*([A-Za-z0-9-]{1,60})\s*~?\}\}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Partial();
}

/// <param name="Number">From 1.</param>
internal sealed record TemplateLine(string File, int Number, string Text)
{
    public bool IsSubject { get; init; }
}
