using System.Net;
using System.Text;

namespace HeadDesk.MailServers.Generating;

internal static class SupportHtml
{
    private const string Style = "font-family:Calibri,Arial,Helvetica,sans-serif;font-size:11pt;color:#1f1f1f;margin:0 0 8pt 0;line-height:1.3";

    /// <summary>As verbose as office programs are.</summary>
    public static string Of(string text)
    {
        var html = new StringBuilder("<html>\n<head>\n<meta http-equiv=\"Content-Type\" content=\"text/html\">\n<style type=\"text/css\">\n");
        foreach (string selector in (string[])["p.MsoNormal", "li.MsoNormal", "div.MsoNormal", "a:link", "span.EmailStyle17", "blockquote"])
        {
            html.Append(selector).Append(" {").Append(Style).Append(";}\n");
        }

        html.Append("</style>\n</head>\n<body lang=\"EN\" link=\"#0563C1\" vlink=\"#954F72\">\n<div class=\"WordSection1\">\n");
        foreach (string line in text.Split('\n'))
        {
            html.Append("<p class=\"MsoNormal\" style=\"").Append(Style).Append("\"><span>")
                .Append(line.Length == 0 ? "&nbsp;" : WebUtility.HtmlEncode(line))
                .Append("</span></p>\n");
        }

        return html.Append("</div>\n</body>\n</html>\n").ToString();
    }
}
