using HeadDesk.Store.Erasing;

namespace HeadDesk.Store.Tests.Erasing;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("ann@x.example", "erased")]
    [InlineData("Write to Ann@X.example.", "Write to erased.")]
    [InlineData("<ann@x.example>, ann@x.example", "<erased>, erased")]
    [InlineData("joann@x.example and ann@x.example.org", "joann@x.example and ann@x.example.org")]
    [InlineData("j.ann@x.example +ann@x.example ann@x.example-a", "j.ann@x.example +ann@x.example ann@x.example-a")]
    [InlineData("joann@x.example ann@x.example", "joann@x.example erased")]
    [InlineData("", "")]
    public void Address_IsTakenOutAndWhatOnlyHoldsItIsNot(string text, string left) => Assert.Equal(left, AddressText.Without(text, "ann@x.example"));
}
