namespace HeadDesk.Mail.Imap;

/// <summary>APPENDUID, RFC 4315 §3: where the message lies now. Both are 0 where the server lacks UIDPLUS.</summary>
public sealed record AppendResult(uint UidValidity, uint Uid);
