using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class LinkCommand() : Command("link", "#link URL", "notes a page that belongs to it, such as a second tier's ticket", CommandGroup.Triage)
{
    private const int MaxLength = 900;

    public override void Run(CommandRun run, string argument)
    {
        var url = argument.Trim('<', '>');
        if (url.Length is 0 or > MaxLength
            || url.Any(c => c <= ' ' || "<>\"'\\".Contains(c))
            || !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("https" or "http")
            || uri.Host.Length == 0)
        {
            run.Fail(url.Length == 0 ? "an address of a page is missing" : "only whole addresses that begin with https:// or http:// are kept");
            return;
        }

        if (uri.UserInfo.Length > 0)
        {
            run.Fail("the address holds a user name or a password; leave that out");
            return;
        }

        run.Change(run.Ticket, new Change("link", null, uri.AbsoluteUri), $"link: {uri.AbsoluteUri}");
        run.Note(uri.AbsoluteUri);
    }
}
