namespace HeadDesk.Rules.Staff;

/// <summary>By what a staff member's authorship is proven.</summary>
public enum ProofKind
{
    AuthenticationResults,
    Token,
    FromHeader,
}

/// <summary>A staff member wrote the mail.</summary>
/// <param name="Ticket">The only ticket this proof is good for; null for any.</param>
public sealed record Proof(StaffMember Member, ProofKind Kind, int? Ticket)
{
    /// <summary>Good for questions to the desk alone: the token stood in a mail about no ticket.</summary>
    public const int NoTicket = 0;

    public bool Covers(int ticket) => Ticket is null || Ticket == ticket;
}

/// <summary>What a mail's From says about staff, and whether it is true.</summary>
/// <param name="Claims">The staff member whose address is in From; null for everybody else's mail.</param>
/// <param name="WhyNot">For an admin: why the claim is not proven. Parts of it come from a stranger.</param>
/// <param name="AnswersToken">The mail carries a token of this desk, whoever it was issued to.</param>
public sealed record StaffClaim(StaffMember? Claims, Proof? Proof, string? WhyNot, bool AnswersToken)
{
    /// <summary>Mail that says nothing about staff.</summary>
    public static StaffClaim None { get; } = new(null, null, null, false);
}

/// <summary>The ticket that a mail's token names, and the one that it is today, after merging.</summary>
public readonly record struct AnsweredTicket(int Named, int Today);
