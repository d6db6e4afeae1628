using System.Collections.Concurrent;
using HeadDesk.Daemon.Sending.Templates.Checking;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>
/// Compiled templates by file. An edited file, or partial, takes effect within a second; a broken one is refused and the last good one stays in force.
/// </summary>
/// <param name="compile">Makes a template of a source that was checked.</param>
/// <param name="refused">Told of each refusal.</param>
internal sealed class TemplateCache<T>(TemplateFolders folders, TimeProvider time, Func<TemplateSource, TemplatePlace, T> compile, Action<TemplateException> refused)
    where T : class
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Cached> _cache = new();

    private sealed record Cached(T? Template, IReadOnlyDictionary<string, DateTime> Seen, long LookedAt);

    /// <returns>Null where there is no such file, or where it never was a good one.</returns>
    public T? Load(TemplatePlace place, Type model, bool hasSubject)
    {
        var known = _cache.GetValueOrDefault(place.File);
        if (known is not null && time.GetElapsedTime(known.LookedAt) < LookAgainAfter)
        {
            return known.Template;
        }

        if (known is null || known.Seen.Any(f => File.GetLastWriteTimeUtc(f.Key) != f.Value))
        {
            known = Read(place, model, hasSubject, known?.Template);
        }

        _cache[place.File] = known with { LookedAt = time.GetTimestamp() };
        return known.Template;
    }

    /// <exception cref="TemplateException">The template is broken.</exception>
    public T? Compile(TemplatePlace place, Type model, bool hasSubject) => Compile(new TemplateReader(folders, place), place, model, hasSubject);

    private T? Compile(TemplateReader reader, TemplatePlace place, Type model, bool hasSubject) =>
        reader.Read(model, hasSubject) is { } source ? compile(source, place) : null;

    private Cached Read(TemplatePlace place, Type model, bool hasSubject, T? lastGood)
    {
        var reader = new TemplateReader(folders, place);
        try
        {
            return new Cached(Compile(reader, place, model, hasSubject), reader.Seen, 0);
        }
        catch (TemplateException e)
        {
            refused(e);
            return new Cached(lastGood, reader.Seen, 0);
        }
    }
}
