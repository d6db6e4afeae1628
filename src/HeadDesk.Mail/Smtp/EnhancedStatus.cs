namespace HeadDesk.Mail.Smtp;

/// <summary>RFC 2034 §4: <c>status-code = class "." subject "." detail</c> in front of a reply's words.</summary>
internal static class EnhancedStatus
{
    private const int MaxDigits = 3; // RFC 3463 §2: subject and detail have 1 to 3 digits

    /// <summary>Takes the status only when its class is the reply code's: anything else is ordinary words.</summary>
    public static bool TryRead(string text, int code, out string status)
    {
        status = string.Empty;
        if (text.Length < 5 || text[0] != '0' + (code / 100) || text[0] is not ('2' or '4' or '5') || text[1] != '.')
        {
            return false;
        }

        var subject = Digits(text, 2);
        if (subject == 0 || 2 + subject >= text.Length || text[2 + subject] != '.')
        {
            return false;
        }

        var detail = Digits(text, 3 + subject);
        var end = 3 + subject + detail;
        if (detail == 0 || (end < text.Length && text[end] != ' '))
        {
            return false;
        }

        status = text[..end];
        return true;
    }

    private static int Digits(string text, int start)
    {
        var count = 0;
        while (count < MaxDigits && start + count < text.Length && char.IsAsciiDigit(text[start + count]))
        {
            count++;
        }

        return count;
    }
}
