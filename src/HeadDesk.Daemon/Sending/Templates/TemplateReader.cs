using HeadDesk.Daemon.Sending.Templates.Checking;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>Reads a template with its partials, and knows afterwards which files it depends on.</summary>
internal sealed class TemplateReader(TemplateFolders folders, TemplatePlace place)
{
    private readonly Dictionary<string, DateTime> _seen = [];

    /// <summary>Files that made it, or would take a part in it if they were there, with when they were last written.</summary>
    public IReadOnlyDictionary<string, DateTime> Seen => _seen;

    /// <returns>Null where there is no such file.</returns>
    /// <exception cref="TemplateException">The file cannot be read, or something in it is wrong.</exception>
    public TemplateSource? Read(Type model, bool hasSubject)
    {
        if (Text(place.File) is not { } text)
        {
            return null;
        }

        var source = TemplateSource.Read(place.File, text, Partial, hasSubject);
        return source.IsEmpty || TemplateCheck.Of(source, model) is not { Count: > 0 } faults ? source : throw TemplateException.Wrong(faults);
    }

    private (string File, string Text)? Partial(string name)
    {
        foreach (var candidate in folders.Places(Path.Combine("partials", name + ".md"), place.Language))
        {
            if (Text(candidate.File) is { } text)
            {
                return (candidate.File, text);
            }
        }

        return null;
    }

    private string? Text(string file)
    {
        _seen[file] = File.GetLastWriteTimeUtc(file); // Before the file is read: what changes meanwhile is read again.
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TemplateException.Unreadable(file, e);
        }
    }
}
