using System.Text;
using HeadDesk.Mail.Smtp;

namespace HeadDesk.Mail.Tests.Smtp;

/// <summary>
/// The server answers at random, right, wrong and not at all. What the client reports as accepted must be what is in the
/// server's ledger, recipient by recipient; only an uncertain message may be there or not.
/// </summary>
public sealed class AttributionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RandomAnswers_ResultsAgreeWithTheLedger(bool pipelining)
    {
        for (var seed = 0; seed < 150; seed++)
        {
            await PlayAsync(seed, pipelining);
        }
    }

    private static async Task PlayAsync(int seed, bool pipelining)
    {
        var random = new Random(seed);
        string? Roll(string line)
        {
            var verb = line.Split(' ', ':')[0];
            if (verb is "EHLO" or "(greeting)" or "RSET")
            {
                return null;
            }

            // DATA is refused only: a go-ahead or a refusal out of turn would break the server's own rules.
            return random.Next(40) switch
            {
                < 4 => "550 5.7.1 no",
                < 8 => "451 4.7.1 later",
                8 => "421 4.3.2 going down",
                9 => string.Empty,
                10 when verb == "RCPT" => "552 too many",
                _ => null,
            };
        }

        await using var server = new FakeSmtpServer(new SmtpFaults { Answer = Roll, Keywords = pipelining ? ["PIPELINING"] : [] });
        var options = new SmtpOptions { ClientName = "client.example", MaxCommandsInFlight = 1 + random.Next(5) };
        var messages = Enumerable.Range(0, 12)
            .Select(i => new SmtpMessage(
                new SmtpEnvelope($"m{i}@example.com", Enumerable.Range(0, 1 + random.Next(4)).Select(r => $"r{r}@example.org")),
                Encoding.ASCII.GetBytes($"message {i}\r\n")))
            .ToArray();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var client = await SmtpClient.ConnectAsync(server.Endpoint(), options, deadline.Token);

        var results = new List<SmtpResult>();
        await foreach (var result in client.SendAllAsync(messages, deadline.Token))
        {
            results.Add(result);
        }

        Assert.Equal(messages, results.Select(result => result.Message));
        foreach (var result in results)
        {
            var from = $"MAIL FROM:<{result.Message.Envelope.From}>";
            var inLedger = server.Taken.SingleOrDefault(mail => mail.MailLine == from);
            var reported = result.Recipients.Where(one => one.Outcome is SmtpOutcome.Accepted or SmtpOutcome.Uncertain).Select(one => one.Address).ToArray();
            if (result.Outcome == SmtpOutcome.Uncertain && inLedger is null)
            {
                continue;
            }

            Assert.True(
                reported.SequenceEqual(inLedger?.Recipients ?? []),
                $"seed {seed}, {from}: reported [{string.Join(' ', reported)}], ledger [{string.Join(' ', inLedger?.Recipients ?? [])}]");
        }

        Assert.InRange(results.Count(result => result.Outcome == SmtpOutcome.Uncertain), 0, 1);
    }
}
