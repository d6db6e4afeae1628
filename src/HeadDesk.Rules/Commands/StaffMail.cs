namespace HeadDesk.Rules.Commands;

/// <summary>What a staff member's mail says: commands first, then a reply or a note.</summary>
/// <param name="Orders">In the order of the mail, those of the subject first.</param>
/// <param name="Errors">Lines that are no command; with one of them nothing is carried out.</param>
/// <param name="Rest">What follows the last command, without quotation and signature.</param>
public sealed record StaffMail(IReadOnlyList<Order> Orders, IReadOnlyList<CommandError> Errors, string Rest)
{
    public bool Commands => Orders.Count + Errors.Count > 0;
}

/// <summary>One command as it was written.</summary>
/// <param name="Argument">What follows the word; blanks, quotation marks and dashes made plain.</param>
/// <param name="Line">Counted from 1 in the text without quotation; 0 is the subject.</param>
/// <param name="Source">The line as it was written.</param>
public sealed record Order(Command Command, string Argument, int Line, string Source);

/// <summary>Why a line could not be obeyed.</summary>
/// <param name="Nearest">The word that was probably meant.</param>
/// <param name="Usage">How the command is written.</param>
public sealed record CommandError(int Line, string Source, string Reason, string? Nearest = null, string? Usage = null)
{
    public string Where => Line == 0 ? "subject" : $"line {Line}";
}
