using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class CcCommand() : Command("cc", "#cc ADDR|-ADDR", "copies somebody in; with a minus takes them out, whoever else copies them", CommandGroup.Housekeeping)
{
    public override void Run(CommandRun run, string argument)
    {
        var removes = argument.StartsWith('-');
        if (AddressArgument.Read(run, argument.TrimStart('-', '+')) is not { } party)
        {
            return;
        }

        var ticket = run.Ticket;
        var present = ticket.IsParticipant(party);
        var isAnswered = ticket.AnswerTo?.Is(party.Address) == true;
        if (removes && ticket.Requester.Is(party.Address))
        {
            run.Fail($"{party.Address} is the requester; #requester names another");
        }
        else if (removes && !present && !isAnswered)
        {
            run.Fail($"{party.Address} takes no part in {run.Tag(ticket)}", Nearest.Of(party.Address, ticket.Participants.Select(p => p.Address)) is { } near ? "-" + near : null);
        }
        else if (removes)
        {
            run.Change(
                ticket with
                {
                    Participants = [.. ticket.Participants.Where(p => !p.Is(party.Address))],
                    TakenOut = [.. ticket.Admit(party).TakenOut, party.Address],
                    AnswerTo = isAnswered ? null : ticket.AnswerTo,
                },
                new Change("participants", party.Address, null),
                isAnswered ? $"{party.Address} takes no part any more; answers go to {ticket.Requester.Address} from now on" : $"{party.Address} takes no part any more");
        }
        else if (present)
        {
            run.Say($"{party.Address} takes part in {run.Tag(ticket)} already");
        }
        else if (AddressArgument.MayTakePart(run, party))
        {
            run.Change(ticket.Admit(party) with { Participants = [.. ticket.Participants, party] }, new Change("participants", null, party.Address), $"{party.Address} takes part from now on");
        }
    }
}
