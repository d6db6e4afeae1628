using System.Globalization;

namespace HeadDesk.MailServers.Running;

/// <summary>The ordinary account under which the servers run and to which every mail file belongs.</summary>
internal sealed record ServerUser(string Name, string Group, int UserId, int GroupId, bool NeedsHandOver)
{
    /// <summary>Debian's base-passwd has all of these; none of them owns files that the servers could harm.</summary>
    private static readonly string[] Candidates = ["nobody", "mail", "daemon"];

    public static ServerUser Resolve()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return Named(Environment.UserName, needsHandOver: false)
                ?? throw new InvalidOperationException($"user {Environment.UserName} is not in /etc/passwd; the mail servers need a named user");
        }

        return Candidates.Select(name => Named(name, needsHandOver: true)).FirstOrDefault(user => user is not null)
            ?? throw new InvalidOperationException($"none of the users {string.Join(", ", Candidates)} exists; the mail servers do not run as root");
    }

    /// <summary>The command line that runs a program as this user; exim's set-user-id bit is ignored on the way.</summary>
    public IEnumerable<string> Run(params IEnumerable<string> command)
    {
        string[] handOver = NeedsHandOver
            ? ["setpriv", $"--reuid={UserId}", $"--regid={GroupId}", "--clear-groups", "--no-new-privs", "--"]
            : ["setpriv", "--no-new-privs", "--"];
        return handOver.Concat(command);
    }

    /// <summary>
    /// Gives a folder and all below it to this user. Without that the kernel's fs.protected_hardlinks makes Dovecot copy
    /// on MOVE instead of linking.
    /// </summary>
    public async Task OwnAsync(string folder, CancellationToken cancellationToken)
    {
        if (NeedsHandOver)
        {
            await Command.RunAsync(["chown", "-R", $"{UserId}:{GroupId}", folder], cancellationToken);
        }
    }

    private static ServerUser? Named(string name, bool needsHandOver)
    {
        // name:password:uid:gid:comment:home:shell   passwd(5)
        string[]? user = Lookup("/etc/passwd", fields => fields[0] == name);
        if (user is null)
        {
            return null;
        }

        string[] group = Lookup("/etc/group", fields => fields[2] == user[3])
            ?? throw new InvalidOperationException($"group {user[3]} of user {name} is not in /etc/group");
        return new ServerUser(
            name,
            group[0],
            int.Parse(user[2], CultureInfo.InvariantCulture),
            int.Parse(user[3], CultureInfo.InvariantCulture),
            needsHandOver);
    }

    private static string[]? Lookup(string file, Func<string[], bool> matches) =>
        File.ReadLines(file).Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length >= 4 && matches(fields));
}
