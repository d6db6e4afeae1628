using System.Diagnostics;
using HeadDesk.Mail.Mime;

namespace HeadDesk.Mail.Tests.Mime.Corpora;

public sealed class CorpusTests
{
    [CorpusFact]
    public void EveryFile_IsReadWithoutAnExceptionInTime()
    {
        var slow = new List<string>();
        var files = Corpus.Messages();
        Reading.Everything(File.ReadAllBytes(files[0]));
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            var watch = Stopwatch.StartNew();
            Reading.Everything(bytes);
            if (watch.Elapsed > TimeSpan.FromSeconds(2))
            {
                slow.Add($"{file}: {watch.Elapsed}");
            }
        }

        Assert.NotEmpty(files);
        Assert.Empty(slow);
    }

    /// <summary>MimeKit's own samples, as its documentation says they are built.</summary>
    [CorpusFact]
    public void MimeKitStructures_AreFound()
    {
        var missed = MimeKitExpectations.Shapes
            .Select(e => (e.File, e.Shape, Found: Sample.Shape(MimeMessage.Parse(File.ReadAllBytes(Path.Combine(Corpus.Root!, "mimekit", e.File))).Root)))
            .Where(e => e.Shape != e.Found)
            .Select(e => $"{e.File}: expected {e.Shape}, found {e.Found}");

        Assert.Empty(missed);
    }

    [CorpusFact]
    public void WinmailDat_GivesItsAttachments()
    {
        var view = MessageView.Of(MimeMessage.Parse(File.ReadAllBytes(Path.Combine(Corpus.Root!, "mimekit", "tnef", "rich-text.eml"))));

        Assert.DoesNotContain(view.Attachments, a => a.Name == "winmail.dat");
        Assert.Contains(view.Attachments, a => a.Name == "kitten-playing-with-a-christmas-tree.jpg" && a.Size == 375_081);
    }
}
