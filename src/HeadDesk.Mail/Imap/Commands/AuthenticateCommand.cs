using System.Buffers.Text;
using System.Text;
using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Sasl;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>
/// AUTHENTICATE SP mechanism [SP initial-resp], then a base64 line for every "+" (RFC 9051 §6.2.2). The first answer rides on
/// the command where the server has SASL-IR (RFC 4959); "=" is an empty one.
/// </summary>
internal sealed class AuthenticateCommand(ISaslMechanism mechanism, string user) : PlainCommand, IConversation
{
    private bool begun;

    public override string Name => $"AUTHENTICATE {mechanism.Name}";

    public override void Write(CommandWriter writer, SessionState state)
    {
        writer.Raw($"AUTHENTICATE {mechanism.Name}");
        if (mechanism.IsClientFirst && state.Capabilities.SaslIr)
        {
            begun = true;
            var first = mechanism.Respond([]) ?? [];
            writer.Raw(" "u8).Secret(hidden => hidden.Raw(first.Length == 0 ? "=" : Convert.ToBase64String(first)));
        }
    }

    public async Task ConverseAsync(CommandSender sender, Task<byte[]?> first, CancellationToken cancellationToken)
    {
        var next = first;
        while (await next.WaitAsync(cancellationToken) is { } challenge)
        {
            next = sender.ExpectContinuation();
            var answer = Answer(challenge);
            await sender.SayAsync(answer is null ? "*"u8.ToArray() : Encoding.ASCII.GetBytes(Convert.ToBase64String(answer)), "***");
        }
    }

    protected override Exception Refusal(StatusResponse status, string peer) => LoginRefusal.Of(status, peer, Name, user, mechanism.Explain(status.Text));

    private byte[]? Answer(byte[] challenge)
    {
        if (mechanism.IsClientFirst && !begun)
        {
            begun = true;
            return mechanism.Respond([]);
        }

        var trimmed = challenge.AsSpan().Trim(" \t"u8);
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(trimmed.Length)];
        return Base64.DecodeFromUtf8(trimmed, decoded, out _, out var length) == System.Buffers.OperationStatus.Done
            ? mechanism.Respond(decoded.AsSpan(0, length))
            : mechanism.Respond(trimmed); // some servers send their prompts of LOGIN in the clear
    }
}
