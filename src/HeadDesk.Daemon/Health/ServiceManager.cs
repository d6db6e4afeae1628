using System.Globalization;
using System.Net.Sockets;
using System.Text;
using HeadDesk.Daemon.Output;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Health;

/// <summary>Tells systemd how the daemon is: sd_notify(3), one datagram of lines to the socket that it names. Without systemd it tells nobody.</summary>
internal sealed partial class ServiceManager(string? address, TimeSpan? watchdog, ILogger logger)
{
    private const int MaxStatus = 200;
    private bool _failed;

    /// <summary>How often a sign of life is due: half of what the unit allows; null where none is wanted.</summary>
    public TimeSpan? SignOfLifeEvery { get; } = watchdog / 2;

    /// <summary>As systemd set it up for this process.</summary>
    public static ServiceManager FromEnvironment(ILogger logger) => Of(Environment.GetEnvironmentVariable, logger);

    /// <param name="variable">The value of an environment variable, or null.</param>
    public static ServiceManager Of(Func<string, string?> variable, ILogger logger)
    {
        // WATCHDOG_PID names the process that is meant; one that was started by it must not answer for it (sd_watchdog_enabled(3)).
        var forUs = variable("WATCHDOG_PID") is not { Length: > 0 } process || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        TimeSpan? watchdog = forUs && long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds is > 0 and < long.MaxValue / 10
            ? TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            : null;
        return new ServiceManager(variable("NOTIFY_SOCKET") is { Length: > 1 } address && address[0] is '/' or '@' ? address : null, watchdog, logger);
    }

    /// <summary>Up; also after a reload.</summary>
    public void Ready(string status) => Tell($"READY=1\nSTATUS={Line(status)}");

    public void Status(string status) => Tell($"STATUS={Line(status)}");

    public void SignOfLife() => Tell("WATCHDOG=1");

    /// <summary>The configuration is being read again; <see cref="Ready"/> ends it.</summary>
    public void Reloading() => Tell(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={Environment.TickCount64 * 1000}"));

    public void Stopping() => Tell("STOPPING=1");

    private static string Line(string status) => PlainText.Line(status, MaxStatus);

    private void Tell(string lines)
    {
        if (address is null)
        {
            return;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
            socket.SendTo(Encoding.UTF8.GetBytes(lines), new UnixDomainSocketEndPoint(address[0] == '@' ? '\0' + address[1..] : address)); // "@": an abstract name, unix(7)
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            if (!_failed)
            {
                _failed = true;
                LogFailed(e.Message);
            }
        }
    }

    [LoggerMessage(EventId = 6003, Level = LogLevel.Warning, Message = "systemd cannot be told how the daemon is: {Reason}")]
    private partial void LogFailed(string reason);
}
