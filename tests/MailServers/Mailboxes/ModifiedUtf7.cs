using System.Text;

namespace HeadDesk.MailServers.Mailboxes;

/// <summary>Folder names on disk and in IMAP4rev1, RFC 3501 §5.1.3; the tests' own, so that it can bear witness.</summary>
internal static class ModifiedUtf7
{
    public static string Encode(string name)
    {
        var output = new StringBuilder(name.Length);
        for (int at = 0; at < name.Length;)
        {
            int run = at;
            while (run < name.Length && name[run] is < ' ' or > '~')
            {
                run++;
            }

            if (run > at)
            {
                string base64 = Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(name[at..run]));
                output.Append('&').Append(base64.TrimEnd('=').Replace('/', ',')).Append('-');
                at = run;
            }
            else
            {
                output.Append(name[at] == '&' ? "&-" : name[at].ToString());
                at++;
            }
        }

        return output.ToString();
    }

    public static string Decode(string name)
    {
        var output = new StringBuilder(name.Length);
        for (int at = 0; at < name.Length; at++)
        {
            int end = name[at] == '&' ? name.IndexOf('-', at) : -1;
            if (end < 0)
            {
                output.Append(name[at]);
                continue;
            }

            string base64 = name[(at + 1)..end].Replace(',', '/');
            output.Append(base64.Length == 0
                ? "&"
                : Encoding.BigEndianUnicode.GetString(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='))));
            at = end;
        }

        return output.ToString();
    }
}
