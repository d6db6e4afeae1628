using System.Buffers;
using System.Text;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Tests.Imap.Wire;

public sealed class ImapLexerTests
{
    private static ImapLexer Lexer(string text)
    {
        var frame = new ResponseFrame();
        frame.Append(Encoding.UTF8.GetBytes(text));
        return new ImapLexer(frame);
    }

    [Theory]
    [InlineData("\"plain\" rest", "plain", " rest")]
    [InlineData("\"\"", "", "")]
    [InlineData("\"a \\\"b\\\\ c\"x", "a \"b\\ c", "x")]
    [InlineData("\"\\\"\\\"\\\"\"", "\"\"\"", "")]
    public void Quoted_IsReadWithItsEscapes(string text, string value, string rest)
    {
        var lexer = Lexer(text);
        Assert.True(lexer.TryQuoted(out var bytes));
        Assert.Equal(value, Encoding.UTF8.GetString(bytes));
        Assert.Equal(rest, Encoding.UTF8.GetString(lexer.Rest));
    }

    [Theory, InlineData("\"open"), InlineData("\"open\\"), InlineData("\"a\\\""), InlineData("none\""), InlineData("")]
    public void OpenQuote_ConsumesNothing(string text)
    {
        var lexer = Lexer(text);
        Assert.False(lexer.TryQuoted(out _));
        Assert.Equal(0, lexer.Position);
    }

    [Theory]
    [InlineData("NIL", "NIL", true)]
    [InlineData("nil)", "NIL", true)]
    [InlineData("NILS", "NIL", false)]
    [InlineData("NI", "NIL", false)]
    public void Word_IsNoBeginningOfALongerOne(string text, string word, bool found)
    {
        var lexer = Lexer(text);
        Assert.Equal(found, lexer.TryWord(Encoding.ASCII.GetBytes(word)));
        Assert.Equal(found ? word.Length : 0, lexer.Position);
    }

    [Theory]
    [InlineData("4294967295 x", true)]
    [InlineData("4294967296", false)]
    [InlineData("-1", false)]
    [InlineData("x", false)]
    public void Number_IsUnsigned32Bits(string text, bool found)
    {
        var lexer = Lexer(text);
        Assert.Equal(found, lexer.TryNumber(out _));
        Assert.Equal(found, lexer.Position > 0);
    }

    [Theory]
    [InlineData("(a (b \"c)\" ((NIL))) d) e", " e")]
    [InlineData("atom rest", " rest")]
    [InlineData("\"q\"(x)", "(x)")]
    public void Value_IsPassedOverWhole(string text, string rest)
    {
        var lexer = Lexer(text);
        Assert.True(lexer.TrySkipValue());
        Assert.Equal(rest, Encoding.UTF8.GetString(lexer.Rest));
    }

    [Theory, InlineData("((a)"), InlineData(")"), InlineData("(\"x"), InlineData("")]
    public void UnbalancedValue_ConsumesNothing(string text)
    {
        var lexer = Lexer(text);
        Assert.False(lexer.TrySkipValue());
        Assert.Equal(0, lexer.Position);
    }

    [Fact]
    public void DeepNesting_IsPassedOverInLinearTime()
    {
        var lexer = Lexer(new string('(', 500_000) + new string(')', 500_000));
        Assert.True(lexer.TrySkipValue());
        Assert.True(lexer.AtEnd);
    }

    [Fact]
    public void LiteralsOfAFrame_AreReadInTheirOrder()
    {
        var framer = new ResponseFramer("peer", new ImapLimits());
        var input = new ReadOnlySequence<byte>("* X {3}\r\na\r\n ~{2}\r\nbc {0+}\r\n!\r\n"u8.ToArray());
        while (framer.Advance(ref input, out _) == FrameStep.LiteralAnnounced)
        {
            framer.Place(LiteralPlan.Memory);
        }

        var lexer = new ImapLexer(framer.Frame);
        var values = new List<string>();
        Assert.True(lexer.TryByte('*') && lexer.TrySpace() && lexer.TryAtom(out _));
        while (lexer.TrySpace() && lexer.TryString(out var value))
        {
            values.Add(Encoding.ASCII.GetString(value));
        }

        Assert.Equal(["a\r\n", "bc", ""], values);
        Assert.Equal("!", Encoding.ASCII.GetString(lexer.Rest));
    }

    [Fact]
    public void LineOverTheLimit_IsGivenUpBeforeItEnds()
    {
        var framer = new ResponseFramer("peer", new ImapLimits { ResponseLength = 100 });
        var input = new ReadOnlySequence<byte>(new byte[101]);
        Assert.Throws<MailProtocolException>(() => framer.Advance(ref input, out _));
    }

    [Theory]
    [InlineData("* OK done {5}\r\n")]
    [InlineData("A1 NO because {5}\r\n")]
    [InlineData("+ {5}\r\n")]
    [InlineData("* X {-5}\r\n")]
    [InlineData("* X {a}\r\n")]
    [InlineData("* X {}\r\n")]
    [InlineData("* X }\r\n")]
    public void WhatOnlyLooksLikeALiteral_EndsTheLine(string line)
    {
        var framer = new ResponseFramer("peer", new ImapLimits());
        var input = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(line));
        Assert.Equal(FrameStep.Complete, framer.Advance(ref input, out _));
        Assert.Equal(line.TrimEnd(), Encoding.ASCII.GetString(framer.Frame.Text));
    }
}
