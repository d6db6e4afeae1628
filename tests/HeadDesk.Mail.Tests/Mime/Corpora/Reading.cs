using HeadDesk.Mail.Mime;

namespace HeadDesk.Mail.Tests.Mime.Corpora;

/// <summary>Asks a message for everything it can tell.</summary>
internal static class Reading
{
    /// <returns>a figure made of all answers, so that nothing is skipped as unused</returns>
    public static long Everything(ReadOnlyMemory<byte> bytes, MimeLimits? limits = null) => Everything(MessageView.Of(MimeMessage.Parse(bytes, limits)));

    private static long Everything(MessageView outermost)
    {
        long sum = 0;
        var pending = new Stack<(MessageView View, int Depth)>([(outermost, 0)]);
        while (pending.TryPop(out var next))
        {
            var view = next.View;
            sum += view.Text.Length + (view.HtmlBody?.Length ?? 0) + view.Subject.Length + view.To.Count + view.Cc.Count + view.ReplyTo.Count;
            sum += (view.From?.Address.Length ?? 0) + (view.Sender?.Address.Length ?? 0) + (view.MessageId?.Length ?? 0) + view.InReplyTo.Count;
            sum += view.References.Count + (view.Date?.Year ?? 0) + view.Reports.Sum(r => r.Groups.Sum(g => g.Count)) + view.Defects.Count;
            sum += view.Headers.Sum(h => (long)h.Value.Length);
            sum += view.Message.Root.SelfAndDescendants().Sum(p => (long)(p.FileName?.Length ?? 0) + (p.ContentId?.Length ?? 0) + p.Parameters.Count);
            foreach (var attachment in view.Attachments)
            {
                sum += attachment.Size + attachment.Sha256.Length + attachment.Name.Length;
            }

            if (next.Depth < 5)
            {
                foreach (var inner in view.EmbeddedMessages.Take(20))
                {
                    pending.Push((inner, next.Depth + 1));
                }
            }
        }

        return sum;
    }
}
