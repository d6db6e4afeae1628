using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>
/// Canned answers: <c>answers/NAME.md</c> below the templates, plain text with the fields of a ticket. The admin's own file goes
/// before the shipped one of its name; an empty one takes that away.
/// </summary>
internal sealed class CannedAnswers(string directory, DeskSettings settings)
{
    private const int MaxFiles = 500;
    private const string Ending = ".md";

    /// <summary>What may be named, by file names without their ending.</summary>
    public IReadOnlyList<string> Names() => [.. Files().Where(f => f.Value.Length > 0).Select(f => f.Key).Order(StringComparer.Ordinal)];

    /// <summary>Those that exist, ready to be sent. A name comes from a mail: only one of <see cref="Names"/> ever becomes a path.</summary>
    /// <param name="ticket">Null where the mail is about none: there is nothing to fill in, and nobody to answer.</param>
    public Rendered Render(IEnumerable<string> names, Ticket? ticket, StaffMember by)
    {
        var files = Files();
        var rendered = new Rendered();
        foreach (var name in names)
        {
            if (!files.TryGetValue(name, out var file))
            {
                continue;
            }

            try
            {
                if ((ticket is null ? name : Render(file.FullName, ModelOf(ticket, by))) is { Length: > 0 } text)
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

    /// <summary>Tries every answer, so that a start fails at once.</summary>
    /// <exception cref="TemplateException">One is broken.</exception>
    public void CheckAll()
    {
        foreach (var file in Files().Values)
        {
            Render(file.FullName, AnswerModel.Sample);
        }
    }

    private Dictionary<string, FileInfo> Files()
    {
        var files = new Dictionary<string, FileInfo>(StringComparer.OrdinalIgnoreCase);
        foreach (var folder in new[] { directory, NoticeTemplates.Shipped }.Select(d => new DirectoryInfo(Path.Combine(d, "answers"))).Where(d => d.Exists))
        {
            foreach (var file in folder.EnumerateFiles("*" + Ending).Take(MaxFiles))
            {
                files.TryAdd(Path.GetFileNameWithoutExtension(file.Name), file);
            }
        }

        return files;
    }

    private AnswerModel ModelOf(Ticket ticket, StaffMember by) =>
        new(TicketModel.Of(ticket, settings), PartyModel.Of(settings.Address), new PartyModel(by.DisplayName, settings.Address.Address));

    /// <exception cref="TemplateException">The answer is broken; it must not go out half.</exception>
    private static string Render(string file, AnswerModel model)
    {
        try
        {
            return NoticeTemplate.CompileText(File.ReadAllText(file))(model).ReplaceLineEndings("\n").Trim();
        }
        catch (Exception e) when (e is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            throw TemplateException.Broken(file, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TemplateException.Unreadable(file, e);
        }
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

/// <summary>What a canned answer may name: <c>{{ticket.tag}}</c>, <c>{{ticket.requester.name}}</c>, <c>{{desk.name}}</c>, <c>{{me.name}}</c>.</summary>
internal sealed record AnswerModel(TicketModel Ticket, PartyModel Desk, PartyModel Me)
{
    /// <summary>Every field filled, to try an answer on.</summary>
    public static AnswerModel Sample { get; } =
        new(NoticeModel.Sample.Ticket!, NoticeModel.Sample.Desk, new PartyModel("Alice Example", NoticeModel.Sample.Desk.Address));
}
