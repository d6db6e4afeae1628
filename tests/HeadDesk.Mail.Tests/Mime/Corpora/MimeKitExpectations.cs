namespace HeadDesk.Mail.Tests.Mime.Corpora;

/// <summary>What the sample messages of the mimekit set are made of, read off them by eye.</summary>
internal static class MimeKitExpectations
{
    private const string Alternative = "multipart/alternative(text/plain, text/html)";

    public static readonly (string File, string Shape)[] Shapes =
    [
        ("messages/body.1.txt", "text/plain"),
        ("messages/body.2.txt", "text/html"),
        ("messages/body.3.txt", "multipart/alternative(text/html, text/plain)"),
        ("messages/body.4.txt", "multipart/related(text/html, image/gif, image/jpeg)"),
        ("messages/body.5.txt", "multipart/alternative(multipart/related(text/html, image/gif, image/jpeg), text/plain)"),
        ("messages/body.8.txt", "multipart/mixed(text/plain, text/html, application/octet-stream)"),
        ("messages/body.9.txt", "multipart/mixed(text/html, text/plain, application/octet-stream)"),
        ("messages/bounce.txt", $"multipart/report(text/plain, message/delivery-status, message/rfc822({Alternative}))"),
        ("messages/delivery-status.txt", "multipart/report(message/delivery-status, message/rfc822(text/plain))"),
        ("messages/delivery-status-no-blank-line.txt", "multipart/report(message/delivery-status, message/rfc822(text/plain))"),
        ("messages/delivery-status2.txt", $"multipart/report(text/plain, message/delivery-status, message/rfc822({Alternative}))"),
        ("messages/disposition-notification.txt", "multipart/report(text/plain, message/disposition-notification, message/rfc822(text/plain))"),
        ("messages/empty-multipart.txt", "multipart/mixed(multipart/alternative, text/plain)"),
        ("messages/epilogue.txt", "multipart/mixed(text/plain, application/postscript)"),
        ("messages/feedback-report.txt", "multipart/report(text/plain, message/feedback-report, message/rfc822(text/plain))"),
        ("messages/issue1130.txt", "text/plain"),
        ("messages/issue358.txt", Alternative),
        ("messages/japanese.txt", "text/plain"),
        ("messages/multipart-related-mhtml.txt", "multipart/related(image/png, text/html)"),
        ("messages/rfc2060.txt", "multipart/mixed(text/plain, application/octet-stream, message/rfc822(multipart/mixed(text/plain, application/octet-stream)), multipart/mixed(image/gif, message/rfc822(multipart/mixed(text/plain, multipart/alternative(text/plain, text/richtext)))))"),
        ("messages/simple-embedded-message.eml", "multipart/mixed(text/plain, message/rfc822(text/plain))"),
        ("messages/simple-multipart.eml", "multipart/mixed(text/plain, application/octet-stream)"),
        ("messages/stack-overflow.txt", "text/plain"),
        ("dkim/related.msg", $"multipart/related({Alternative}, image/jpeg)"),
        ("dkim/gmail.msg", Alternative),
        ("dkim/multipart-no-end-boundary.msg", Alternative),
        ("partial/message-partial.0.eml", "message/partial"),
        ("partial/message-partial.eml", "multipart/mixed(text/plain, image/jpeg)"),
        ("smime/thunderbird-signed.txt", "multipart/signed(multipart/mixed(text/plain, image/jpeg), application/pkcs7-signature)"),
        ("tnef/rich-text.eml", "multipart/mixed(text/plain, application/ms-tnef)"),
    ];
}
