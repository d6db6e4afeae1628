using System.Text;

namespace HeadDesk.Mail.Mime.Tnef;

/// <summary>
/// The text of an RTF document, or the HTML it was made from when Outlook wrapped one in it ([MS-OXRTFEX]). Groups lie on a stack of
/// limited depth; formatting is ignored.
/// </summary>
internal sealed class RtfText
{
    private const int MaxDepth = 500;

    private readonly Stack<Group> _groups = new();
    private readonly StringBuilder _text = new();
    private readonly List<byte> _bytes = [];
    private readonly RtfFonts _fonts = new();
    private Group _group = new() { UnicodeSkip = 1 };
    private int _tooDeep;
    private int _skip;
    private int _codePage = 1252;
    private int _bytesCodePage;

    /// <summary>What came out is HTML.</summary>
    public bool IsHtml { get; private set; }

    public static (string Text, bool IsHtml) Read(ReadOnlySpan<byte> rtf)
    {
        var reader = new RtfText();
        reader.Run(rtf);
        return (reader._text.ToString(), reader.IsHtml);
    }

    private void Run(ReadOnlySpan<byte> rtf)
    {
        for (var i = 0; i < rtf.Length;)
        {
            switch (rtf[i])
            {
                case (byte)'{':
                    i++;
                    Open();
                    break;
                case (byte)'}':
                    i++;
                    Close();
                    break;
                case (byte)'\\':
                    i = Control(rtf, i + 1);
                    break;
                case (byte)'\r' or (byte)'\n' or 0:
                    i++;
                    break;
                default:
                    Put(rtf[i++]);
                    break;
            }
        }

        Flush();
    }

    private void Open()
    {
        Flush();
        if (_groups.Count < MaxDepth)
        {
            _groups.Push(_group);
        }
        else
        {
            _tooDeep++;
        }
    }

    private void Close()
    {
        Flush();
        if (_tooDeep > 0)
        {
            _tooDeep--;
        }
        else if (_groups.TryPop(out var outer))
        {
            // htmlrtf is a character property of the outer flow, not of the group alone.
            _group = outer;
        }
    }

    /// <summary>control word = "\" letters [number] [space]; control symbol = "\" any other character.</summary>
    private int Control(ReadOnlySpan<byte> rtf, int i)
    {
        if (i >= rtf.Length)
        {
            return i;
        }

        if (!char.IsAsciiLetter((char)rtf[i]))
        {
            return Symbol(rtf, i);
        }

        var start = i;
        while (i < rtf.Length && char.IsAsciiLetter((char)rtf[i]) && i - start < 32)
        {
            i++;
        }

        var word = Encoding.ASCII.GetString(rtf[start..i]);
        var digits = i;
        i += i < rtf.Length && rtf[i] == '-' ? 1 : 0;
        while (i < rtf.Length && char.IsAsciiDigit((char)rtf[i]) && i - digits < 11)
        {
            i++;
        }

        int? number = int.TryParse(rtf[digits..i], null, out var value) ? value : null;
        i += i < rtf.Length && rtf[i] == ' ' ? 1 : 0;
        return word == "bin" ? Math.Min(rtf.Length, i + Math.Max(0, number ?? 0)) : Word(word, number, i);
    }

    private int Symbol(ReadOnlySpan<byte> rtf, int i)
    {
        switch (rtf[i])
        {
            case (byte)'\'' when i + 2 < rtf.Length:
                var high = Decoding.HexDigits.ValueOf(rtf[i + 1]);
                var low = Decoding.HexDigits.ValueOf(rtf[i + 2]);
                if ((high | low) >= 0)
                {
                    Put((byte)((high << 4) | low));
                }

                return i + 3;
            case (byte)'*':
                _group.Optional = true;
                break;
            case (byte)'~':
                Put((byte)' ');
                break;
            case (byte)'_':
                Put((byte)'-');
                break;
            case (byte)'\\' or (byte)'{' or (byte)'}':
                Put(rtf[i]);
                break;
            case (byte)'\r' or (byte)'\n':
                Line();
                break;
        }

        return i + 1;
    }

    private int Word(string word, int? number, int next)
    {
        switch (word)
        {
            case "fromhtml":
                IsHtml = number != 0;
                break;
            case "fonttbl":
                _group.Ignored = _group.InFontTable = true;
                break;
            case "f" when _group.InFontTable:
                _fonts.Describe(number ?? 0);
                break;
            case "fcharset" when _group.InFontTable:
                _fonts.SetCharset(number ?? 0);
                break;
            case "f" or "plain" when !_group.InTag:
                Flush();
                _group.CodePage = word == "f" ? _fonts.CodePage(number ?? 0) : 0;
                break;
            case "ansicpg" when number is > 0 and < 65536:
                _codePage = number.Value;
                break;
            case "htmltag":
                Flush();
                _group.Ignored = false;
                _group.Optional = false;
                _group.InTag = true;
                _group.CodePage = 0;
                break;
            case "htmlrtf":
                Flush();
                _group.Suppressed = number != 0;
                break;
            case "uc":
                _group.UnicodeSkip = Math.Clamp(number ?? 1, 0, 10);
                break;
            case "u" when number is { } code:
                Flush();
                Emit(((char)(ushort)code).ToString());
                _skip = _group.UnicodeSkip;
                break;
            case "par" or "line" or "row" or "page":
                Line();
                break;
            case "tab" or "cell":
                Put((byte)'\t');
                break;
            case "emdash" or "endash":
                Emit(word == "emdash" ? "—" : "–");
                break;
            case "lquote" or "rquote" or "ldblquote" or "rdblquote" or "bullet":
                Emit(word switch { "lquote" => "‘", "rquote" => "’", "ldblquote" => "“", "rdblquote" => "”", _ => "•" });
                break;
            case "colortbl" or "stylesheet" or "info" or "pict" or "object" or "header" or "footer" or "listtable" or "listoverridetable" or "generator" or "xmlnstbl" or "themedata":
                _group.Ignored = true;
                break;
            default:
                // {\*\unknown …}: a destination that may be skipped by who does not know it.
                _group.Ignored |= _group.Optional;
                break;
        }

        _group.Optional = false;
        return next;
    }

    private void Line()
    {
        if (!IsHtml || _group.InTag)
        {
            Emit("\n");
        }
        else if (!_group.Suppressed)
        {
            Emit("\r\n");
        }
    }

    private void Put(byte value)
    {
        if (_skip > 0)
        {
            _skip--;
            return;
        }

        if (!_group.Ignored && !_group.Suppressed)
        {
            _bytesCodePage = _group.CodePage;
            _bytes.Add(value);
        }
    }

    private void Emit(string text)
    {
        Flush();
        if (!_group.Ignored && !_group.Suppressed)
        {
            _text.Append(text);
        }
    }

    private void Flush()
    {
        if (_bytes.Count > 0)
        {
            _text.Append(Charsets.TextDecoder.Decode([.. _bytes], $"cp{(_bytesCodePage > 0 ? _bytesCodePage : _codePage)}"));
            _bytes.Clear();
        }
    }

    private struct Group
    {
        /// <summary>A destination that is not part of the text.</summary>
        public bool Ignored;

        /// <summary>"\*" has been seen.</summary>
        public bool Optional;

        /// <summary>Between \htmlrtf and \htmlrtf0: RTF that repeats what the HTML says.</summary>
        public bool Suppressed;

        public bool InTag;

        public bool InFontTable;

        /// <summary>Of the font in use; 0 = that of the document.</summary>
        public int CodePage;

        /// <summary>Bytes after \u that stand for it in older readers.</summary>
        public int UnicodeSkip;
    }
}
