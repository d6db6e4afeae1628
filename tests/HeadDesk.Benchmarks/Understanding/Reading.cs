using HeadDesk.Daemon.Intake;
using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Classification;

namespace HeadDesk.Benchmarks.Understanding;

/// <summary>The depths to which a mail is read, each including the structure.</summary>
internal static class Reading
{
    private const int BufferSize = 64 * 1024;

    [ThreadStatic]
    private static byte[]? buffer;

    /// <summary>The tree of parts, every header field found, none decoded.</summary>
    public static object Structure(ReadOnlyMemory<byte> mail) => MimeMessage.Parse(mail);

    /// <summary>The transfer encoding of every part taken off, as a stream; every text part also as text. What MimeKit's "all decoded" does.</summary>
    public static object Decoded(ReadOnlyMemory<byte> mail)
    {
        var message = MimeMessage.Parse(mail);
        long sum = 0;
        foreach (var part in message.Root.SelfAndDescendants())
        {
            if (part.Children.Count == 0)
            {
                sum += part.IsText ? part.DecodeText().Length : Drain(part);
            }
        }

        return sum;
    }

    /// <summary>Everything that inspect prints but the verdict: addresses, dates, best text, attachments with their digests.</summary>
    public static object View(ReadOnlyMemory<byte> mail) =>
        IncomingMailReader.Read(MimeMessage.Parse(mail), "d", DateTimeOffset.UnixEpoch, mail.Length);

    public static object Classify(IncomingMail mail) => Classifier.Classify(mail, ClassifierSettings.None);

    private static long Drain(MimePart part)
    {
        using var body = part.OpenDecoded();
        buffer ??= new byte[BufferSize];
        long size = 0;
        while (body.Read(buffer) is var read and > 0)
        {
            size += read;
        }

        return size;
    }
}
