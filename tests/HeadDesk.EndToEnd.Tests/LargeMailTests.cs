using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HeadDesk.Daemon.Configuration;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.Store;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Sqlite;
using Xunit.Abstractions;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Mail of many megabytes: taken in within bounded memory, or left in the mailbox where it is over the limit.</summary>
public sealed class LargeMailTests(ServersFixture fixture, ITestOutputHelper output) : IClassFixture<ServersFixture>, IDisposable
{
    private const long MaxMemory = 200L << 20;
    private const int LineLength = 76;

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));
    private readonly MailAccount _carol = fixture.Servers.CreateOutsider("carol");

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task MailOf45Megabytes_IsTakenInWholeWithinBoundedMemory()
    {
        using var desk = new TestDesk(Servers, c => c["imap"]!["baseline"] = "process");
        var attachment = RandomNumberGenerator.GetBytes(33 << 20);
        var mail = Mail(desk, "Printer on fire", attachment);
        Assert.InRange(mail.Length, 45 << 20, 50 << 20);
        await desk.Mailbox.FillAsync([mail], Token);

        var peak = await RunOnceMeasuringAsync(desk);
        Assert.InRange(peak, 1 << 20, MaxMemory);

        var received = Assert.Single(await desk.EntriesAsync(1, "received", Token));
        var kept = Assert.Single(received["attachments"]!.AsArray())!;
        Assert.Equal(("fire.bin", attachment.Length), ((string)kept["name"]!, (int)kept["size"]!));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(attachment)), (string)kept["sha256"]!);
        Assert.Equal("It burns.", ((string)received["text"]!).Trim());
        Assert.Single(_carol.Messages());
        Assert.Equal(SHA256.HashData(mail), await SoleOriginalAsync(desk, mail));
    }

    [Fact]
    public async Task SeveralLargeMails_AreNotInMemoryAtOnce()
    {
        using var desk = new TestDesk(Servers, c => c["imap"]!["baseline"] = "process");
        var attachment = RandomNumberGenerator.GetBytes(33 << 20);
        await desk.Mailbox.FillAsync(Enumerable.Range(1, 4).Select(i => (ReadOnlyMemory<byte>)Mail(desk, $"request {i}", attachment)), Token);
        Assert.InRange(await RunOnceMeasuringAsync(desk), 1 << 20, MaxMemory);
        Assert.Equal(4, (await desk.TicketsAsync(Token)).Count);
    }

    [Fact]
    public async Task LargeMailDeliveredTwice_IsKeptOnce()
    {
        using var desk = new TestDesk(Servers, c => c["imap"]!["baseline"] = "process");
        var mail = Mail(desk, "Printer on fire", RandomNumberGenerator.GetBytes(2 << 20));
        await desk.Mailbox.FillAsync([mail, mail], Token);
        await desk.RunOnceAsync(Token);
        Assert.Equal(1, (int)Assert.Single(await desk.TicketsAsync(Token))!["messages"]!);
        Assert.Single(_carol.Messages());
        Assert.Single(Directory.EnumerateFiles(desk.DataDirectory, "*", SearchOption.AllDirectories), f => new FileInfo(f).Length > 2 << 20);
    }

    [Fact]
    public async Task MailOverTheLimit_BecomesATicketFromHeaderAndStructureAndStays()
    {
        using var desk = new TestDesk(Servers, c =>
        {
            c["imap"]!["baseline"] = "process";
            c["imap"]!["maxMessageSize"] = "1MB";
        });
        await desk.Mailbox.FillAsync([Mail(desk, "Printer on fire", RandomNumberGenerator.GetBytes(1 << 20))], Token);
        await desk.RunOnceAsync(Token);
        await desk.RunOnceAsync(Token);

        var ticket = Assert.Single(await desk.TicketsAsync(Token))!;
        Assert.Equal(("Printer on fire", _carol.Address), ((string)ticket["subject"]!, (string)ticket["requester"]!["address"]!));
        var text = (string)Assert.Single(await desk.EntriesAsync(1, "received", Token))["text"]!;
        Assert.Contains("too large", text, StringComparison.Ordinal);
        Assert.Contains("fire.bin", text, StringComparison.Ordinal);
        Assert.DoesNotContain("It burns.", text, StringComparison.Ordinal);
        Assert.Single(desk.Mailbox.Messages());
        Assert.Contains("larger than we can take in", Flowing(Assert.Single(_carol.Messages()).Text), StringComparison.Ordinal);
        Assert.Contains("[HD-1]", Assert.Single(desk.Alice.Messages()).Subject, StringComparison.Ordinal);
        Assert.Empty(desk.Bob.Messages());
        Assert.DoesNotContain(Directory.EnumerateFiles(desk.DataDirectory, "*", SearchOption.AllDirectories), f => new FileInfo(f).Length > 1 << 20);
    }

    [Fact]
    public async Task MailAcrossTheLimit_IsDecidedByTheLimit()
    {
        using var desk = new TestDesk(Servers, c =>
        {
            c["imap"]!["baseline"] = "process";
            c["imap"]!["maxMessageSize"] = "64KB";
        });
        await desk.Mailbox.FillAsync([Mail(desk, "small", new byte[1000]), Mail(desk, "large", new byte[100_000]), Mail(desk, "small too", new byte[1000])], Token);
        await desk.RunOnceAsync(Token);
        Assert.Equal(["small", "large", "small too"], (await desk.TicketsAsync(Token)).Select(t => (string)t!["subject"]!));
        Assert.Contains("It burns.", (string)Assert.Single(await desk.EntriesAsync(3, "received", Token))["text"]!, StringComparison.Ordinal);
        Assert.Contains("too large", (string)Assert.Single(await desk.EntriesAsync(2, "received", Token))["text"]!, StringComparison.Ordinal);
    }

    // Without the soft line breaks of quoted-printable   RFC 2045 §6.7
    private static string Flowing(string text) => text.ReplaceLineEndings("\n").Replace("=\n", "", StringComparison.Ordinal).Replace('\n', ' ');

    private byte[] Mail(TestDesk desk, string subject, byte[] attachment)
    {
        var base64 = Convert.ToBase64String(attachment);
        var mail = new StringBuilder(base64.Length + (base64.Length / 30));
        mail.Append(CultureInfo.InvariantCulture, $"Return-Path: <{_carol.Address}>\nFrom: Carol <{_carol.Address}>\nTo: {desk.Address}\nSubject: {subject}\nMessage-ID: <{subject.Replace(' ', '-')}@client.example>\n")
            .Append("Date: Mon, 02 Mar 2026 09:00:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nIt burns.\n--b\n")
            .Append("Content-Type: application/octet-stream; name=fire.bin\nContent-Disposition: attachment; filename=fire.bin\nContent-Transfer-Encoding: base64\n\n");
        for (var at = 0; at < base64.Length; at += LineLength)
        {
            mail.Append(base64, at, Math.Min(LineLength, base64.Length - at)).Append('\n');
        }

        return Encoding.ASCII.GetBytes(mail.Append("--b--\n").Replace("\n", "\r\n").ToString());
    }

    /// <summary>The digest of what the store keeps of a mail, read back through the store.</summary>
    private async Task<byte[]> SoleOriginalAsync(TestDesk desk, byte[] mail)
    {
        using var directory = DataDirectory.OpenForWriting(desk.DataDirectory);
        await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), Token);
        var main = await store.OpenDeskAsync(new DeskOptions().Id, Token);
        await using var transaction = await main.BeginAsync(Token);
        var blob = await transaction.FindBlobAsync(Convert.ToHexStringLower(SHA256.HashData(mail)), Token);
        await using var blobs = SegmentBlobStore.Open(directory, new SegmentBlobStoreOptions());
        await using var content = blobs.Open(blob!);
        return await SHA256.HashDataAsync(content, Token);
    }

    /// <returns>The most octets that were in memory, file pages included: VmHWM of proc_pid_status(5).</returns>
    private async Task<long> RunOnceMeasuringAsync(TestDesk desk)
    {
        using var process = Headdesk.Start(["run", "--config", desk.ConfigFile, "--once"]);
        var errors = process.StandardError.ReadToEndAsync(Token);
        var said = process.StandardOutput.ReadToEndAsync(Token);
        var peak = 0L;
        await Eventually.HoldsAsync(
            () =>
            {
                peak = Math.Max(peak, PeakOf(process));
                return process.HasExited;
            },
            "the end of the round",
            Token,
            TimeSpan.FromMinutes(2));
        Assert.True(process.ExitCode == 0, $"{await said}{await errors}");
        output.WriteLine($"peak {peak >> 20} MB");
        return peak;
    }

    private static long PeakOf(Process process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan("VmHWM:".Length, line.Length - "VmHWM:".Length - "kB".Length).Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0; // Ended between the question and the answer.
        }
    }

    public void Dispose() => _limit.Dispose();
}
