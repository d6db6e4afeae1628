using System.Text.Json;
using HeadDesk.Daemon.Output;
using HeadDesk.Store;
using HeadDesk.Store.Copying;

namespace HeadDesk.Daemon.Care.Backups;

/// <summary>What a backup holds, in <c>manifest.json</c>: written last, so that a folder with one is a whole backup.</summary>
/// <param name="Format">Version of this layout.</param>
/// <param name="Schema">Version of the tables in the database.</param>
/// <param name="Files">Every file but this one, by its path with slashes.</param>
/// <param name="NotIncluded">What a restored desk needs beside it: files of passwords, by their path in the configuration.</param>
internal sealed record BackupManifest(
    int Format,
    string Program,
    DateTimeOffset Made,
    int Schema,
    IReadOnlyList<string> Desks,
    int Tickets,
    int Originals,
    IReadOnlyList<CopiedFile> Files,
    IReadOnlyList<string> NotIncluded)
{
    public const string FileName = "manifest.json";
    public const int KnownFormat = 1;
    private const long MostOctets = 256 * 1024 * 1024;

    public long Size => Files.Sum(f => f.Size);

    /// <exception cref="StoreException">It is not there, cannot be read, or is of a newer program.</exception>
    public static BackupManifest Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        try
        {
            if (!File.Exists(file))
            {
                throw StoreException.CannotOpen(folder, $"it is no whole backup: there is no {FileName} in it");
            }

            if (new FileInfo(file).Length > MostOctets)
            {
                throw StoreException.Damaged($"{file} is too large to be a manifest");
            }

            var manifest = JsonSerializer.Deserialize<BackupManifest>(File.ReadAllBytes(file), Json.Options);
            return manifest is not { Files: not null, Desks: not null, NotIncluded: not null } ? throw StoreException.Damaged($"{file} is not the manifest of a backup")
                : manifest.Format != KnownFormat ? throw StoreException.CannotOpen(folder, $"the backup has format {manifest.Format}, this program knows {KnownFormat}: use the newer program")
                : manifest;
        }
        catch (JsonException e)
        {
            throw StoreException.Damaged($"{file} is not the manifest of a backup: {e.Message}", e);
        }
    }

    public void Write(string folder) => FileCopy.Write(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, Indented));

    private static readonly JsonSerializerOptions Indented = new(Json.Options) { WriteIndented = true };
}
