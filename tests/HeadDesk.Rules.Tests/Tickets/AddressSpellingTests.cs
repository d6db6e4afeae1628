using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Tickets;

public class AddressSpellingTests
{
    [Theory]
    [InlineData("x@d.example", "x@d.example")]
    [InlineData("X+Tag@D.example", "x@d.example")]
    [InlineData("x+a+b@d.example", "x@d.example")]
    [InlineData("\"x+a\"@d.example", "x@d.example")]
    [InlineData("x+a@BÜCHER.example", "x@xn--bcher-kva.example")]
    [InlineData("x+a@XN--bcher-kva.example", "x@xn--bcher-kva.example")]
    [InlineData("x.y@gmail.com", "x.y@gmail.com")]
    [InlineData("+x@d.example", "+x@d.example")]
    [InlineData("x+a@b@d.example", "x@d.example")]
    [InlineData("x+1", "x+1")]
    [InlineData("@", "@")]
    [InlineData("\"\"@d.example", "@d.example")]
    [InlineData("", "")]
    public void Counted_IsOneForAMailbox(string address, string counted) => Assert.Equal(counted, AddressSpelling.Counted(address));
}
