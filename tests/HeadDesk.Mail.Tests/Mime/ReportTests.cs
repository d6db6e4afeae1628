namespace HeadDesk.Mail.Tests.Mime;

public sealed class ReportTests
{
    private const string Bounce =
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nIt failed.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\n"
        + "Final-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1\n unknown user\n\nFinal-Recipient: rfc822; bob@example.com\nAction: delayed\n"
        + "--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <orig@x>\nSubject: lost\n--b--\n";

    [Fact]
    public void DeliveryStatus_IsReadInGroups()
    {
        var view = Sample.View(Bounce);

        Assert.Equal("It failed.", view.Text);
        Assert.Equal(3, view.DeliveryStatus.Count);
        Assert.Equal("rfc822; ann@example.com", view.DeliveryStatus[1]["final-recipient"]);
        Assert.Equal("smtp; 550 5.1.1 unknown user", view.DeliveryStatus[1]["Diagnostic-Code"]);
        Assert.Equal("delayed", view.DeliveryStatus[2]["Action"]);
    }

    [Fact]
    public void OriginalHeader_IsAReportToo()
    {
        var headers = Sample.View(Bounce).Reports.Single(r => r.MediaType == "text/rfc822-headers");

        Assert.Equal("<orig@x>", headers.Groups.Single()["message-id"]);
    }

    [Fact]
    public void Reports_AreNoAttachments() => Assert.Empty(Sample.View(Bounce).Attachments);
}
