using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Store.Tests;

/// <summary>A process that takes mail in until it is killed; each number on its output was committed before it was written.</summary>
internal static class CrashingWriter
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var path])
        {
            await Console.Error.WriteLineAsync("usage: DIRECTORY");
            return 2;
        }

        using var directory = DataDirectory.OpenForWriting(path);
        await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), CancellationToken.None);
        await using var blobs = SegmentBlobStore.Open(directory, new SegmentBlobStoreOptions());
        var desk = await store.OpenDeskAsync("main", CancellationToken.None);
        while (true)
        {
            var number = await TakeInAsync(desk, blobs);
            Console.WriteLine(number.ToString(CultureInfo.InvariantCulture));
        }
    }

    public static Process Start(string path)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(typeof(CrashingWriter).Assembly.Location);
        start.ArgumentList.Add(path);
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start");
    }

    private static async Task<int> TakeInAsync(IDeskStore desk, SegmentBlobStore blobs)
    {
        var none = CancellationToken.None;
        var content = RandomNumberGenerator.GetBytes(10_000);
        var blob = await blobs.AppendAsync(Convert.ToHexStringLower(SHA256.HashData(content)), content, none);
        await blobs.FlushAsync(none);
        await using var transaction = await desk.BeginAsync(none);
        var number = await transaction.NextTicketNumberAsync(none);
        await transaction.SaveTicketAsync(Sample.Ticket(number), none);
        await transaction.AddBlobAsync(blob, none);
        await transaction.AddMessageAsync(Sample.Message(blob.Sha256, number) with { BlobSha256 = blob.Sha256 }, none);
        await transaction.AddEntryAsync(number, Sample.Entry("x"), none);
        await transaction.CommitAsync(none);
        return number;
    }
}
