using HeadDesk.Rules.Notices;

namespace HeadDesk.Daemon.Tests.Sending.Templates;

public class TemplateCheckTests
{
    [Theory]
    [InlineData("no subject line\n\nbody", "t.md, line 1: a template begins with \"subject: …\", an empty line and the body")]
    [InlineData("subject: {{ticket.tg}}\n\nbody", "t.md, line 1, column 12: there is no field ticket.tg here; did you mean ticket.tag?")]
    [InlineData("subject: x\n\nHello {{to.nam}},\n{{desk.nmae}}", "t.md, line 3, column 9: there is no field to.nam here; did you mean to.name?|t.md, line 4, column 3: there is no field desk.nmae here; did you mean desk.name?")]
    [InlineData("subject: x\n\n{{#if ticket.due}}a{{else}}{{ticket.nothing.at.all}}{{/if}}", "t.md, line 3, column 30: there is no field ticket.nothing.at.all here, but *")]
    [InlineData("subject: x\n\n{{{cause.text}}}", "t.md, line 3, column 1: would let a value through as it is; write two braces and nothing else")]
    [InlineData("subject: x\n\n{{& cause.text}}", "t.md, line 3, column 1: would let a value through as it is; write two braces and nothing else")]
    [InlineData("subject: x\n\n{{ticket}}", "t.md, line 3, column 3: ticket is no text, but ticket.tag, *")]
    [InlineData("subject: x\n\n{{#if to.name}}\n\nnever closed", "t.md, line 3, column 1: {{#if}} is never closed: {{/if}} is missing")]
    [InlineData("subject: x\n\n{{#if to.name}}{{/each}}{{/if}}", "t.md, line 3, column 16: {{/each}} closes nothing; open is {{#if}}")]
    [InlineData("subject: {{#if to.name}}\n\n{{/if}}", "t.md, line 3, column 1: {{/if}} closes in the body what was opened in the subject")]
    [InlineData("subject: x\n\n{{#fi to.name}}a{{/fi}}", "t.md, line 3, column 1: there is no block {{#fi}}; did you mean {{#if}}?")]
    [InlineData("subject: x\n\nHello {{to.name", "t.md, line 3, column 7: {{ without }}")]
    [InlineData("subject: x\n\n{{qoute cause.text}}", "t.md, line 3, column 3: there is no helper qoute; did you mean quote?")]
    [InlineData("subject: x\n\n{{quote}}", "t.md, line 3, column 1: {{quote}} wants one field")]
    [InlineData("subject: x\n\n{{table cause.text}}", "t.md, line 3, column 9: cause.text is no table")]
    [InlineData("subject: x\n\n{{link cause.text}}", "t.md, line 3, column 1: {{link}} wants an address and a label")]
    [InlineData("subject: x\n\n{{#each cause.text}}{{this}}{{/each}}", "t.md, line 3, column 9: cause.text is no list")]
    [InlineData("subject: x\n\n{{@index}}", "t.md, line 3, column 3: @index is only known inside {{#each}}")]
    [InlineData("subject: x\n\nHi {{> known}}", "t.md, line 3, column 4: a partial stands on a line of its own in the body, and not in another partial")]
    [InlineData("subject: x\n\n{{> nobody}}", "t.md, line 3, column 5: there is no partial nobody")]
    [InlineData("subject: x\n\n{{> known}}", "known.md, line 3, column 3: there is no field desk.nme here; did you mean desk.name?")]
    [InlineData("subject: x\n\n{{else}}", "t.md, line 3, column 1: {{else}} stands alone, once, inside a block")]
    [InlineData("subject: x\n\n{{}}", "t.md, line 3, column 1: nothing stands between the braces")]
    [InlineData("subject: x\n\n{{^if to.name}}", "t.md, line 3, column 1: {{^ is not known here; did you mean {{else}}?")]
    [InlineData("subject: x\r\n\r\n{{!-- {{nothing.here}} --}}\r\n{{! a note }}\r\n{{nothing}}", "t.md, line 5, column 3: there is no field nothing here, but *")]
    public void Fault_IsNamedWithItsPlace(string source, string expected)
    {
        var faults = Rendering.Faults(source).Select(f => f.ToString()).ToList();
        var wanted = expected.Split('|');
        Assert.Equal(wanted.Length, faults.Count);
        Assert.All(wanted.Zip(faults), p => Assert.True(p.First == p.Second || (p.First.EndsWith('*') && p.Second.StartsWith(p.First[..^1], StringComparison.Ordinal)), p.Second));
    }

    [Theory]
    [InlineData(NoticeKind.Acknowledgement, "{{reopenWindow}}")]
    [InlineData(NoticeKind.Acknowledgement, "{{link satisfaction.good \"x\"}}")]
    [InlineData(NoticeKind.Resolved, "{{cause.text}}")]
    [InlineData(NoticeKind.Digest, "{{ticket.tag}}")]
    [InlineData(NoticeKind.Assigned, "{{#each recent}}{{at}}{{/each}}")]
    public void FieldOfAnotherNotice_IsRefused(NoticeKind kind, string tag) => Assert.Single(Rendering.Faults($"subject: x\n\n{tag}", kind));

    [Theory]
    [InlineData(NoticeKind.CommandResult, "{{#each result.errors}}{{@index}} {{where}} {{../to.name}} {{@root.desk.name}}{{else}}{{result.remark}}{{/each}}")]
    [InlineData(NoticeKind.CommandResult, "{{#each result.tables}}{{#if remark}}{{table this}}{{/if}}{{/each}}{{#each result.done}}{{this}}{{/each}}")]
    [InlineData(NoticeKind.NewMail, "{{#with ticket.requester}}{{full}}{{/with}}{{#unless ticket.due}}{{ Ticket.Number }}{{/unless}}{{~ to.name ~}}")]
    [InlineData(NoticeKind.ThankYou, "{{link satisfaction.good 'a label'}}")]
    public void WhatTheGuideSays_IsRight(NoticeKind kind, string body)
    {
        Assert.Empty(Rendering.Faults($"subject: x\n\n{body}\n", kind));
        Assert.NotEmpty(Rendering.Of($"subject: x\n\n{body}\n", Rendering.Sample(kind)).Text);
    }

    [Fact]
    public void HostileTemplate_CostsLittle()
    {
        var deep = string.Concat(Enumerable.Repeat("{{#if to.name}}", 20_000));
        Assert.Equal(50, Rendering.Faults($"subject: x\n\n{deep}").Count);
        Assert.NotEmpty(Rendering.Faults("subject: x\n\n" + new string('{', 200_000)));
    }
}
