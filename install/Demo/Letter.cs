using HeadDesk.MailServers;

namespace HeadDesk.Demo;

/// <summary>A mail of the sample day.</summary>
internal sealed record Letter(string Name, MailAccount From, string Subject, string Text)
{
    public string MessageId { get; } = $"<{Guid.NewGuid():N}@client.example>";

    public string[] Headers { get; init; } = [];

    /// <summary>Instead of a plain text: a whole MIME body with its own header lines.</summary>
    public string? Mime { get; init; }

    public async Task SendAsync(MailServerSet servers, MailAccount to, CancellationToken cancellationToken)
    {
        var lines = new List<string>
        {
            $"From: {Name} <{From.Address}>", $"To: {to.Address}", $"Subject: {Subject}", $"Message-ID: {MessageId}",
            $"Date: {DateTimeOffset.UtcNow:ddd, dd MMM yyyy HH:mm:ss} +0000",
        };
        lines.AddRange(Headers);
        lines.Add("MIME-Version: 1.0");
        lines.Add(Mime ?? $"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{Text}\r\n");
        await servers.DeliverAsync(new Envelope(From.Address, to.Address), string.Join("\r\n", lines), cancellationToken);
    }
}
