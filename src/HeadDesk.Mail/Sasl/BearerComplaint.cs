using System.Text;
using System.Text.Json;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Sasl;

/// <summary>Why a server refuses a token, out of its JSON challenge: <c>{"status":"invalid_token","scope":"…"}</c>, RFC 7628 §3.2.2.</summary>
internal static class BearerComplaint
{
    private const int MaxChallenge = 16 * 1024;
    private const int MaxDepth = 4;

    // "schemes" is Google's, and tells nobody anything.
    private static readonly string[] Told = ["status", "error", "error_description", "scope"];

    /// <returns>One plain line; null where the challenge says nothing.</returns>
    public static string? Read(ReadOnlySpan<byte> challenge)
    {
        if (challenge.IsEmpty || challenge.Length > MaxChallenge)
        {
            return null;
        }

        try
        {
            var told = Fields(challenge);
            return told.Count == 0 ? null : MailException.Quote(string.Join(", ", told));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return MailException.Quote(Encoding.UTF8.GetString(challenge)); // No JSON, or broken text in it: its words as they are.
        }
    }

    private static List<string> Fields(ReadOnlySpan<byte> challenge)
    {
        var reader = new Utf8JsonReader(challenge, new JsonReaderOptions { MaxDepth = MaxDepth });
        var told = new List<string>();
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && Told.Contains(name, StringComparer.Ordinal) && reader.GetString() is { Length: > 0 } value)
            {
                told.Add($"{name} {value}");
            }
        }

        return told;
    }
}
