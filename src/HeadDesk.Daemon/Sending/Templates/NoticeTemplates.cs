using System.Collections.Concurrent;
using HeadDesk.Rules.Notices;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>
/// The templates of a desk: the admin's own file first, the shipped one otherwise; the requester's language first, the default
/// otherwise. An edited file takes effect within a second; a broken one is refused and the last good one stays in force.
/// </summary>
internal sealed partial class NoticeTemplates(string directory, TimeProvider time, ILogger<NoticeTemplates> logger)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);
    internal static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "templates");
    private readonly ConcurrentDictionary<string, Cached> _cache = new();

    private readonly record struct Cached(NoticeTemplate? Template, DateTime Written, long LookedAt);

    /// <exception cref="TemplateException">There is no usable template of that kind at all.</exception>
    public NoticeTemplate For(NoticeKind kind, string? language)
    {
        var name = FileNameOf(kind);
        return (IsPlain(language) ? Load(Path.Combine(directory, language!, name)) ?? Load(Path.Combine(Shipped, language!, name)) : null)
            ?? Load(Path.Combine(directory, name))
            ?? Load(Path.Combine(Shipped, name))
            ?? throw TemplateException.Missing(name, directory);
    }

    /// <summary>Compiles every template, so that a start fails at once where there is no last good one to fall back on.</summary>
    /// <exception cref="TemplateException">A template of the admin's is broken, in whatever language, or one is missing.</exception>
    public void CheckAll()
    {
        var languages = Directory.Exists(directory) ? Directory.EnumerateDirectories(directory).Select(Path.GetFileName).Where(IsPlain) : [];
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            foreach (var file in languages.Prepend("").Select(l => Path.Combine(directory, l!, FileNameOf(kind))).Where(File.Exists))
            {
                Compile(file);
            }

            For(kind, null);
        }
    }

    /// <summary>new-mail.md for <see cref="NoticeKind.NewMail"/>.</summary>
    internal static string FileNameOf(NoticeKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString())) + ".md";

    // The language was read from a stranger's mail: nothing but letters may become part of a path.
    private static bool IsPlain(string? language) => language is { Length: 2 or 3 } && language.All(char.IsAsciiLetterLower);

    private NoticeTemplate? Load(string file)
    {
        var known = _cache.TryGetValue(file, out var cached);
        if (known && time.GetElapsedTime(cached.LookedAt) < LookAgainAfter)
        {
            return cached.Template;
        }

        var written = File.GetLastWriteTimeUtc(file);
        if (!known || written != cached.Written)
        {
            cached = new Cached(Read(file, cached.Template), written, 0);
        }

        _cache[file] = cached with { LookedAt = time.GetTimestamp() };
        return cached.Template;
    }

    private NoticeTemplate? Read(string file, NoticeTemplate? lastGood)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return Compile(file);
        }
        catch (TemplateException e)
        {
            LogRefused(e.Message);
            return lastGood;
        }
    }

    private static NoticeTemplate Compile(string file)
    {
        try
        {
            return NoticeTemplate.Compile(file, File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TemplateException.Unreadable(file, e);
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error, Message = "template refused, the last good one stays in force: {Reason}")]
    private partial void LogRefused(string reason);
}
