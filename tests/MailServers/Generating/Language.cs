namespace HeadDesk.MailServers.Generating;

/// <summary>What people of one language write; {0} in a sentence is a product, {1} a number.</summary>
internal sealed record Language(
    string Code,
    string[] FirstNames,
    string[] LastNames,
    string[] Domains,
    string[] Greetings,
    string[] Subjects,
    string[] Sentences,
    string[] Closings,
    string ReplyPrefix,
    string QuoteLine,
    string Absence,
    string[] FileNames);
