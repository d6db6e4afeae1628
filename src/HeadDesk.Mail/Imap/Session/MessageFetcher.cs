using System.Runtime.CompilerServices;
using HeadDesk.Mail.Imap.Commands;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Session;

/// <summary>Fetches sets of any size: as several commands where one would be too long, or chunk by chunk with the next under way.</summary>
internal static class MessageFetcher
{
    public static async Task<FetchResult> FetchAsync(
        ImapSession session, UidSet uids, FetchItems items, OpenBodySink? openSink, CancellationToken cancellationToken)
    {
        var parts = UidSetBuilder.SplitForCommands(uids)
            .Select(part => session.RunAsync(new FetchCommand(part, items, openSink), cancellationToken))
            .ToArray();
        var results = await Task.WhenAll(parts);
        return results switch
        {
            [] => new FetchResult([], null, UidSet.Empty),
            [var single] => single,
            _ => new FetchResult(
                [.. results.SelectMany(result => result.Messages)],
                results.Select(result => result.Refusal).FirstOrDefault(refusal => refusal is not null),
                results.Aggregate(UidSet.Empty, (all, result) => all.Union(result.Vanished))),
        };
    }

    public static async IAsyncEnumerable<FetchResult> FetchChunksAsync(
        ImapSession session,
        UidSet uids,
        FetchItems items,
        int chunkSize,
        OpenBodySink? openSink,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Task<FetchResult>? next = null;
        try
        {
            foreach (var chunk in uids.IsOpen ? [uids] : uids.Chunk(chunkSize))
            {
                var present = next;
                next = FetchAsync(session, chunk, items, openSink, cancellationToken);
                if (present is not null)
                {
                    yield return await present;
                }
            }

            if (next is not null)
            {
                var last = next;
                next = null;
                yield return await last;
            }
        }
        finally
        {
            if (next is not null)
            {
                // the consumer stopped early: what was under way is taken in and let go
                await next.ContinueWith(
                    static fetched => { if (fetched.IsCompletedSuccessfully) { fetched.Result.Dispose(); } },
                    CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }
}
