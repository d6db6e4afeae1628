using HeadDesk.Daemon.Intake;

namespace HeadDesk.Daemon.Cli;

/// <summary>A message to be inspected, from a file or standard input, without holding a long one in memory.</summary>
internal sealed class InspectInput : IDisposable
{
    /// <summary>What is longer is mapped instead of read.</summary>
    private const int MapFrom = 1024 * 1024;

    private readonly IDisposable? _mapped;

    private InspectInput(ReadOnlyMemory<byte> content, IDisposable? mapped, bool cut)
    {
        Content = content;
        _mapped = mapped;
        Cut = cut;
    }

    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>There was more than <see cref="Content"/>.</summary>
    public bool Cut { get; }

    /// <param name="longest">Octets that are read of it; a memory can be no longer than the default, 2 GB.</param>
    public static async Task<InspectInput> OpenAsync(string path, CancellationToken cancellationToken, int? longest = null) =>
        new FileInfo(path) is { Exists: true, Length: > MapFrom }
            ? Map(path, temporary: false, longest)
            : Whole(await File.ReadAllBytesAsync(path, cancellationToken), longest);

    /// <summary>What does not fit into a short buffer goes through a temporary file, no more than is read of it.</summary>
    public static async Task<InspectInput> ReadAsync(Stream input, CancellationToken cancellationToken, int? longest = null)
    {
        var start = new byte[MapFrom];
        var length = await input.ReadAtLeastAsync(start, MapFrom, throwOnEndOfStream: false, cancellationToken);
        if (length < MapFrom)
        {
            return Whole(start.AsMemory(0, length), longest);
        }

        var path = Path.GetTempFileName();
        try
        {
            await using (var file = File.OpenWrite(path))
            {
                await file.WriteAsync(start, cancellationToken);
                while (file.Length <= (longest ?? Array.MaxLength) && await input.ReadAsync(start, cancellationToken) is var read and > 0)
                {
                    await file.WriteAsync(start.AsMemory(0, read), cancellationToken);
                }
            }

            return Map(path, temporary: true, longest);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public void Dispose() => _mapped?.Dispose();

    private static InspectInput Whole(ReadOnlyMemory<byte> content, int? longest) =>
        content.Length > longest ? new(content[..longest.Value], null, true) : new(content, null, false);

    private static InspectInput Map(string path, bool temporary, int? longest)
    {
        var length = new FileInfo(path).Length;
        var mapped = new MappedFile(path, temporary, longest);
        return new InspectInput(mapped.Memory, mapped, length > mapped.Memory.Length);
    }
}
