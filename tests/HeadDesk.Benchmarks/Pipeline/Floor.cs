using System.Diagnostics;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.MailServers;

namespace HeadDesk.Benchmarks.Pipeline;

/// <summary>The least that any help desk must do: every mail fetched once and moved once, pipelined over one connection.</summary>
internal static class Floor
{
    private const int Chunk = 50;

    public static async Task<TimeSpan> RunAsync(MailServerSet servers, MailAccount account, bool move)
    {
        var endpoint = new MailEndpoint("127.0.0.1", servers.ImapPort, ConnectionSecurity.None);
        await using var client = await ImapClient.ConnectAsync(endpoint, new ImapOptions(), CancellationToken.None);
        await client.AuthenticateAsync(account.Address, account.Password, CancellationToken.None);
        await client.SelectAsync("INBOX", CancellationToken.None);
        if (!move)
        {
            using var looked = await client.FetchAsync(UidSet.All, new FetchItems { InternalDate = true, Size = true }, CancellationToken.None);
            return TimeSpan.Zero;
        }

        await client.CreateAsync("floor", CancellationToken.None);
        var uids = await client.SearchAsync(SearchQuery.All, CancellationToken.None);
        var started = Stopwatch.GetTimestamp();
        var moves = new List<Task>();
        await foreach (var result in client.FetchChunksAsync(uids, new FetchItems { Body = true }, Chunk, null, CancellationToken.None))
        {
            result.Dispose();
        }

        foreach (var part in uids.Chunk(500))
        {
            moves.Add(client.MoveAsync(part, "floor", CancellationToken.None));
        }

        await Task.WhenAll(moves);
        return Stopwatch.GetElapsedTime(started);
    }
}
