using System.Diagnostics;

namespace HeadDesk.EndToEnd.Tests.Desks;

/// <summary>
/// This machine as it is, in which something may be installed: /etc, /usr and /var can be written, and nothing of it reaches the
/// true ones. Processes, network and /tmp are shared. Needs the right to mount, and overlayfs.
/// </summary>
/// <remarks>A mount namespace that one process keeps; it ends with that process's standard input, so also when the tests are killed.</remarks>
internal sealed class BareMachine : IAsyncDisposable
{
    /// <remarks>What is written is held in a tmpfs: overlayfs refuses to write to another overlay, which a container's root often is. With an
    /// empty /run the true systemd is out of reach.</remarks>
    private const string Prepare = """
        set -eu
        mount -t tmpfs tmpfs "$1"
        for part in etc usr var; do
          mkdir -p "$1/$part/upper" "$1/$part/work"
          mount -t overlay overlay -o "lowerdir=/$part,upperdir=$1/$part/upper,workdir=$1/$part/work" "/$part"
        done
        mount -t tmpfs tmpfs /run
        echo prepared
        exec cat
        """;

    /// <summary>What ProtectSystem=strict leaves to a service that has a state directory, and no capabilities.</summary>
    private const string Confine = """
        set -eu
        mount --bind /var/lib/headdesk /var/lib/headdesk
        for part in etc usr var; do mount -o remount,bind,ro "/$part"; done
        user=$1; shift
        exec setpriv --reuid="$user" --regid="$user" --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all -- "$@"
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-machine-");
    private readonly Process _keeper;

    private BareMachine() => _keeper = Shell.Start(["unshare", "--mount", "--propagation", "private", "bash", "-c", Prepare, "bash", _folder.FullName]);

    /// <summary>Null, or the reason, where this machine does not let us.</summary>
    public static async Task<(BareMachine? Machine, string Reason)> TryStartAsync(CancellationToken cancellationToken)
    {
        var machine = new BareMachine();
        if (await machine._keeper.StandardOutput.ReadLineAsync(cancellationToken) == "prepared")
        {
            return (machine, "");
        }

        var reason = await machine._keeper.StandardError.ReadToEndAsync(cancellationToken);
        await machine.DisposeAsync();
        return (null, reason.Trim().ReplaceLineEndings(" "));
    }

    /// <summary>As root, in a folder that only root can enter.</summary>
    public Task<Outcome> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null) =>
        Shell.RunAsync([.. Enter, .. command], cancellationToken, environment, _folder.FullName);

    public Task<Outcome> RunAsUserAsync(string user, IReadOnlyList<string> command, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null) =>
        RunAsync(["runuser", "-u", user, "--", .. command], cancellationToken, environment);

    /// <summary>As a service of that user, which may write below /var/lib/headdesk only.</summary>
    public Process StartService(string user, IReadOnlyList<string> command) =>
        Shell.Start([.. Enter, "unshare", "--mount", "--propagation", "private", "bash", "-c", Confine, "bash", user, .. command], folder: "/");

    /// <summary>Everything there is at these places: kind, mode, owner, length, where links lead, and the digests of files.</summary>
    public async Task<string> ListAsync(string places, CancellationToken cancellationToken) =>
        (await RunAsync(
            ["bash", "-c", $"shopt -s nullglob; set -- {places}; [ $# -gt 0 ] || exit 0; find \"$@\" -printf '%M %u:%g %p %l\\n' | sort; find \"$@\" -type f -print0 | sort -z | xargs -0 -r sha256sum"],
            cancellationToken)).Succeeded().Output;

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
        _folder.Delete();
    }

    private IEnumerable<string> Enter => ["nsenter", $"--mount=/proc/{_keeper.Id}/ns/mnt"];
}

/// <summary>A test on a <see cref="BareMachine"/>; skipped with the reason where none can be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BareMachineFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(() => Task.Run(WhyNotAsync).GetAwaiter().GetResult());

    public BareMachineFactAttribute() => Skip = Reason.Value;

    private static async Task<string?> WhyNotAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "installing for a try needs root (a mount namespace)";
        }

        if (new[] { "/usr/lib/headdesk", "/etc/headdesk", "/var/lib/headdesk" }.FirstOrDefault(Directory.Exists) is { } there)
        {
            return $"Head Desk is installed on this machine ({there}); the test wants one without it";
        }

        try
        {
            var (machine, reason) = await BareMachine.TryStartAsync(CancellationToken.None);
            if (machine is null)
            {
                return $"no overlay can be mounted here: {reason}";
            }

            await machine.DisposeAsync();
            return null;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"unshare is not to be had here: {e.Message}";
        }
    }
}
