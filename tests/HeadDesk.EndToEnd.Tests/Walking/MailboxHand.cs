using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers.People;

namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>A person at the shared mailbox, who drags what lies where they see it, perhaps while the desk or a colleague does.</summary>
internal sealed class MailboxHand(TestDesk desk)
{
    private const int Attempts = 5;

    public static IReadOnlyList<string> Folders { get; } = ["INBOX", "alice", "bob", "alice/Closed", "bob/Closed", "Junk"];

    /// <summary>What somebody sent from the shared account, as their program keeps it.</summary>
    public async Task KeepSentAsync(Letter letter, CancellationToken cancellationToken)
    {
        await using var person = await Person.SignInAsync(desk.Servers, desk.Mailbox, cancellationToken);
        await person.AppendAsync("Sent", System.Text.Encoding.UTF8.GetBytes(letter.ToString()), cancellationToken);
    }

    /// <returns>The folder that it was dragged or copied out of; null where it lay there already, or others were quicker again and again.</returns>
    public async Task<string?> DragAsync(string messageId, string to, bool copies, IEnumerable<string> likely, CancellationToken cancellationToken)
    {
        await using var person = await Person.SignInAsync(desk.Servers, desk.Mailbox, cancellationToken);
        var places = likely.Concat(Folders).Distinct().ToList();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            foreach (var place in places)
            {
                if (place != to && (copies
                    ? await person.TryCopyAsync(messageId, place, to, cancellationToken)
                    : await person.TryMoveAsync(messageId, place, to, cancellationToken)))
                {
                    return place;
                }
            }
        }

        return null;
    }
}
