using System.Collections.Concurrent;
using HeadDesk.Daemon.Sending.Templates.Notices;
using HeadDesk.Rules.Notices;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>
/// Compiled templates by file. An edited file, or partial, takes effect within a second; a broken one is refused and the last good one stays in force.
/// </summary>
/// <param name="refused">Told of each refusal.</param>
internal sealed class TemplateCache(TemplateFolders folders, TimeProvider time, Action<TemplateException> refused)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Cached> _cache = new();

    private sealed record Cached(NoticeTemplate? Template, IReadOnlyDictionary<string, DateTime> Seen, long LookedAt);

    /// <returns>Null where there is no such file, or where it never was a good one.</returns>
    public NoticeTemplate? Load(TemplatePlace place, NoticeKind kind)
    {
        var known = _cache.GetValueOrDefault(place.File);
        if (known is not null && time.GetElapsedTime(known.LookedAt) < LookAgainAfter)
        {
            return known.Template;
        }

        if (known is null || known.Seen.Any(f => File.GetLastWriteTimeUtc(f.Key) != f.Value))
        {
            known = Read(place, kind, known?.Template);
        }

        _cache[place.File] = known with { LookedAt = time.GetTimestamp() };
        return known.Template;
    }

    /// <exception cref="TemplateException">The template is broken.</exception>
    public NoticeTemplate? Compile(TemplatePlace place, NoticeKind kind) => Compile(new TemplateReader(folders, place), place, kind);

    private static NoticeTemplate? Compile(TemplateReader reader, TemplatePlace place, NoticeKind kind) =>
        reader.Read(NoticeModels.TypeOf(kind), hasSubject: true) is { } source ? NoticeTemplate.Compile(source, kind, place.Language) : null;

    private Cached Read(TemplatePlace place, NoticeKind kind, NoticeTemplate? lastGood)
    {
        var reader = new TemplateReader(folders, place);
        try
        {
            return new Cached(Compile(reader, place, kind), reader.Seen, 0);
        }
        catch (TemplateException e)
        {
            refused(e);
            return new Cached(lastGood, reader.Seen, 0);
        }
    }
}
