using HeadDesk.Daemon.Sending.Templates.Checking;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>Looks over the admin's templates and answers as a whole: at a start, when asked, and whenever a file there has changed.</summary>
internal sealed class TemplateWatch(TemplateFolders folders, NoticeTemplates notices, CannedAnswers answers)
{
    /// <summary>A folder of templates holds a hundred files or so; past this nobody meant it to be one.</summary>
    private const int MaxFiles = 2_000;

    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true };
    private HashSet<string> _known = [];
    private int _state;

    public TemplateFolders Folders => folders;

    public NoticeTemplates Notices => notices;

    public CannedAnswers Answers => answers;

    /// <summary>The same files and what is known of them, with answers that speak by other settings.</summary>
    public TemplateWatch With(CannedAnswers others) => new(folders, notices, others) { _known = _known, _state = _state };

    /// <exception cref="TemplateException">One is broken.</exception>
    public void Demand()
    {
        foreach (var refusal in notices.Check().Concat(answers.Check()))
        {
            throw refusal;
        }

        _state = StateOfFolder();
    }

    /// <summary>All that is wrong, also with the shipped ones, and files whose name is no notice's.</summary>
    public IReadOnlyList<TemplateFault> Faults() =>
        [.. notices.Check(shippedToo: true).Concat(answers.Check(shippedToo: true)).SelectMany(e => e.Faults).Concat(Misnamed()).Distinct()];

    /// <summary>What is broken now and was not when last asked. Costs little while no file changes.</summary>
    public IReadOnlyList<TemplateFault> News()
    {
        var state = StateOfFolder();
        if (state == _state)
        {
            return [];
        }

        _state = state;
        var faults = notices.Check().Concat(answers.Check()).SelectMany(e => e.Faults).Distinct().ToList();
        var news = faults.Where(f => !_known.Contains(f.ToString())).ToList();
        _known = [.. faults.Select(f => f.ToString())];
        return news;
    }

    private IEnumerable<TemplateFault> Misnamed()
    {
        var names = Enum.GetValues<NoticeKind>().Select(NoticeTemplates.FileNameOf).ToList();
        foreach (var folder in folders.AllLanguages.Select(l => Path.Combine(folders.Directory, l)).Prepend(folders.Directory).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.md").Where(f => !names.Contains(Path.GetFileName(f)) && Path.GetFileName(f) != "README.md"))
            {
                yield return new TemplateFault(file, 0, 0, "no notice has this name", Nearest.Of(Path.GetFileName(file), names));
            }
        }
    }

    private int StateOfFolder()
    {
        var state = default(HashCode);
        if (Directory.Exists(folders.Directory))
        {
            foreach (var file in new DirectoryInfo(folders.Directory).EnumerateFiles("*.md", Deep).Take(MaxFiles))
            {
                state.Add(HashCode.Combine(file.FullName, file.LastWriteTimeUtc, file.Length));
            }
        }

        return state.ToHashCode();
    }
}
