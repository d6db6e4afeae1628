using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Tickets;

public class PlusAddressTests
{
    // A local part has 64 octets at most (RFC 5321 §4.5.3.1.1), and a token has 42.
    [Theory]
    [InlineData("support@example.com", true, "support+token@example.com")]
    [InlineData("support@example.com", false, null)]
    [InlineData("a-support-address-which-is-so-long-that-little-room-is-le@example.com", true, "a-support-address-which-is-so-long-that-little-room-is-le+token@example.com")]
    [InlineData("a-support-address-which-is-so-long-that-little-room-is-left@example.com", true, null)]
    public void Detail_IsPutInWhereTheSiteDeliversItAndThereIsRoom(string address, bool delivered, string? expected) =>
        Assert.Equal(expected, new DeskSettings { Address = new Party("Example Support", address), PlusAddresses = delivered }.PlusAddress("token"));
}
