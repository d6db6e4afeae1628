using HeadDesk.Daemon.Intake;
using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Classification;

namespace HeadDesk.Daemon.Cli;

/// <summary>From the bytes of a message to what <c>inspect</c> says of it: the intake's own way, without a desk.</summary>
internal static class Inspector
{
    public static InspectionDocument Inspect(string file, InspectInput input)
    {
        var mail = Inspect(file, input.Content);
        return input.Cut ? mail with { Defects = [.. mail.Defects, $"file: longer than {input.Content.Length} octets; the rest is not read"] } : mail;
    }

    public static InspectionDocument Inspect(string file, ReadOnlyMemory<byte> content)
    {
        try
        {
            var message = MimeMessage.Parse(content);
            var mail = IncomingMailReader.Read(message, MailDigest.Of(content.Span, null), DateTimeOffset.UnixEpoch, content.Length);
            return InspectionDocument.Of(file, Classifier.Classify(mail, ClassifierSettings.None), Outline.Of(message));
        }
#pragma warning disable CA1031 // The contract of inspect: whatever a message provokes is said in defects, and the exit code is 0.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new InspectionDocument { File = file, Defects = [$"cannot be understood: {e.GetType().Name}: {e.Message}"] };
        }
    }
}
