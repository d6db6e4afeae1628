using HeadDesk.Rules.Notices;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>The templates of a desk: the requester's language first, the admin's own file before the shipped one.</summary>
internal sealed partial class NoticeTemplates
{
    private readonly ILogger<NoticeTemplates> _logger;
    private readonly TemplateFolders _folders;
    private readonly TemplateCache _cache;

    public NoticeTemplates(TemplateFolders folders, TimeProvider time, ILogger<NoticeTemplates> logger)
    {
        (_folders, _logger) = (folders, logger);
        _cache = new TemplateCache(folders, time, e => LogRefused(e.Message));
    }

    /// <exception cref="TemplateException">There is no usable template of that kind at all.</exception>
    public NoticeTemplate For(NoticeKind kind, string? language)
    {
        var name = FileNameOf(kind);
        foreach (var place in _folders.Places(name, language))
        {
            if (_cache.Load(place, kind) is { } template)
            {
                // Who switched a notice off in the desk's own language does not want it in another one either, unless they wrote it.
                return place.IsShipped && place.Language != _folders.Own && OwnIsEmpty(kind, name) ? NoticeTemplate.Off : template;
            }
        }

        throw TemplateException.Missing(name, _folders.Directory);
    }

    /// <summary>Compiles every template of the admin's in whatever language, so that a start fails at once where there is no last good one to fall back on.</summary>
    /// <param name="shippedToo">For a check of all; the shipped ones are tested before they are shipped.</param>
    /// <returns>One for each template that is broken.</returns>
    public IEnumerable<TemplateException> Check(bool shippedToo = false)
    {
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            foreach (var place in Places(kind, shippedToo))
            {
                if (Refusal(place, kind) is { } refusal)
                {
                    yield return refusal;
                }
            }
        }
    }

    /// <summary>new-mail.md for <see cref="NoticeKind.NewMail"/>.</summary>
    public static string FileNameOf(NoticeKind kind) => NameOf(kind) + ".md";

    public static string NameOf(NoticeKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    private IEnumerable<TemplatePlace> Places(NoticeKind kind, bool shippedToo)
    {
        foreach (var language in _folders.AllLanguages)
        {
            foreach (var file in _folders.OwnFiles(FileNameOf(kind), language))
            {
                yield return new TemplatePlace(file, language, IsShipped: false);
            }
        }

        foreach (var place in _folders.Languages.SelectMany(l => _folders.Places(FileNameOf(kind), l)).Where(p => shippedToo && p.IsShipped).Distinct())
        {
            yield return place;
        }
    }

    private TemplateException? Refusal(TemplatePlace place, NoticeKind kind)
    {
        try
        {
            _cache.Compile(place, kind);
            return null;
        }
        catch (TemplateException e)
        {
            return e;
        }
    }

    private bool OwnIsEmpty(NoticeKind kind, string name) =>
        _folders.OwnFiles(name, _folders.Own)
            .Select(file => _cache.Load(new TemplatePlace(file, _folders.Own, IsShipped: false), kind))
            .FirstOrDefault(t => t is not null) is { IsEmpty: true };

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error, Message = "template refused, the last good one stays in force: {Reason}")]
    private partial void LogRefused(string reason);
}
