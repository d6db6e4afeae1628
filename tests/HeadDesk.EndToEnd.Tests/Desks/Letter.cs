using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests.Desks;

/// <summary>A mail that somebody writes in a test.</summary>
internal sealed record Letter(string From, string To, string Subject, string Text = "It burns.")
{
    public string MessageId { get; init; } = $"{Guid.NewGuid():N}@client.example";

    /// <summary>More header lines, each "Name: value".</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    public string ContentType { get; init; } = "text/plain; charset=utf-8";

    /// <summary>Empty for the null return path.</summary>
    public string? EnvelopeFrom { get; init; }

    public override string ToString() => string.Join(
        "\r\n",
        [
            $"From: Somebody <{From}>", $"To: {To}", $"Subject: {Subject}", "Date: Mon, 02 Mar 2026 09:00:00 +0000", $"Message-ID: <{MessageId}>",
            .. Headers, "MIME-Version: 1.0", $"Content-Type: {ContentType}", "", Text, "",
        ]);

    public async Task SendAsync(MailServerSet servers, CancellationToken cancellationToken) =>
        await servers.DeliverAsync(new Envelope(EnvelopeFrom ?? From, To), ToString(), cancellationToken);
}
