using System.Globalization;

namespace HeadDesk.Store.Blobs;

/// <summary>The files of a blob folder by their names.</summary>
internal sealed class SegmentFolder(string path)
{
    public const string Records = ".seg";
    public const string Raw = ".raw";
    private const string Temporary = ".tmp";

    public string Path => path;

    public string FileOf(int segment, string extension) =>
        System.IO.Path.Combine(path, segment.ToString("D8", CultureInfo.InvariantCulture) + extension);

    public string FileOf(BlobAddress blob) => FileOf(blob.Segment, blob.Offset == 0 ? Raw : Records);

    public string NewTemporaryFile() => System.IO.Path.Combine(path, Guid.NewGuid().ToString("N") + Temporary);

    /// <summary>Every segment, by number.</summary>
    public IReadOnlyList<(int Number, string Extension)> List()
    {
        var found = new List<(int Number, string Extension)>();
        foreach (var file in Directory.EnumerateFiles(path))
        {
            var extension = System.IO.Path.GetExtension(file);
            if (extension is Records or Raw
                && int.TryParse(System.IO.Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture, out var number))
            {
                found.Add((number, extension));
            }
        }

        return [.. found.OrderBy(f => f.Number)];
    }

    /// <summary>What a process left that died while it streamed.</summary>
    public void DeleteTemporaryFiles()
    {
        foreach (var file in Directory.EnumerateFiles(path, "*" + Temporary))
        {
            File.Delete(file);
        }
    }
}
