namespace HeadDesk.Daemon.Connecting.OAuth2;

/// <summary>Keeps the tokens for the owner alone, whole or not at all; several processes take turns at renewing them.</summary>
internal sealed class TokenFile(string path, TimeProvider time)
{
    private const int MaxLength = 64 * 1024;
    private static readonly TimeSpan TurnWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(100);

    public string Path => path;

    /// <returns>Null where nobody has signed in.</returns>
    /// <exception cref="SignInException">It holds something else.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public TokenSet? Read()
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxLength)
            {
                throw SignInException.Unreadable(path, "it is too long");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return TokenSet.FromJson(bytes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException)
        {
            throw SignInException.Unreadable(path, e.Message);
        }
    }

    // Written whole under another name first: half a refresh token would cost a sign-in.
    public void Write(TokenSet tokens)
    {
        MakeFolder();
        var temporary = path + ".new";
        File.Delete(temporary);
        using (var file = new FileStream(temporary, OwnersOnly(FileMode.CreateNew)))
        {
            file.Write(tokens.ToJson());
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>One process at a time: many servers take back a refresh token that is shown twice. Dispose gives the turn on.</summary>
    public async Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        MakeFolder();
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path + ".lock", OwnersOnly(FileMode.OpenOrCreate));
            }
            catch (IOException) when (File.Exists(path + ".lock") && time.GetElapsedTime(began) < TurnWithin)
            {
                await Task.Delay(AskEvery, time, cancellationToken);
            }
        }
    }

    private void MakeFolder()
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }

    private static FileStreamOptions OwnersOnly(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
