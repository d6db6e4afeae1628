using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace HeadDesk.Daemon.Running;

/// <summary>
/// Waits until the configuration is to be read again: on SIGHUP at once, else when its content has changed and rests. Content and not times or
/// events: it works through symbolic links, mounted folders and every way in which editors save.
/// </summary>
internal sealed class ConfigurationWatch : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly string _file;
    private readonly Signal _asked = new();
    private readonly PosixSignalRegistration _hangUp;
    private string _seen;

    public ConfigurationWatch(string file)
    {
        _file = file;
        _seen = Look();
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true; // It would end the process otherwise.
            _asked.Set();
        });
    }

    /// <summary>A file that the configuration names and that counts as part of it; null for none.</summary>
    public string? Beside { get; set; }

    public async Task ChangedAsync(CancellationToken cancellationToken)
    {
        var before = _seen;
        while (true)
        {
            var asked = await _asked.WaitAsync(LookEvery, cancellationToken);
            var now = Look();
            if (asked || (now != _seen && now == before))
            {
                _seen = now; // The same twice: whoever writes it has ended.
                return;
            }

            before = now;
        }
    }

    public void Dispose()
    {
        _hangUp.Dispose();
        _asked.Dispose();
    }

    private string Look() => DigestOf(_file) + (Beside is { } beside ? DigestOf(beside) : "");

    private static string DigestOf(string file)
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.GetType().Name; // That it cannot be read is news too.
        }
    }
}
