using System.Buffers;
using System.Globalization;
using System.Text;

namespace HeadDesk.MailServers.Generating;

/// <summary>Writes a message in one of the shapes that mail clients give it.</summary>
internal sealed class SupportMailWriter(Random random, Language language)
{
    private static readonly Encoding Iso2022Jp = CodePagesEncodingProvider.Instance.GetEncoding("iso-2022-jp")!;
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly ArrayBufferWriter<byte> _output = new(16 << 10);
    private readonly Encoding _charset = PickCharset(random, language);

    public byte[] Write(IEnumerable<string> header, string text, IReadOnlyList<SupportAttachment> attachments)
    {
        foreach (string field in header)
        {
            Line(field);
        }

        bool html = random.NextDouble() < 0.6;
        if (attachments.Count == 0)
        {
            Body(text, html);
        }
        else
        {
            string boundary = Boundary();
            Line($"Content-Type: multipart/mixed; boundary=\"{boundary}\"");
            Line("");
            Line($"--{boundary}");
            Body(text, html);
            foreach (SupportAttachment attachment in attachments)
            {
                Line($"--{boundary}");
                Attachment(attachment);
            }

            Line($"--{boundary}--");
        }

        return _output.WrittenSpan.ToArray();
    }

    private void Body(string text, bool html)
    {
        if (!html)
        {
            Text("plain", text);
            return;
        }

        string boundary = Boundary();
        Line($"Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\"");
        Line("");
        Line($"--{boundary}");
        Text("plain", text);
        Line($"--{boundary}");
        Text("html", SupportHtml.Of(text));
        Line($"--{boundary}--");
    }

    private void Text(string subtype, string text)
    {
        byte[] bytes = _charset.GetBytes(text);
        Line($"Content-Type: text/{subtype}; charset={_charset.WebName}");
        // ISO-2022-JP is made of seven bits on purpose, RFC 1468
        bool sevenBits = Ascii.IsValid(text) || _charset == Iso2022Jp;
        if (sevenBits && subtype == "plain")
        {
            Line("Content-Transfer-Encoding: 7bit");
            Line("");
            _output.Write(_charset.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        }
        else if (random.Next(3) == 0)
        {
            Line("Content-Transfer-Encoding: base64");
            Line("");
            MimeText.WriteBase64(_output, _charset.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        }
        else
        {
            Line("Content-Transfer-Encoding: quoted-printable");
            Line("");
            MimeText.WriteQuotedPrintable(_output, bytes);
        }
    }

    private void Attachment(SupportAttachment attachment)
    {
        // Half of the clients know RFC 2231, the others put encoded words where RFC 2047 §5 forbids them.
        bool modern = random.Next(2) == 0;
        string name = modern ? MimeText.ExtendedParameter("name", attachment.Name) : $"name=\"{MimeText.EncodedWords(attachment.Name)}\"";
        string fileName = modern ? MimeText.ExtendedParameter("filename", attachment.Name) : $"filename=\"{MimeText.EncodedWords(attachment.Name)}\"";
        Line($"Content-Type: {attachment.Type};\r\n {name}");
        Line($"Content-Disposition: attachment;\r\n {fileName}");
        Line("Content-Transfer-Encoding: base64");
        Line("");
        MimeText.WriteBase64(_output, attachment.Data);
    }

    private void Line(string text)
    {
        _output.Write(Encoding.ASCII.GetBytes(text));
        _output.Write("\r\n"u8);
    }

    private string Boundary() => string.Create(CultureInfo.InvariantCulture, $"=_part_{random.Next():x8}_{random.Next():x8}");

    private static Encoding PickCharset(Random random, Language language) => (language.Code, random.Next(4)) switch
    {
        ("ja", 0 or 1) => Iso2022Jp,
        ("de" or "fr", 0) => Windows1252,
        _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };
}
