using HeadDesk.Rules.Staff;

namespace HeadDesk.Rules.Tickets;

/// <summary>What a folder of the shared mailbox is for.</summary>
public enum FolderUse
{
    /// <summary>Nothing that Head Desk knows of.</summary>
    Other,
    Queue,
    Staff,

    /// <summary>A staff member's finished work.</summary>
    Closed,
    Junk,
    Sent,
}

/// <summary>What a folder says about the tickets whose mail lies in it.</summary>
/// <param name="Owner">Of a staff folder and of its Closed; else null.</param>
public readonly record struct FolderMeaning(FolderUse Use, StaffMember? Owner)
{
    private const string Closed = "/Closed";

    public static string ClosedOf(string staffFolder) => staffFolder + Closed;

    /// <param name="folder">By the name that the configuration and the store use.</param>
    public static FolderMeaning Of(string folder, DeskSettings settings)
    {
        if (folder == settings.QueueFolder)
        {
            return new FolderMeaning(FolderUse.Queue, null);
        }

        foreach (var member in settings.Staff)
        {
            if (folder == member.Folder)
            {
                return new FolderMeaning(FolderUse.Staff, member);
            }

            if (folder.Length == member.Folder.Length + Closed.Length && folder.StartsWith(member.Folder, StringComparison.Ordinal) && folder.EndsWith(Closed, StringComparison.Ordinal))
            {
                return new FolderMeaning(FolderUse.Closed, member);
            }
        }

        return new FolderMeaning(folder == settings.JunkFolder ? FolderUse.Junk : folder == settings.SentFolder ? FolderUse.Sent : FolderUse.Other, null);
    }
}

/// <summary>Where a ticket's mail belongs; the one answer for every filing.</summary>
public static class TicketHome
{
    public static string Of(Ticket ticket, DeskSettings settings)
    {
        if (ticket.Status == TicketStatus.Spam)
        {
            return settings.JunkFolder;
        }

        if (ticket.Status == TicketStatus.Merged || settings.StaffNamed(ticket.Assignee) is not { } assignee)
        {
            return settings.QueueFolder;
        }

        return ticket.Status is TicketStatus.Resolved or TicketStatus.Closed ? FolderMeaning.ClosedOf(assignee.Folder) : assignee.Folder;
    }

    /// <summary>Every folder that is some ticket's home: a ticket that is filed whole is gathered from these.</summary>
    public static IReadOnlyList<string> All(DeskSettings settings) =>
        [settings.QueueFolder, .. settings.Staff.SelectMany(s => new[] { s.Folder, FolderMeaning.ClosedOf(s.Folder) }), settings.JunkFolder];

    /// <summary>Where one new mail of a ticket goes, or the whole ticket where its home has changed; null leaves the mail in the queue.</summary>
    internal static Filing? FilingOf(Ticket? before, Ticket after, DeskSettings settings)
    {
        var home = Of(after, settings);
        var whole = before is not null && home != Of(before, settings);
        return whole || home != settings.QueueFolder ? new Filing(home, whole) : null;
    }
}
