namespace HeadDesk.Rules.Commands;

internal sealed class ReplyCommand() : Command("reply", "#reply NAME", "sends the canned answer NAME, with what you write below it", CommandGroup.Writing)
{
    public override void Ask(CommandNeeds needs, string argument) => needs.Answer(argument);

    public override void Run(CommandRun run, string argument)
    {
        if (run.Facts.BrokenAnswers.TryGetValue(argument, out var broken))
        {
            run.Fail($"the answer {argument} cannot be used until an admin has mended it: {broken}");
        }
        else if (argument.Length == 0 || !run.Facts.Answers.TryGetValue(argument, out var answer))
        {
            var known = run.Facts.AnswerNames;
            run.Fail(
                (argument.Length == 0 ? "the name of an answer is missing" : $"there is no answer {argument}") + (known.Count == 0 ? "; none are written yet" : ""),
                Nearest.Of(argument, known));
        }
        else if (run.Canned is not null || run.SendsHeld)
        {
            run.Fail("one answer a mail: #reply and #send stand once, and not together");
        }
        else if (run.RestIsNote)
        {
            run.Fail("#note says that nothing is sent, #reply says that something is; write two mails");
        }
        else if (NamesAnotherTicket(run))
        {
            run.Fail("with #reply a mail names no ticket but the one that is answered; write two mails");
        }
        else if (run.IsNoSpam())
        {
            run.Canned = answer;
        }
    }

    // The answer was filled in for the ticket that the mail names: it must not tell one customer of another's.
    private static bool NamesAnotherTicket(CommandRun run) =>
        run.Facts.Tickets.Values.Any(t => t.Ticket.Number != run.Ticket.Number && t.Ticket.Number != run.Home);
}
