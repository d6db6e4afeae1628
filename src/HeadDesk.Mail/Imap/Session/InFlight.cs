namespace HeadDesk.Mail.Imap.Session;

/// <summary>The commands the server has not answered, in the order they were sent. Read without a lock, by snapshot.</summary>
internal sealed class InFlight
{
    private readonly Lock gate = new();
    private volatile ImapCommand[] commands = [];
    private Exception? closed;

    public ReadOnlySpan<ImapCommand> All => commands;

    public void Add(ImapCommand command)
    {
        lock (gate)
        {
            if (closed is not null)
            {
                throw closed;
            }

            commands = [.. commands, command];
        }
    }

    public ImapCommand? Remove(ReadOnlySpan<byte> tag)
    {
        foreach (var command in commands)
        {
            if (System.Text.Ascii.Equals(tag, command.Tag))
            {
                Remove(command);
                return command;
            }
        }

        return null;
    }

    public void Remove(ImapCommand command)
    {
        lock (gate)
        {
            commands = [.. commands.Where(other => other != command)];
        }
    }

    /// <summary>Fails all commands and every later one; the first reason stands.</summary>
    public void Close(Exception reason)
    {
        ImapCommand[] orphans;
        lock (gate)
        {
            closed ??= reason;
            orphans = commands;
            commands = [];
        }

        foreach (var command in orphans)
        {
            command.Fail(reason);
        }
    }
}
