using HeadDesk.Daemon.Configuration;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>Where the template of a name may stand: the admin's folder before the shipped one, the language that is wanted before the desk's own.</summary>
/// <remarks>
/// The admin's files in the desk's own language stand in the folder itself or in the one named for the language; all others in <c>de/</c> and the like.
/// The shipped English ones stand at the top.
/// </remarks>
/// <param name="Directory">The admin's folder; need not exist.</param>
/// <param name="Languages">The desk's, its own first.</param>
internal sealed record TemplateFolders(string Directory, IReadOnlyList<string> Languages)
{
    private const string ShippedLanguage = "en";

    public static string Shipped { get; } = Path.Combine(AppContext.BaseDirectory, "templates");

    public static TemplateFolders Of(LoadedConfiguration configuration, DeskSettings settings) => new(configuration.PathOf(configuration.Options.Templates.Directory), settings.Languages);

    public string Own => Languages[0];

    /// <summary>The desk's, and whatever folder of the admin's is named like one.</summary>
    public IEnumerable<string> AllLanguages =>
        Languages.Concat(System.IO.Directory.Exists(Directory) ? System.IO.Directory.EnumerateDirectories(Directory).Select(d => Path.GetFileName(d)).Where(IsPlain).Order(StringComparer.Ordinal) : []).Distinct();

    /// <summary>First the one that counts, if there is a file.</summary>
    /// <param name="name">Relative, e.g. <c>assigned.md</c>.</param>
    /// <param name="language">One that the desk does not speak is as good as none.</param>
    public IEnumerable<TemplatePlace> Places(string name, string? language)
    {
        var wanted = language is not null && Languages.Contains(language) ? language : Own;
        foreach (var speech in new[] { wanted, Own, ShippedLanguage }.Distinct())
        {
            foreach (var file in OwnFiles(name, speech))
            {
                yield return new TemplatePlace(file, speech, IsShipped: false);
            }

            yield return new TemplatePlace(speech == ShippedLanguage ? Path.Combine(Shipped, name) : Path.Combine(Shipped, speech, name), speech, IsShipped: true);
        }
    }

    /// <summary>The admin's files of that name, in one language.</summary>
    public IEnumerable<string> OwnFiles(string name, string language)
    {
        yield return Path.Combine(Directory, language, name);
        if (language == Own)
        {
            yield return Path.Combine(Directory, name);
        }
    }

    // A language was read from a stranger's mail: nothing but letters may become part of a path, and only of those that the desk speaks.
    public static bool IsPlain(string? language) => language is { Length: 2 or 3 } && language.All(char.IsAsciiLetterLower);
}

/// <param name="Language">That the file is written in.</param>
internal readonly record struct TemplatePlace(string File, string Language, bool IsShipped);
