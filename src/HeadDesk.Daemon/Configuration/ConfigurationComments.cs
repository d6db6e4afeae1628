using System.Text;
using System.Text.Json;

namespace HeadDesk.Daemon.Configuration;

/// <summary>The comments of <c>config/headdesk.json</c> by key: they are the one place where options are described for those who set them.</summary>
internal static class ConfigurationComments
{
    private const string Yours = "YOURS";

    /// <summary>Marks what an admin fills in: the value in the shipped file is an example there, and no default.</summary>
    public static bool IsYours(string comment) => comment.StartsWith(Yours, StringComparison.Ordinal);

    /// <summary>Without that mark.</summary>
    public static string Plain(string comment) => IsYours(comment) ? comment[Yours.Length..].TrimStart(':', ' ') : comment;

    /// <returns>E.g. <c>imap.port</c>; of lists without a number: <c>staff.name</c>. A comment belongs to the key before it.</returns>
    public static IReadOnlyDictionary<string, string> Of(string json)
    {
        var found = new Dictionary<string, string>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { CommentHandling = JsonCommentHandling.Allow, AllowTrailingCommas = true });
        var open = new Stack<string>(); // The key of each object that is open.
        var last = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push(last);
                    break;
                case JsonTokenType.EndObject:
                    last = open.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    last = open.Peek().Length > 0 ? $"{open.Peek()}.{reader.GetString()}" : reader.GetString()!;
                    break;
                case JsonTokenType.Comment when last.Length > 0:
                    found[last] = $"{found.GetValueOrDefault(last)} {reader.GetComment().Trim()}".Trim();
                    break;
            }
        }

        return found;
    }
}
