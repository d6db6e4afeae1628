using HeadDesk.Rules.Staff;

namespace HeadDesk.Rules.Tests.Staff;

public class AuthenticationResultsTests
{
    [Theory]
    // As the large providers and the usual filters write it.
    [InlineData("mx.google.com;\r\n       dkim=pass header.i=@example.com header.s=20300101 header.b=AbC/d+1=;\r\n       spf=pass (google.com: domain of alice@example.com designates 192.0.2.7 as permitted sender) smtp.mailfrom=alice@example.com;\r\n       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.com",
        "mx.google.com: dkim=pass header.i=@example.com header.s=20300101 header.b=AbC/d+1= | spf=pass smtp.mailfrom=alice@example.com | dmarc=pass header.from=example.com")]
    [InlineData("spf=pass (sender IP is 192.0.2.7)\r\n smtp.mailfrom=example.com; dkim=pass (signature was verified)\r\n header.d=example.com;dmarc=pass action=none\r\n header.from=example.com;compauth=pass reason=100",
        "?: spf=pass smtp.mailfrom=example.com | dkim=pass header.d=example.com | dmarc=pass action=none header.from=example.com | compauth=pass [100]")]
    [InlineData("dkim=none (message not signed)\r\n header.d=none;dmarc=none action=none header.from=example.com;",
        "?: dkim=none header.d=none | dmarc=none action=none header.from=example.com")]
    [InlineData("mx.example.com;\r\n\tiprev=pass (mail.example.net) smtp.remote-ip=192.0.2.7;\r\n\tspf=pass smtp.mailfrom=example.net;\r\n\tdkim=pass header.d=example.net header.s=k1 header.a=rsa-sha256;\r\n\tdmarc=pass header.from=example.net",
        "mx.example.com: iprev=pass smtp.remote-ip=192.0.2.7 | spf=pass smtp.mailfrom=example.net | dkim=pass header.d=example.net header.s=k1 header.a=rsa-sha256 | dmarc=pass header.from=example.net")]
    [InlineData("mx.example.com;\n\tdkim=pass (2048-bit key; unprotected) header.d=example.com header.i=@example.com header.a=rsa-sha256 header.s=mail header.b=q1W2e3R4;\n\tdkim-atps=neutral",
        "mx.example.com: dkim=pass header.d=example.com header.i=@example.com header.a=rsa-sha256 header.s=mail header.b=q1W2e3R4 | dkim-atps=neutral")]
    [InlineData("mx.example.com; dmarc=pass (p=reject dis=none) header.from=example.com", "mx.example.com: dmarc=pass header.from=example.com")] // OpenDMARC 1.4.2
    [InlineData("mx.example.com; spf=pass smtp.helo=desk.example.net", "mx.example.com: spf=pass smtp.helo=desk.example.net")] // OpenDMARC 1.4.2, null sender
    [InlineData("mx.example.com; dkim=none; dkim-atps=neutral", "mx.example.com: dkim=none | dkim-atps=neutral")] // OpenDKIM 2.11
    [InlineData("mx.example.com; dmarc=fail (p=reject dis=none) header.from=example.com", "mx.example.com: dmarc=fail header.from=example.com")]
    [InlineData("mx.example.com; spf=softfail (mx.example.com: 192.0.2.7 is neither permitted nor denied by domain of a@example.net) smtp.mailfrom=a@example.net smtp.helo=mail.example.net",
        "mx.example.com: spf=softfail smtp.mailfrom=a@example.net smtp.helo=mail.example.net")]
    [InlineData("mx.example.com; dkim=unknown; spf=none; dmarc=success(p=REJECT) header.from=example.com;", "mx.example.com: dkim=unknown | spf=none | dmarc=success header.from=example.com")]
    // The grammar, word by word.
    [InlineData("mx.example.com; none", "mx.example.com:")]
    [InlineData("mx.example.com;none", "mx.example.com:")]
    [InlineData("mx.example.com", "mx.example.com:")]
    [InlineData("mx.example.com;", "mx.example.com:")]
    [InlineData("mx.example.com 1; spf=pass", "mx.example.com: spf=pass")]
    [InlineData("mx.example.com 1", "mx.example.com:")]
    [InlineData("(by) mx.example.com (us) 1 (version) ; (now) spf (method) / (v) 1 (x) = (y) pass (z)", "mx.example.com: spf=pass")]
    [InlineData("mx.example.com; dkim/1=pass header . d = example.com", "mx.example.com: dkim=pass header.d=example.com")]
    [InlineData("\"mx.example.com\"; spf=pass", "mx.example.com: spf=pass")]
    [InlineData("\"our server; spf=pass\"; dkim=fail", "our server; spf=pass: dkim=fail")]
    [InlineData("mx.example.com; DKIM=PASS Header.D=Example.COM", "mx.example.com: dkim=pass header.d=Example.COM")]
    [InlineData("mx.example.com; dkim=fail reason=\"bad; signature\" header.d=example.com", "mx.example.com: dkim=fail [bad; signature] header.d=example.com")]
    [InlineData("mx.example.com; dkim=fail reason=bad", "mx.example.com: dkim=fail [bad]")]
    [InlineData("mx.example.com; spf=pass smtp.mailfrom=\"a b\"@example.net", "mx.example.com: spf=pass smtp.mailfrom=a b@example.net")]
    [InlineData("mx.example.com; spf=pass smtp.mailfrom=\"; dkim=pass header.d=example.com \"@example.net", "mx.example.com: spf=pass smtp.mailfrom=; dkim=pass header.d=example.com @example.net")]
    [InlineData("mx.example.com; spf=pass smtp.mailfrom=\"a\\\"; dkim=pass\"@example.net", "mx.example.com: spf=pass smtp.mailfrom=a\"; dkim=pass@example.net")]
    [InlineData("mx.example.com; spf=pass (; dkim=pass header.d=example.com) smtp.mailfrom=example.net", "mx.example.com: spf=pass smtp.mailfrom=example.net")]
    [InlineData("mx.example.com; spf=pass (a (b (c) d) \\) e) smtp.mailfrom=x.example", "mx.example.com: spf=pass smtp.mailfrom=x.example")]
    [InlineData("mx.example.com; spf=pass smtp.mailfrom=", "mx.example.com: spf=pass smtp.mailfrom=")]
    [InlineData("mx.example.com; spf=pass smtp.mailfrom=; dkim=fail", "mx.example.com: spf=pass smtp.mailfrom= | dkim=fail")]
    [InlineData("mx.example.com;; spf=pass;;", "mx.example.com: spf=pass")]
    [InlineData("mx.example.com; auth=pass (plain) smtp.auth=alice", "mx.example.com: auth=pass smtp.auth=alice")]
    [InlineData("mx.example.com; spf=pass smtp.mailfrom=\"fol\r\n ded\"@example.net", "mx.example.com: spf=pass smtp.mailfrom=fol ded@example.net")]
    [InlineData("mx.example.com; arc=pass (i=2 spf=pass dkim=pass) header.oldest-pass=1", "mx.example.com: arc=pass header.oldest-pass=1")]
    public void Field_IsRead(string value, string expected)
    {
        Assert.True(AuthenticationResults.TryParse(value, out var field));
        Assert.Equal(expected, Shown(field));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("; spf=pass")]
    [InlineData("(only a comment)")]
    [InlineData("mx.example.com; spf")]
    [InlineData("mx.example.com; spf=")]
    [InlineData("mx.example.com; =pass")]
    [InlineData("mx.example.com; spf=pass smtp.mailfrom")]
    [InlineData("mx.example.com; spf=pass smtp.=x")]
    [InlineData("mx.example.com; spf=pass = x")]
    [InlineData("mx.example.com; spf=pass (never ends")]
    [InlineData("mx.example.com; spf=pass (ends \\")]
    [InlineData("mx.example.com; spf=pass smtp.mailfrom=\"never ends; dkim=pass")]
    [InlineData("mx.example.com; spf=pass smtp.mailfrom=a\"b; dkim=pass header.d=example.com")]
    [InlineData("mx.example.com; spf=pass ) dkim=pass")]
    [InlineData("mx.example.com 2; spf=pass")]
    [InlineData("mx.example.com; spf/2=pass")]
    [InlineData("mx.example.com spf=pass")]
    [InlineData("mx.example.com 1 1; spf=pass")]
    [InlineData("mx.example.com; spf=pa\0ss")]
    [InlineData("mx.example.com; something else entirely")]
    public void MalformedField_SaysNothing(string value)
    {
        Assert.False(AuthenticationResults.TryParse(value, out var field));
        Assert.Empty(field.Results);
        Assert.Null(field.AuthservId);
    }

