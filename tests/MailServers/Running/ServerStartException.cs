namespace HeadDesk.MailServers.Running;

/// <summary>A mail server did not come up; the message ends with its log.</summary>
public sealed class ServerStartException : Exception
{
    private ServerStartException(string message, bool portTaken)
        : base(message) => PortTaken = portTaken;

    /// <summary>Somebody else took the port between choosing and using it: worth another try.</summary>
    public bool PortTaken { get; }

    internal static ServerStartException Ended(string name, int exitCode, string logs) =>
        new($"{name} ended at once with {exitCode}:\n{logs}", logs.Contains("already in use", StringComparison.OrdinalIgnoreCase));

    internal static ServerStartException Silent(string name, int port, TimeSpan patience, string logs) =>
        new($"{name} did not greet on port {port} within {patience.TotalSeconds} s:\n{logs}", logs.Contains("already in use", StringComparison.OrdinalIgnoreCase));
}
