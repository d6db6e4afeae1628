using System.Globalization;
using HeadDesk.Mail.Mime;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Care.Importing;

/// <summary>Looks through what is to be imported and puts it in order. Reads heads and beginnings only.</summary>
internal static class ImportPlanner
{
    private const int Head = 32 * 1024;
    private static readonly string[] Delivery = ["cur", "new"];

    /// <exception cref="StoreException">There is nothing there that could be imported.</exception>
    public static async Task<ImportPlan> PlanAsync(string path, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (files, isMbox) = FilesOf(Path.GetFullPath(path));
        var mails = new List<ImportedMail>();
        var head = new byte[Head];
        for (var i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (isMbox)
            {
                await using var mbox = File.OpenRead(files[i]);
                foreach (var (offset, length, at) in new MboxScan(mbox).Run(cancellationToken))
                {
                    mails.Add(new ImportedMail(Known(at, now) ?? File.GetLastWriteTimeUtc(files[i]), i, offset, length));
                }
            }
            else
            {
                await using var mail = File.OpenRead(files[i]);
                var got = await mail.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
                var written = MessageView.Of(MimeMessage.Parse(head.AsMemory(0, got))).Date;
                mails.Add(new ImportedMail(Known(written, now) ?? Delivered(files[i]), i, 0, mail.Length));
            }
        }

        // In the order of the files where they say the same.
        return new ImportPlan(files, isMbox, [.. mails.OrderBy(m => m.At)]);
    }

    private static (IReadOnlyList<string> Files, bool IsMbox) FilesOf(string path)
    {
        if (File.Exists(path))
        {
            return IsMbox(path) ? ([path], true) : ([path], false);
        }

        if (!Directory.Exists(path))
        {
            throw StoreException.CannotOpen(path, "there is no such file or folder");
        }

        // Maildir (cr.yp.to/proto/maildir.html): what is in tmp was never delivered.
        var maildir = Delivery.Select(f => Path.Combine(path, f)).Where(Directory.Exists).ToList();
        if (maildir.Count > 0)
        {
            return ([.. maildir.SelectMany(Directory.EnumerateFiles).Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal)], false);
        }

        var mboxes = Directory.EnumerateFiles(path).Where(IsMbox).Order(StringComparer.Ordinal).ToList();
        var mails = Directory.EnumerateFiles(path, "*.eml").Order(StringComparer.Ordinal).ToList();
        return mboxes.Count > 0 && mails.Count > 0 ? throw StoreException.CannotOpen(path, "it holds mbox files and .eml files: import them one after the other")
            : mboxes.Count > 0 ? (mboxes, true)
            : mails.Count > 0 ? (mails, false)
            : throw StoreException.CannotOpen(path, "it is no Maildir (with cur and new in it) and holds neither mbox nor .eml files");
    }

    private static bool IsMbox(string file)
    {
        Span<byte> start = stackalloc byte[5];
        using var stream = File.OpenRead(file);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("From "u8);
    }

    // What claims to be from the future, or from before there was mail, does not know its time.
    private static DateTimeOffset? Known(DateTimeOffset? at, DateTimeOffset now) =>
        at is { } moment && moment < now.AddDays(1) && moment.UtcDateTime.Year >= 1971 ? (moment < now ? moment : now) : null;

    // A delivered file's name begins with the seconds since 1970.
    private static DateTimeOffset Delivered(string file) =>
        long.TryParse(Path.GetFileName(file).Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 31_536_000 and < 7_258_118_400
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : File.GetLastWriteTimeUtc(file);
}
