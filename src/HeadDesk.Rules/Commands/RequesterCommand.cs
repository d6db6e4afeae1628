using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class RequesterCommand() : Command("requester", "#requester ADDR", "says for whom it is; who it was stays in copy", CommandGroup.Housekeeping)
{
    public override void Run(CommandRun run, string argument)
    {
        if (AddressArgument.Read(run, argument) is not { } party)
        {
            return;
        }

        var before = run.Ticket;
        if (before.Requester.Is(party.Address))
        {
            run.Say($"{party.Address} is the requester of {run.Tag(before)} already");
            return;
        }

        if (!before.IsParticipant(party) && !AddressArgument.MayTakePart(run, party))
        {
            return;
        }

        var old = before.Requester;
        var stays = old.IsWritable && run.Settings.StaffBy(old.Address) is null;
        var others = before.Participants.Where(p => !p.Is(party.Address) && (stays || !p.Is(old.Address)));
        run.Change(
            // Where the old requester asked to be answered is not where the new one is.
            before.Admit(party) with { Requester = party, Participants = [party, .. others], AnswerTo = null },
            new Change("requester", old.Address, party.Address),
            $"requester: {(old.IsWritable ? old.Address : "unknown")} → {party.Address}");
        if (stays)
        {
            run.Say($"{old.Address} still gets copies; #cc -{old.Address} ends that");
        }
    }
}
