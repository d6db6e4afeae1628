namespace HeadDesk.Mail.Smtp;

/// <summary>Joins the lines of one reply.</summary>
internal sealed class ReplyAssembler(int maxLines)
{
    private readonly List<string> lines = [];
    private int code;

    /// <summary>The lines of the last complete reply as they came, without their codes; EHLO's keywords.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <returns>The reply once its last line is in; else null.</returns>
    public SmtpReply? Add(ReplyLine line, out string? defect)
    {
        defect = null;
        if (code == 0)
        {
            lines.Clear();
            code = line.Code;
        }

        if (line.Code != code)
        {
            defect = $"{line.Code} within a reply {code}"; // RFC 5321 §4.2.1: all lines carry the same code
            return null;
        }

        if (lines.Count >= maxLines)
        {
            defect = $"a reply of more than {maxLines} lines";
            return null;
        }

        lines.Add(line.Text);
        if (!line.IsLast)
        {
            return null;
        }

        var reply = Join(code, lines);
        code = 0;
        return reply;
    }

    private static SmtpReply Join(int code, List<string> lines)
    {
        if (!EnhancedStatus.TryRead(lines[0], code, out var status))
        {
            return new SmtpReply(code, null, lines.Count == 1 ? lines[0].Trim() : string.Join('\n', lines));
        }

        var words = lines.Select(line => EnhancedStatus.TryRead(line, code, out var own) ? line[own.Length..].TrimStart() : line);
        return new SmtpReply(code, status, string.Join('\n', words).Trim());
    }
}
