namespace HeadDesk.Mail.Sasl;

/// <summary>One run of one SASL mechanism (RFC 4422); made anew for every attempt. How its messages are wrapped is the protocol's affair.</summary>
public interface ISaslMechanism
{
    /// <summary>The registered name in upper case: <c>PLAIN</c>.</summary>
    string Name { get; }

    /// <summary>The client speaks first: its first message may ride on the command where the server allows it (SASL-IR, RFC 4954 §4).</summary>
    bool IsClientFirst { get; }

    /// <summary>
    /// The next message to the server, not yet in base64. A client-first mechanism is called first with an empty challenge.
    /// </summary>
    /// <returns>Null when the mechanism expects no further challenge: the exchange is to be cancelled with <c>*</c>.</returns>
    byte[]? Respond(ReadOnlySpan<byte> challenge);

    /// <summary>The server's words on its refusal, with what its challenges said about it before and without the secret, should they repeat it.</summary>
    string Explain(string refusal) => refusal;
}
