using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HeadDesk.Rules.Threading;

/// <summary>Makes and reads the signed tokens that stand in Head Desk's own Message-IDs and plus-addresses.</summary>
/// <remarks>
/// token = "hd" 40(base32): ticket (4 octets), audience (5, digest of the address it was issued to), day of expiry (2, since 2020-01-01),
/// nonce (4), HMAC-SHA-256 cut to 80 bits (RFC 2104 §5). Lower-case base32, since local parts get folded to one case; 42
/// characters, since a plus-address must fit into 64 (RFC 5321 §4.5.3.1.1).
/// The nonce is derived from the cause: the same notice for the same cause has the same token, also after a crash.
/// </remarks>
public sealed class TokenSigner
{
    private const string Prefix = "hd";
    private const int PayloadLength = 15;
    private const int MacLength = 10;
    private const int TokenLength = 2 + ((PayloadLength + MacLength) * 8 / 5);
    private static readonly DateOnly Epoch = new(2020, 1, 1);
    private readonly IReadOnlyList<byte[]> _keys;

    /// <param name="keys">The newest first: it signs; the others still verify, until they are taken away.</param>
    public TokenSigner(IReadOnlyList<byte[]> keys)
    {
        ArgumentOutOfRangeException.ThrowIfZero(keys.Count);
        foreach (var key in keys)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, 16);
        }

        _keys = keys;
    }

    /// <param name="ticket">0 for a notice that concerns no ticket.</param>
    /// <param name="audience">The address the notice goes to.</param>
    /// <param name="expires">Until the end of that day (UTC) it proves who answers; where a mail belongs it says for ever.</param>
    /// <param name="cause">What the notice answers: its digest and kind.</param>
    public string Issue(int ticket, string audience, DateTimeOffset expires, string cause)
    {
        Span<byte> bytes = stackalloc byte[PayloadLength + MacLength];
        BinaryPrimitives.WriteInt32BigEndian(bytes, ticket);
        WriteAudience(audience, bytes[4..9]);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[9..], DayOf(expires));
        WriteNonce(cause, bytes[11..15]);
        Sign(_keys[0], bytes[..PayloadLength], bytes[PayloadLength..]);
        return Prefix + Base32.Encode(bytes);
    }

    /// <summary>The token of a Message-ID or address (with or without its domain), if it was signed here.</summary>
    public bool TryRead(string text, out Token token)
    {
        token = default;
        var local = LocalPart(text);
        if (local.Length != TokenLength || !local.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[PayloadLength + MacLength];
        if (!Base32.TryDecode(local[Prefix.Length..], bytes) || !IsSigned(bytes))
        {
            return false;
        }

        token = new Token(
            BinaryPrimitives.ReadInt32BigEndian(bytes),
            Convert.ToHexStringLower(bytes[4..9]),
            Epoch.AddDays(BinaryPrimitives.ReadUInt16BigEndian(bytes[9..])));
        return true;
    }

    /// <summary>What looks like a token in a Message-ID or address, as it was issued: lower case, without what stands around it. Whoever signed it.</summary>
    public static string? FormOf(string text)
    {
        var local = LocalPart(text);
        Span<byte> bytes = stackalloc byte[PayloadLength + MacLength];
        return local.Length == TokenLength && local.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && Base32.TryDecode(local[Prefix.Length..], bytes)
            ? local.ToString().ToLowerInvariant()
            : null;
    }

    /// <summary>The text with the tokens taken out of its plus-addresses, whoever signed them: they are not for everybody's eyes.</summary>
    public static string WithoutDetails(string text)
    {
        var kept = new StringBuilder();
        var from = 0;
        for (var plus = text.IndexOf('+', StringComparison.Ordinal); plus >= 0 && plus + 1 + TokenLength < text.Length; plus = text.IndexOf('+', plus + 1))
        {
            if (text[plus + 1 + TokenLength] == '@' && FormOf(text.Substring(plus + 1, TokenLength)) is not null)
            {
                kept.Append(text, from, plus - from);
                from = plus + 1 + TokenLength;
            }
        }

        return from == 0 ? text : kept.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>Whether the token was issued to that address; constant time.</summary>
    public static bool IsFor(Token token, string audience)
    {
        Span<byte> expected = stackalloc byte[5];
        WriteAudience(audience, expected);
        Span<byte> actual = stackalloc byte[5];
        Convert.FromHexString(token.Audience, actual, out _, out _);
        return CryptographicOperations.FixedTimeEquals(expected, actual);
    }

    private static ReadOnlySpan<char> LocalPart(string text)
    {
        var local = text.AsSpan();
        var at = local.LastIndexOf('@');
        local = at < 0 ? local : local[..at];
        return local[(local.LastIndexOf('+') + 1)..];
    }

    private static ushort DayOf(DateTimeOffset time) =>
        (ushort)Math.Clamp(DateOnly.FromDateTime(time.UtcDateTime).DayNumber - Epoch.DayNumber, 0, ushort.MaxValue);

    private static void WriteAudience(string audience, Span<byte> target) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(audience.ToLowerInvariant())).AsSpan(0, 5).CopyTo(target);

    private void WriteNonce(string cause, Span<byte> target) =>
        HMACSHA256.HashData(_keys[0], Encoding.UTF8.GetBytes("nonce\0" + cause)).AsSpan(0, 4).CopyTo(target);

    private static void Sign(byte[] key, ReadOnlySpan<byte> payload, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, payload, whole);
        whole[..MacLength].CopyTo(mac);
    }

    private bool IsSigned(ReadOnlySpan<byte> bytes)
    {
        Span<byte> mac = stackalloc byte[MacLength];
        var signed = false;
        foreach (var key in _keys)
        {
            Sign(key, bytes[..PayloadLength], mac);
            signed |= CryptographicOperations.FixedTimeEquals(mac, bytes[PayloadLength..]);
        }

        return signed;
    }
}

/// <summary>What a signed token says.</summary>
/// <param name="Ticket">0 where it concerns none.</param>
/// <param name="Audience">Digest of the address it was issued to; compare with <see cref="TokenSigner.IsFor"/>.</param>
/// <param name="Expires">The last day (UTC) on which it proves who answers.</param>
public readonly record struct Token(int Ticket, string Audience, DateOnly Expires);
