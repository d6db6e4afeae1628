using System.Text;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Tests.Imap.Responses;

public sealed class StructureReaderTests
{
    private static BodyPart? Read(string text, ImapLimits? limits = null)
    {
        var frame = new ResponseFrame();
        frame.Append(Encoding.UTF8.GetBytes(text));
        var lexer = new ImapLexer(frame);
        return StructureTokens.TryRead(ref lexer, limits ?? new ImapLimits(), out var tokens) ? StructureReader.Read(tokens) : null;
    }

    [Fact]
    public void SinglePart_HasItsFields()
    {
        var part = Read("(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"UTF-8\" \"FORMAT\" \"flowed\") \"<id@x>\" \"about\" \"QUOTED-PRINTABLE\" 1152 23 NIL (\"ATTACHMENT\" (\"FILENAME\" \"a.txt\")) NIL NIL)")!;
        Assert.Equal(("1", "text", "plain", "quoted-printable", 1152L), (part.Section, part.Type, part.Subtype, part.Encoding, part.Size));
        Assert.Equal(("<id@x>", "about", "attachment", "a.txt", "UTF-8"), (part.ContentId, part.Description, part.Disposition, part.FileName, part.Parameters["charset"]));
    }

    [Theory]
    [InlineData("(\"text\" \"plain\")", "1:text/plain")]
    [InlineData("((\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1))", ":multipart/mixed|1:text/plain")]
    [InlineData("((\"a\" \"b\" NIL NIL NIL NIL 1)((\"c\" \"d\" NIL NIL NIL NIL 1)(\"e\" \"f\" NIL NIL NIL NIL 1) \"related\") \"mixed\")", ":multipart/mixed|1:a/b|2:multipart/related|2.1:c/d|2.2:e/f")]
    [InlineData("(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 9 (NIL NIL) (\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1) 5)", "1:message/rfc822|1.1:text/plain")]
    [InlineData("(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 9)", "1:message/rfc822")]
    [InlineData("(\"message\" \"delivery-status\" NIL NIL NIL \"7bit\" 9)", "1:message/delivery-status")]
    public void Parts_AreNumberedAsTheyAreFetched(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Read(text)!.Flatten().Select(part => $"{part.Section}:{part.Type}/{part.Subtype}")));

    [Theory, InlineData("()"), InlineData("(NIL)"), InlineData("(()"), InlineData("x"), InlineData("(() \"mixed\")"), InlineData("NIL")]
    public void WhatIsNoStructure_IsNull(string text) => Assert.Null(Read(text));

    [Fact]
    public void NestingOverTheLimit_IsLeftOut()
    {
        var deep = string.Concat(Enumerable.Repeat("(", 100)) + "\"text\" \"plain\"" + string.Concat(Enumerable.Repeat(" \"mixed\")", 100));
        Assert.Null(Read(deep));
        Assert.Equal(100, Read(deep, new ImapLimits { NestingDepth = 200 })!.Flatten().Count());
    }

    [Fact]
    public void TokensOverTheLimit_AreLeftOut() =>
        Assert.Null(Read($"({string.Concat(Enumerable.Repeat("(\"text\" \"plain\")", 10))} \"mixed\")", new ImapLimits { StructureTokens = 20 }));
}
