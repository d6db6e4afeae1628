using System.Text;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Responses;

internal enum StructureKind : byte
{
    Open,
    Close,
    Nil,
    Text,
}

/// <summary>A word or parenthesis; for an opening one <see cref="End"/> is the index of its closing one.</summary>
internal record struct StructureToken(StructureKind Kind, string? Text, int End);

/// <summary>
/// BODYSTRUCTURE as a flat row of tokens with matched parentheses: read in one pass without recursion, then walked by index.
/// </summary>
internal static class StructureTokens
{
    /// <summary>False where the parentheses do not match or a limit is passed; the lexer is then where it was.</summary>
    public static bool TryRead(ref ImapLexer lexer, ImapLimits limits, out List<StructureToken> tokens)
    {
        var start = lexer;
        tokens = [];
        var open = new Stack<int>();
        do
        {
            lexer.TrySpace();
            if (lexer.TryByte('('))
            {
                open.Push(tokens.Count);
                tokens.Add(new StructureToken(StructureKind.Open, null, 0));
            }
            else if (open.Count > 0 && lexer.TryByte(')'))
            {
                var index = open.Pop();
                tokens[index] = tokens[index] with { End = tokens.Count };
                tokens.Add(new StructureToken(StructureKind.Close, null, 0));
            }
            else if (lexer.TryNString(out var text, out var isNil))
            {
                tokens.Add(isNil ? new(StructureKind.Nil, null, 0) : new(StructureKind.Text, Encoding.UTF8.GetString(text), 0));
            }
            else if (lexer.TryFlag(out var word))
            {
                tokens.Add(new StructureToken(StructureKind.Text, Encoding.UTF8.GetString(word), 0));
            }
            else
            {
                lexer = start;
                return false;
            }
        }
        while (open.Count > 0 && open.Count <= limits.NestingDepth && tokens.Count < limits.StructureTokens);

        if (open.Count == 0 && tokens[0].Kind == StructureKind.Open)
        {
            return true;
        }

        lexer = start;
        return false;
    }
}
