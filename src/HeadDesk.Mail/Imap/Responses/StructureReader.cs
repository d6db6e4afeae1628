using System.Globalization;

namespace HeadDesk.Mail.Imap.Responses;

/// <summary>Makes body parts of the tokens, without recursion: parts still to be read wait on a stack.</summary>
/// <remarks>
/// body = "(" (body-type-1part / body-type-mpart) ")"; mpart = 1*body SP media-subtype [SP param [SP dsp …]];
/// 1part = type SP subtype SP param SP id SP desc SP enc SP octets [lines / envelope SP body SP lines] [SP md5 [SP dsp …]]
/// </remarks>
internal sealed class StructureReader(List<StructureToken> tokens)
{
    private readonly Stack<(int Token, BodyPart Part)> waiting = new();

    /// <summary>Null where the tokens are no body: the first thing in it must be a type or a part.</summary>
    public static BodyPart? Read(List<StructureToken> tokens)
    {
        var reader = new StructureReader(tokens);
        var root = new BodyPart { Section = reader.IsMultipart(0) ? "" : "1" };
        reader.waiting.Push((0, root));
        while (reader.waiting.TryPop(out var next))
        {
            if (!reader.TryFill(next.Token, next.Part))
            {
                return null;
            }
        }

        return root;
    }

    private bool IsMultipart(int open) => tokens[open + 1].Kind == StructureKind.Open;

    private bool TryFill(int open, BodyPart part)
    {
        var at = open + 1;
        return IsMultipart(open) ? TryFillMultipart(at, part) : TryFillSingle(at, part);
    }

    private bool TryFillMultipart(int at, BodyPart part)
    {
        for (var number = 1; tokens[at].Kind == StructureKind.Open; number++)
        {
            Enqueue(at, part, part.Section.Length == 0 ? Number(number) : $"{part.Section}.{Number(number)}");
            at = Next(at);
        }

        part.Type = "multipart";
        part.Subtype = Lower(at) ?? "mixed"; // no subtype: Exchange on broken mail
        at = Next(at);
        part.Parameters = Parameters(at);
        at = Next(at);
        SetDisposition(at, part);
        return true;
    }

    private bool TryFillSingle(int at, BodyPart part)
    {
        if (Lower(at) is not { } type)
        {
            return false;
        }

        part.Type = type;
        part.Subtype = Lower(at = Next(at)) ?? "";
        part.Parameters = Parameters(at = Next(at));
        part.ContentId = Text(at = Next(at));
        part.Description = Text(at = Next(at));
        part.Encoding = Lower(at = Next(at));
        part.Size = Size(at = Next(at));
        at = Next(at);
        if (type == "message" && part.Subtype is "rfc822" or "global" && tokens[at].Kind == StructureKind.Open)
        {
            var body = Next(at);
            if (tokens[body].Kind == StructureKind.Open)
            {
                // the parts of a multipart inside take the numbers of the message itself (RFC 9051 §6.4.5.1)
                Enqueue(body, part, IsMultipart(body) ? part.Section : $"{part.Section}.1");
                at = Next(body);
            }
        }

        if (tokens[at].Kind == StructureKind.Text && long.TryParse(tokens[at].Text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            at = Next(at); // body-fld-lines
        }

        SetDisposition(Next(at), part); // behind body-fld-md5
        return true;
    }

    private void Enqueue(int open, BodyPart parent, string section)
    {
        var child = new BodyPart { Section = section };
        parent.Add(child);
        waiting.Push((open, child));
    }

    // body-fld-dsp = "(" string SP body-fld-param ")" / nil
    private void SetDisposition(int at, BodyPart part)
    {
        if (tokens[at].Kind == StructureKind.Open)
        {
            part.Disposition = Lower(at + 1);
            part.DispositionParameters = Parameters(Next(at + 1));
        }
    }

    // body-fld-param = "(" string SP string *(SP string SP string) ")" / nil
    private IReadOnlyDictionary<string, string> Parameters(int at)
    {
        if (tokens[at].Kind != StructureKind.Open || tokens[at].End == at + 1)
        {
            return BodyParameters.Empty;
        }

        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var end = tokens[at].End;
        for (var name = at + 1; name < end; name = Next(Next(name)))
        {
            if (Text(name) is { } key && Text(Next(name)) is { } value)
            {
                parameters.TryAdd(key, value);
            }
        }

        return parameters;
    }

    /// <summary>The token behind a value; a closing parenthesis stays where it is, so that reading past the end finds nothing.</summary>
    private int Next(int at) => tokens[at].Kind switch
    {
        StructureKind.Open => tokens[at].End + 1,
        StructureKind.Close => at,
        _ => at + 1,
    };

    private string? Text(int at) => tokens[at].Text;

    private string? Lower(int at) => tokens[at].Text?.ToLowerInvariant();

    private long Size(int at) =>
        long.TryParse(tokens[at].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
