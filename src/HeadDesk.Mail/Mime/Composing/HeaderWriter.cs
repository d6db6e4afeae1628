using System.Buffers;
using System.Text;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>Writes fields token by token and folds between tokens (RFC 5322 §2.2.3).</summary>
internal sealed class HeaderWriter(IBufferWriter<byte> output)
{
    /// <summary>RFC 5322 §2.1.1: lines should not be longer than this.</summary>
    public const int LineLimit = 78;

    private bool atLineStart;

    /// <summary>Characters on the current line.</summary>
    public int Column { get; private set; }

    public void Begin(string name)
    {
        Column = 0;
        Append(name);
        Append(":");
        atLineStart = false;
    }

    /// <summary>A space, or a fold where the token would pass the limit, then the token.</summary>
    public void Token(ReadOnlySpan<char> token)
    {
        if (Column + 1 + token.Length > LineLimit && !atLineStart)
        {
            Fold();
        }

        Append(" ");
        Append(token);
        atLineStart = false;
    }

    /// <summary>Directly behind what was written last.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        Encoding.UTF8.GetBytes(text, output);
        Column += text.Length;
    }

    /// <summary>Ends the line; the next token's space makes the following one its continuation.</summary>
    public void Fold()
    {
        output.Write("\r\n"u8);
        Column = 0;
        atLineStart = true;
    }

    public void End() => output.Write("\r\n"u8);

    /// <summary>A whole field whose value needs no folding and is known to be safe.</summary>
    public void Line(string name, ReadOnlySpan<char> value)
    {
        Begin(name);
        Append(" ");
        Append(value);
        End();
    }
}
