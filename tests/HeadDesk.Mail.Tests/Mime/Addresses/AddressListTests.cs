using System.Text;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Mime.Addresses;
using HeadDesk.Mail.Tests.Mime.Corpora;

namespace HeadDesk.Mail.Tests.Mime.Addresses;

public sealed class AddressListTests
{
    [Theory]
    [InlineData("a@b.c", "|a@b.c")]
    [InlineData("<a@b.c>", "|a@b.c")]
    [InlineData("Ann <a@b.c>", "Ann|a@b.c")]
    [InlineData("\"Doe, Ann\" <a@b.c>", "Doe, Ann|a@b.c")]
    [InlineData("Doe, Ann <a@b.c>", "Doe, Ann|a@b.c")]
    [InlineData("a@b.c (Ann)", "Ann|a@b.c")]
    [InlineData("Ann a@b.c", "Ann|a@b.c")]
    [InlineData("Ann <a@b.c", "Ann|a@b.c")]
    [InlineData("Ann <<a@b.c>>", "Ann|a@b.c")]
    [InlineData("'Ann' <'a@b.c'>", "Ann|a@b.c")]
    [InlineData("\"Ann <a@b.c>\"", "Ann|a@b.c")]
    [InlineData("a@b.c; d@e.f", "|a@b.c,|d@e.f")]
    [InlineData("a@b.c d@e.f", "|a@b.c,|d@e.f")]
    [InlineData("a@b.c, , d@e.f,", "|a@b.c,|d@e.f")]
    [InlineData("Team: Ann <a@b.c>, d@e.f;", "Ann|a@b.c,|d@e.f")]
    [InlineData("undisclosed-recipients:;", "")]
    [InlineData("<Undisclosed-Recipient:;@x.y>", "")]
    [InlineData("Ann <@r.example:a@b.c>", "Ann|a@b.c")]
    [InlineData("a @ b . c", "|a@b.c")]
    [InlineData("pete(his account)@silly.test(his host)", "his account|pete@silly.test")]
    [InlineData("Ann <mailto:a@b.c>", "Ann|a@b.c")]
    [InlineData("=?utf-8?Q?J=C3=B6rg?= <a@b.c>", "Jörg|a@b.c")]
    [InlineData("=?utf-8?Q?Doe, Ann?= <a@b.c>", "Doe, Ann|a@b.c")]
    [InlineData("\"=?utf-8?Q?J=C3=B6rg?=\" <a@b.c>", "Jörg|a@b.c")]
    [InlineData("Jörg <jörg@exämple.de>", "Jörg|jörg@exämple.de")]
    [InlineData("\"john doe\"@b.c", "|\"john doe\"@b.c")]
    [InlineData("a@b.c <a@b.c>", "a@b.c|a@b.c")]
    [InlineData("Ann \"never closed <a@b.c>", "Ann never closed|a@b.c")]
    [InlineData("Ann (never closed <a@b.c>", "Ann never closed|a@b.c")]
    [InlineData("<a@[192.0.2.1]>", "|a@[192.0.2.1]")]
    [InlineData("Ann <Ann <a@b.c>>", "Ann|a@b.c")]
    [InlineData("Ann <Ann, Bob <a@b.c>", "Ann|Ann,Bob|a@b.c")]
    [InlineData("\"Ann\" [SMTP:a@b.c]", "|a@b.c")]
    [InlineData("Ann [a@b.c]", "Ann|a@b.c")]
    [InlineData("\"Ann\" <smtp:a@b.c>", "Ann|a@b.c")]
    [InlineData("\u200Ba@b.c\uFEFF", "|a@b.c")]
    [InlineData("Ann <a@[192.0.2.1]>", "Ann|a@[192.0.2.1]")]
    [InlineData("Ann (a@b.c)", "Ann|a@b.c")]
    [InlineData("Ann (a@b.c), d@e.f", "Ann|a@b.c,|d@e.f")]
    [InlineData("Ann (from b.c)", "")]
    [InlineData("Ann <a@b.c> (d@e.f)", "Ann|a@b.c")]
    [InlineData("=?utf-8?B?IkFubiIgPGFAYi5jPg==?=", "Ann|a@b.c")]
    [InlineData("=?utf-8?Q?J=C3=B6rg_=3Ca=40?= =?utf-8?Q?b=2Ec=3E?=, d@e.f", "Jörg|a@b.c,|d@e.f")]
    [InlineData("=?utf-8?Q?J=C3=B6rg?=, d@e.f", "|d@e.f")]
    [InlineData("\\\"Ann B\\\" <a@b.c>", "Ann B|a@b.c")]
    [InlineData("\\\"Ann\\\" <a@b.c>, \\\"Bob\\\" <d@e.f>", "Ann|a@b.c,Bob|d@e.f")]
    [InlineData("OFFICE\\ann <a@b.c>", "OFFICE\\ann|a@b.c")]
    [InlineData(",;:<>()\"@", "")]
    [InlineData("", "")]
    public void Addresses_AreMadeOut(string field, string expected)
    {
        var found = AddressList.Parse(field).Where(a => a.Address.Length > 0);

        Assert.Equal(expected, string.Join(',', found.Select(a => $"{a.Name}|{a.Address}")));
    }

