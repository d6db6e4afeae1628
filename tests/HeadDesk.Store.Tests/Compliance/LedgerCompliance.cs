using HeadDesk.Store.Blobs;

namespace HeadDesk.Store.Tests.Compliance;

/// <summary>Originals, limits and small facts.</summary>
public abstract class LedgerCompliance<TFixture> : DeskStoreCompliance<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly DateTimeOffset Latest = DateTimeOffset.MaxValue;

    [Fact]
    public async Task BlobOnRecord_StaysWhereItIs()
    {
        var first = new BlobAddress(Sample.Digest("x"), 1, 16, 5_000_000_000);
        await CommitAsync(t => t.AddBlobAsync(first, None).AsTask());
        await CommitAsync(t => t.AddBlobAsync(first with { Segment = 2 }, None).AsTask());

        Assert.Equal(first, await InTransactionAsync(t => t.FindBlobAsync(first.Sha256, None)));
        Assert.Null(await InTransactionAsync(t => t.FindBlobAsync(Sample.Digest("y"), None)));
    }

    [Fact]
    public async Task NoticesToAnAddress_AreCountedSinceThenUpToTheCap()
    {
        await CommitAsync(async t =>
        {
            await t.AddNoticeCountAsync("ann@x", 1, Now.AddHours(-2), None);
            await t.AddNoticeCountAsync("ann@x", 1, Now, None);
            await t.AddNoticeCountAsync("ann@x", 1, Now, None);
            await t.AddNoticeCountAsync("ann@x", 2, Now, None);
            await t.AddNoticeCountAsync("ann@x", null, Now.AddMilliseconds(1), None);
            await t.AddNoticeCountAsync("bob@x", 1, Now, None);
        });

        Assert.Equal(4, await InTransactionAsync(t => t.CountNoticesToAsync("ann@x", Now, Latest, 100, None)));
        Assert.Equal(5, await InTransactionAsync(t => t.CountNoticesToAsync("ann@x", Now.AddHours(-2), Latest, 100, None)));
        Assert.Equal(3, await InTransactionAsync(t => t.CountNoticesToAsync("ann@x", Now, Latest, 3, None)));
        Assert.Equal(2, await InTransactionAsync(t => t.CountNoticesToAsync("ann@x", 1, Now, Latest, 100, None)));
        Assert.Equal(1, await InTransactionAsync(t => t.CountNoticesToAsync("ann@x", 2, Now, Latest, 100, None)));
        Assert.Equal(0, await InTransactionAsync(t => t.CountNoticesToAsync("eve@x", Now.AddYears(-1), Latest, 100, None)));
    }

    /// <summary>A clock that went back, or a day to come that was rehearsed.</summary>
    [Fact]
    public async Task NoticesOfATimeToCome_DoNotCountNow()
    {
        await CommitAsync(async t =>
        {
            await t.AddNoticeCountAsync("ann@x", 1, Now, None);
            await t.AddNoticeCountAsync("ann@x", 1, Now.AddDays(30), None);
        });

        Assert.Equal(1, await InTransactionAsync(t => t.CountNoticesToAsync("ann@x", Now.AddHours(-1), Now, 100, None)));
        Assert.Equal(1, await InTransactionAsync(t => t.CountNoticesToAsync("ann@x", 1, Now.AddHours(-1), Now, 100, None)));
        Assert.Equal(1, await InTransactionAsync(t => t.CountNoticesAsync(Now.AddHours(-1), Now, None)));
    }

    [Fact]
    public async Task NoticesOfTheDesk_AreCountedToTheMinute()
    {
        await CommitAsync(async t =>
        {
            await t.AddNoticeCountAsync("ann@x", 1, Now.AddMinutes(-61), None);
            await t.AddNoticeCountAsync("bob@x", 2, Now, None);
            await t.AddNoticeCountAsync("eve@x", null, Now.AddSeconds(1), None);
        });

        Assert.Equal(2, await InTransactionAsync(t => t.CountNoticesAsync(Now.AddHours(-1), Latest, None)));
        Assert.Equal(3, await InTransactionAsync(t => t.CountNoticesAsync(Now.AddHours(-2), Latest, None)));
        Assert.Equal(0, await InTransactionAsync(t => t.CountNoticesAsync(Now.AddHours(1), Latest, None)));
    }

    [Fact]
    public async Task WhatHappensOnce_IsTrueOnceUntilForgotten()
    {
        await CommitAsync(async t =>
        {
            Assert.True(await t.OnceAsync("limit:ann@x", Now, None));
            Assert.False(await t.OnceAsync("limit:ann@x", Now, None));
            Assert.True(await t.OnceAsync("limit:bob@x", Now, None));
        });
        await ReopenAsync();
        Assert.False(await InTransactionAsync(t => t.OnceAsync("limit:ann@x", Now, None)));

        await CommitAsync(t => t.ForgetOnceAsync("limit:ann@x", None).AsTask());

        Assert.True(await InTransactionAsync(t => t.OnceAsync("limit:ann@x", Now, None)));
        Assert.False(await InTransactionAsync(t => t.OnceAsync("limit:bob@x", Now, None)));
    }

    [Fact]
    public async Task BouncedAddress_KnowsTheLastTime()
    {
        await CommitAsync(t => t.MarkAddressBouncedAsync("ann@x", Now, None).AsTask());
        await CommitAsync(t => t.MarkAddressBouncedAsync("ann@x", Now.AddDays(1), None).AsTask());

        Assert.Equal(Now.AddDays(1), await InTransactionAsync(t => t.AddressBouncedAtAsync("ann@x", None)));
        Assert.Null(await InTransactionAsync(t => t.AddressBouncedAtAsync("bob@x", None)));
    }

    [Fact]
    public async Task Fact_IsReplacedAndMayBeEmpty()
    {
        Assert.Null(await InTransactionAsync(t => t.GetFactAsync("k", None)));
        await CommitAsync(t => t.SetFactAsync("k", "one", None).AsTask());
        await CommitAsync(t => t.SetFactAsync("k", "", None).AsTask());

        Assert.Equal("", await InTransactionAsync(t => t.GetFactAsync("k", None)));
    }
}
