using System.Globalization;
using System.Text;

namespace HeadDesk.MailServers.Generating;

internal static class SupportText
{
    /// <summary>What a client shows of the mail before is cut; whole histories would make every later reply longer.</summary>
    private const int LongestQuotation = 40;

    public static string Subject(Language language, Random random) => Fill(Any(language.Subjects, random), random);

    /// <summary>A greeting, one to seven paragraphs, a closing and a signature.</summary>
    public static string Body(SupportSender sender, Random random)
    {
        var text = new StringBuilder();
        text.Append(Any(sender.Language.Greetings, random)).Append("\n\n");
        int paragraphs = 1 + (int)(6 * Math.Pow(random.NextDouble(), 1.5));
        for (int p = 0; p < paragraphs; p++)
        {
            Paragraph(text, sender.Language, 2 + random.Next(5), random);
        }

        Close(text, sender, random);
        return text.ToString();
    }

    public static string Short(SupportSender sender, Random random)
    {
        var text = new StringBuilder();
        Paragraph(text, sender.Language, 1, random);
        Close(text, sender, random);
        return text.ToString();
    }

    /// <summary>Some lines, then the mail before as quotation.</summary>
    public static string Answer(SupportSender sender, string before, DateTimeOffset now, Random random)
    {
        var text = new StringBuilder();
        Paragraph(text, sender.Language, 1 + random.Next(4), random);
        Close(text, sender, random);
        text.Append('\n').AppendFormat(CultureInfo.InvariantCulture, sender.Language.QuoteLine, now.AddHours(-3).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)).Append('\n');
        foreach (string line in before.TrimEnd('\n').Split('\n').Take(LongestQuotation))
        {
            text.Append(line.StartsWith('>') ? ">" : "> ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static void Paragraph(StringBuilder text, Language language, int sentences, Random random)
    {
        int column = 0;
        for (int s = 0; s < sentences; s++)
        {
            foreach (string word in Fill(Any(language.Sentences, random), random).Split(' '))
            {
                if (column + word.Length > 72)
                {
                    text.Append('\n');
                    column = 0;
                }

                if (column > 0)
                {
                    text.Append(' ');
                }

                text.Append(word);
                column += word.Length + 1;
            }
        }

        text.Append("\n\n");
    }

    private static void Close(StringBuilder text, SupportSender sender, Random random)
    {
        text.Append(Any(sender.Language.Closings, random)).Append('\n').Append(sender.Name).Append('\n');
        if (random.Next(2) == 0)
        {
            // "-- " with its space begins a signature, RFC 3676 §4.3
            text.Append("-- \n").Append(sender.Name).Append('\n').Append(sender.Address).Append('\n');
        }
    }

    private static string Fill(string sentence, Random random) =>
        string.Format(CultureInfo.InvariantCulture, sentence, Any(Languages.Products, random), random.Next(1000, 99999));

    private static string Any(string[] choices, Random random) => choices[random.Next(choices.Length)];
}
