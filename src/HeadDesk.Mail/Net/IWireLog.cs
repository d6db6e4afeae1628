namespace HeadDesk.Mail.Net;

/// <summary>
/// Sees the conversation line by line. The protocol clients call it and hide secrets and bodies before they do, so what
/// arrives here may be kept.
/// </summary>
public interface IWireLog
{
    /// <param name="peer"><c>host:port</c></param>
    /// <param name="line">One line without its end; an authentication line has its secret replaced by <c>***</c>.</param>
    void Sent(string peer, string line);

    /// <inheritdoc cref="Sent"/>
    void Received(string peer, string line);
}
