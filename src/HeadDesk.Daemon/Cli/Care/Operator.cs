using HeadDesk.Store;

namespace HeadDesk.Daemon.Cli.Care;

/// <summary>The person at the command line.</summary>
internal static class Operator
{
    /// <summary>The system's user, for the audit; who called sudo where somebody did.</summary>
    public static string Name { get; } = Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 and < 100 } user ? user : Environment.UserName;

    public static AuditRecord Did(string what, int? ticket = null) => new(TimeProvider.System.GetUtcNow(), Name, AuditRecord.Command, ticket, what);

    /// <summary>Asks on the terminal; without one the answer is no.</summary>
    public static async Task<bool> ConfirmsAsync(string question, bool yes)
    {
        if (yes)
        {
            return true;
        }

        if (Console.IsInputRedirected)
        {
            await Console.Error.WriteLineAsync($"headdesk: {question} Nothing was done: say --yes");
            return false;
        }

        await Console.Error.WriteAsync($"{question} [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