    [Fact]
    public void NameAlone_HasAnEmptyAddress()
    {
        var only = Assert.Single(AddressList.Parse("Whomever"));

        Assert.Equal(("Whomever", ""), (only.Name, only.Address));
    }

    [Theory]
    [InlineData("Ann <a@b.example>, \"Doe, John\" <j@b.example>", false)]
    [InlineData("Ann <a@b.example>, j@b.example", true)]
    [InlineData("\"John Q. Doe\" <j@b.example>\r\n", true)]
    [InlineData("<j@b.example>", true)]
    [InlineData("Doe, John <j@b.example>", false)]
    [InlineData("John  Doe <j@b.example>", false)]
    [InlineData("'j@b.example'", false)]
    [InlineData("j@b.example.", false)]
    [InlineData("j@b.example (John)", false)]
    [InlineData("a@b.example c@d.example", false)]
    public void PlainField_TakesTheShortWayToTheSame(string field, bool shortWay)
    {
        var bytes = Encoding.ASCII.GetBytes(field);
        var plain = PlainAddresses.TryParse(bytes, 10);

        Assert.Equal(shortWay, plain != null);
        Assert.Equal(plain ?? new AddressParser(bytes, null, 10).Run(), new AddressParser(bytes, null, 10).Run());
    }

    [CorpusFact]
    public void PlainFieldsOfRealMail_ReadTheSameEitherWay()
    {
        var taken = 0;
        foreach (var headers in Corpus.Messages().Select(f => MimeMessage.Parse(File.ReadAllBytes(f)).Root.Headers))
        {
            foreach (var field in headers.Where(f => f.Is("From") || f.Is("To") || f.Is("Cc") || f.Is("Reply-To") || f.Is("Sender")))
            {
                if (PlainAddresses.TryParse(field.RawValue.Span, 100) is { } plain)
                {
                    taken++;
                    Assert.Equal(new AddressParser(field.RawValue.Span, null, 100).Run(), plain);
                }
            }
        }

        Assert.True(taken > 300, $"{taken} fields");
    }

    [Fact]
    public void MoreThanTheLimit_AreCut() =>
        Assert.Equal(10, AddressList.Parse(Encoding.ASCII.GetBytes(string.Join(',', Enumerable.Range(0, 100).Select(i => $"{i}@x"))), null, 10).Count);

    [Fact]
    public void ReplyTo_ListsOnlyWhatCanBeWrittenTo()
    {
        var view = Sample.View("Reply-To: Nobody, Ann <a@b.c>\nReply-To: d@e.f\n\n");

        Assert.Equal(["a@b.c", "d@e.f"], view.ReplyTo.Select(a => a.Address));
    }
}
