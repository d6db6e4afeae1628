using Microsoft.Extensions.Logging;

namespace HeadDesk.Mail.Net;

/// <summary>Writes the conversation to a logger at level Trace.</summary>
public sealed partial class LoggerWireLog(ILogger logger) : IWireLog
{
    private readonly ILogger logger = logger;

    public void Sent(string peer, string line) => Client(peer, line);

    public void Received(string peer, string line) => Server(peer, line);

    [LoggerMessage(1001, LogLevel.Trace, "{Peer} C: {Line}")]
    private partial void Client(string peer, string line);

    [LoggerMessage(1002, LogLevel.Trace, "{Peer} S: {Line}")]
    private partial void Server(string peer, string line);
}
