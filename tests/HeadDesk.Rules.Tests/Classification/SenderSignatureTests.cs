using HeadDesk.Rules.Classification.Replies;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Classification;

/// <summary>Signatures known by the writer's own name or address; in doubt the line is kept.</summary>
public sealed class SenderSignatureTests
{
    private static readonly Party Ada = new("Ada Lovelace", "ada@customer.example");

    [Theory]
    [InlineData("Ada Lovelace")]
    [InlineData("- Ada Lovelace -")]
    [InlineData("Ada Lovelace\nvia mobile")]
    [InlineData("Ada Lovelace\nHead of Engines\nada@customer.example\n+44 20 7946 0000")]
    [InlineData("Ada Lovelace\n\nada@customer.example")]
    [InlineData("A. Lovelace, PhD\nHead of Engines\nada@customer.example")]
    [InlineData("----------\n\nAda Lovelace\n\nt. 020 7946 0000\n\nhttp://customer.example/")]
    public void OwnName_BeginsASignature(string signature)
    {
        var split = ReplyText.Split("It works now.\n\n" + signature + "\n", sender: Ada);

        Assert.Equal("It works now.", split.Reply);
        Assert.Contains(signature, split.Trimmed, StringComparison.Ordinal);
    }

    [Fact]
    public void ThanksAndOwnName_AreASignatureTogether() =>
        Assert.Equal("It works now.", ReplyText.Split("It works now.\n\nThank you,\nAda\n", sender: Ada with { Name = "Ada" }).Reply);

    [Theory]
    [InlineData("Ada Lovelace")]
    [InlineData("Hello,\n\nAda Lovelace\nneeds a new laptop")]
    [InlineData("Please add these people:\n\nAda Lovelace\n\nBob Babbage")]
    [InlineData("Hello,\n\nAda Lovelace\n\nThe printer is on fire")]
    [InlineData("Who is it for?\n\nAda Lovelace, she has asked twice now")]
    [InlineData("You can reach me at\nCambridge Street\nada@customer.example")]
    [InlineData("Hello,\n\nmy address is now\nada@customer.example\nsince May")]
    [InlineData("It works now.\n\nBob Babbage\nHead of Engines")]
    [InlineData("It works now.\n\nThank you,\nBob")]
    [InlineData("Steps:\n\n----------\n\nAda Lovelace opens it\n\nit breaks")]
    public void WhatMayBeMeant_IsKept(string text) => Assert.Equal(text, ReplyText.Split(text, sender: Ada).Reply);

    [Fact]
    public void SignatureAboveAQuotation_IsFound() =>
        Assert.Equal("Yes.", ReplyText.Split("Yes.\n\nAda Lovelace\n\nOn Monday, 5 January 2026, Support wrote:\n> Ada Lovelace\n> is it on?\n", sender: Ada).Reply);
}