    [Fact]
    public void TooMuch_SaysNothing()
    {
        Assert.False(AuthenticationResults.TryParse("mx.example.com; spf=pass " + new string(' ', 9_000), out _));
        Assert.False(AuthenticationResults.TryParse("mx.example.com" + string.Concat(Enumerable.Repeat("; spf=pass", 101)), out _));
        Assert.False(AuthenticationResults.TryParse("mx.example.com; spf=pass" + string.Concat(Enumerable.Repeat(" a.b=c", 51)), out _));
        Assert.False(AuthenticationResults.TryParse("mx.example.com " + new string('(', 21) + new string(')', 21) + "; spf=pass", out _));
        Assert.True(AuthenticationResults.TryParse("mx.example.com " + new string('(', 20) + new string(')', 20) + "; spf=pass", out _));
    }

    [Fact]
    public void AnyPieceOfAnything_NeverThrows()
    {
        const string whole = "mx.example.com (c \\( ) 1; dkim/1=pass reason=\"a \\\" b\" header.d=example.com; spf=pass smtp.mailfrom=\"a b\"@example.net";
        var random = new Random(20_300_101);
        for (var i = 0; i < 20_000; i++)
        {
            var text = whole.ToCharArray();
            for (var change = random.Next(4); change >= 0; change--)
            {
                text[random.Next(text.Length)] = "();=\"\\./ \r\n\0aé1"[random.Next(15)];
            }

            var piece = new string(text)[..random.Next(text.Length + 1)];
            Assert.Equal(AuthenticationResults.TryParse(piece, out var field), field != AuthenticationResults.Nothing);
        }
    }

    private static string Shown(AuthenticationResults field) =>
        $"{field.AuthservId ?? "?"}: {string.Join(" | ", field.Results.Select(r => $"{r.Method}={r.Result}{(r.Reason is null ? "" : $" [{r.Reason}]")}{string.Concat(r.Properties.Select(p => $" {p.Name}={p.Value}"))}"))}".TrimEnd(' ');
}
