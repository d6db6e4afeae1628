using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>Canned answers: <c>answers/NAME.md</c> below the templates, plain text with the fields of a ticket.</summary>
internal sealed class CannedAnswers(string directory, DeskSettings settings)
{
    private const int MaxFiles = 500;
    private readonly string _folder = Path.Combine(directory, "answers");

    /// <summary>What may be named, by file names without their ending.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*.md").Take(MaxFiles).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Those that exist, ready to be sent. A name comes from a mail: only one of <see cref="Names"/> ever becomes a path.</summary>
    public IReadOnlyDictionary<string, string> Render(IEnumerable<string> names, Ticket? ticket, StaffMember by)
    {
        var known = Names().ToLookup(n => n, StringComparer.OrdinalIgnoreCase);
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            if (known[name].FirstOrDefault() is { } file)
            {
                texts[name] = Render(Path.Combine(_folder, file + ".md"), ticket, by);
            }
        }

        return texts;
    }

    /// <exception cref="TemplateException">The answer is broken; it must not go out half.</exception>
    private string Render(string file, Ticket? ticket, StaffMember by)
    {
        try
        {
            var model = new AnswerModel(ticket is null ? null : TicketModel.Of(ticket, settings), PartyModel.Of(settings.Address), new PartyModel(by.DisplayName, settings.Address.Address));
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
}

/// <summary>What a canned answer may name: <c>{{ticket.tag}}</c>, <c>{{ticket.requester.name}}</c>, <c>{{desk.name}}</c>, <c>{{me.name}}</c>.</summary>
internal sealed record AnswerModel(TicketModel? Ticket, PartyModel Desk, PartyModel Me);
