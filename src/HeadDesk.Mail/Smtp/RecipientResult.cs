namespace HeadDesk.Mail.Smtp;

/// <param name="Address">As the envelope has it.</param>
/// <param name="Outcome">What became of this recipient's copy.</param>
/// <param name="Reply">The reply that decided it: to RCPT when that was a refusal, else the message's.</param>
public sealed record RecipientResult(string Address, SmtpOutcome Outcome, SmtpReply Reply);
