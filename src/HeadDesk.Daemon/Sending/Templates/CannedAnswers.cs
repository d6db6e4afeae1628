using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>
/// Canned answers: <c>answers/NAME.md</c> below the templates, plain text with the fields of a ticket, in the ticket's language where there is one.
/// The admin's own file goes before the shipped one of its name; an empty one takes that away.
/// </summary>
internal sealed class CannedAnswers(TemplateFolders folders, DeskSettings settings)
{
    private const int MaxFiles = 500;
    private const string Folder = "answers";

    /// <summary>What may be named, by file names without their ending.</summary>
    public IReadOnlyList<string> Names() => [.. Files().Where(name => !IsTakenAway(name)).Order(StringComparer.Ordinal)];

    /// <summary>Those that exist, ready to be sent. A name comes from a mail: only one of <see cref="Names"/> ever becomes a path.</summary>
    /// <param name="ticket">Null where the mail is about none: there is nothing to fill in, and nobody to answer.</param>
    public Rendered Render(IEnumerable<string> names, Ticket? ticket, StaffMember by)
    {
        var files = Files();
        var rendered = new Rendered();
        foreach (var asked in names)
        {
            if (!files.TryGetValue(asked, out var name) || IsTakenAway(name))
            {
                continue;
            }

            try
            {
                if ((ticket is null ? name : Render(name, ticket, by)) is { Length: > 0 } text)
                {
                    rendered.Texts[name] = text;
                }
            }
            catch (TemplateException e)
            {
                rendered.Broken[name] = e.Message; // its sender hears of it; the mailbox must not stand still for it
            }
        }

        return rendered;
    }

    /// <summary>Tries every answer in every language, so that a start fails at once.</summary>
    /// <returns>One for each that is broken.</returns>
    public IEnumerable<TemplateException> Check(bool shippedToo = false)
    {
        foreach (var name in Files())
        {
            var own = folders.AllLanguages.SelectMany(l => folders.OwnFiles(FileOf(name), l).Select(f => new TemplatePlace(f, l, IsShipped: false)));
            foreach (var place in own.Concat(folders.Languages.SelectMany(l => folders.Places(FileOf(name), l)).Where(p => shippedToo && p.IsShipped)).Distinct())
            {
                if (Refusal(place) is { } refusal)
                {
                    yield return refusal;
                }
            }
        }
    }

    /// <returns>Null where there is no such answer in a language that would do.</returns>
    /// <exception cref="TemplateException">The answer is broken; it must not go out half.</exception>
    public string? Render(string name, Ticket ticket, StaffMember by) =>
        PlaceOf(name, ticket.Language) is { } place ? Compile(place)?.Render(ticket, settings, by) : null;

    private AnswerTemplate? Compile(TemplatePlace place) =>
        new TemplateReader(folders, place).Read(typeof(AnswerModel), hasSubject: false) is { } source ? AnswerTemplate.Compile(source, place) : null;

    private TemplateException? Refusal(TemplatePlace place)
    {
        try
        {
            Compile(place);
            return null;
        }
        catch (TemplateException e)
        {
            return e;
        }
    }

    private TemplatePlace? PlaceOf(string name, string? language)
    {
        foreach (var place in folders.Places(FileOf(name), language).Where(p => File.Exists(p.File)))
        {
            return place;
        }

        return null;
    }

    // An empty file, in the desk's own language or where it is the only one.
    private bool IsTakenAway(string name) => PlaceOf(name, folders.Own) is { } place && new FileInfo(place.File).Length == 0;

    private static string FileOf(string name) => Path.Combine(Folder, name + ".md");

    private HashSet<string> Files()
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var places = folders.AllLanguages.SelectMany(l => new[] { Path.Combine(folders.Directory, l), Path.Combine(TemplateFolders.Shipped, l) })
            .Prepend(TemplateFolders.Shipped).Prepend(folders.Directory);
        foreach (var folder in places.Select(f => new DirectoryInfo(Path.Combine(f, Folder))).Where(f => f.Exists))
        {
            names.UnionWith(folder.EnumerateFiles("*.md").Take(MaxFiles).Select(f => Path.GetFileNameWithoutExtension(f.Name)));
        }

        return names;
    }

    /// <summary>What became of the answers that were asked for, by name.</summary>
    internal sealed class Rendered
    {
        public static Rendered None { get; } = new();

        public Dictionary<string, string> Texts { get; } = new(StringComparer.OrdinalIgnoreCase);

        /// <summary>With the reason.</summary>
        public Dictionary<string, string> Broken { get; } = new(StringComparer.OrdinalIgnoreCase);
    }
}
