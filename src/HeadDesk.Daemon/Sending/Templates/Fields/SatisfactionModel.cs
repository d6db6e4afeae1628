using HeadDesk.Rules.Clock;

namespace HeadDesk.Daemon.Sending.Templates.Fields;

/// <summary>Links that begin a mail with the answer to the thank-you's question.</summary>
internal sealed class SatisfactionModel(SatisfactionLinks links)
{
    [Field("for `link`")]
    public string Good => links.Good;

    [Field("for `link`")]
    public string Okay => links.Okay;

    [Field("for `link`")]
    public string Bad => links.Bad;
}
