namespace HeadDesk.Store.Copying;

/// <summary>Keeps copying and rewriting of the originals apart. Any number may copy at once, also beside the daemon; who rewrites is alone.</summary>
public sealed class CareLock : IDisposable
{
    private readonly FileStream _file;

    private CareLock(FileStream file) => _file = file;

    /// <exception cref="StoreException">Originals are being rewritten.</exception>
    public static CareLock ToCopy(DataDirectory directory) => Take(directory, FileShare.ReadWrite, "originals are being removed from it; try again later");

    /// <exception cref="StoreException">A backup is being made.</exception>
    public static CareLock ToRewrite(DataDirectory directory) => Take(directory, FileShare.None, "a backup of it is being made; try again later");

    public void Dispose() => _file.Dispose();

    private static CareLock Take(DataDirectory directory, FileShare share, string why)
    {
        var path = Path.Combine(directory.Path, "care.lock");
        try
        {
            return new CareLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share));
        }
        catch (IOException e) when (e is not DirectoryNotFoundException && File.Exists(path))
        {
            throw StoreException.CannotOpen(directory.Path, why, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreException.CannotOpen(path, e.Message, e);
        }
    }
}
