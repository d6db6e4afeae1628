using System.Collections.Frozen;

namespace HeadDesk.Mail.Mime.Attachments;

/// <summary>Extensions for parts that came without a name.</summary>
internal static class Extensions
{
    private static readonly FrozenDictionary<string, string> ByType = new Dictionary<string, string>
    {
        ["text/plain"] = ".txt", ["text/html"] = ".html", ["text/csv"] = ".csv", ["text/calendar"] = ".ics", ["text/vcard"] = ".vcf",
        ["text/x-vcard"] = ".vcf", ["text/directory"] = ".vcf", ["text/xml"] = ".xml", ["text/markdown"] = ".md", ["application/xml"] = ".xml",
        ["application/pdf"] = ".pdf", ["application/zip"] = ".zip", ["application/gzip"] = ".gz", ["application/json"] = ".json",
        ["application/rtf"] = ".rtf", ["text/rtf"] = ".rtf", ["application/msword"] = ".doc", ["application/vnd.ms-excel"] = ".xls",
        ["application/vnd.ms-powerpoint"] = ".ppt", ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = ".docx",
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = ".xlsx",
        ["application/vnd.openxmlformats-officedocument.presentationml.presentation"] = ".pptx",
        ["application/ms-tnef"] = ".dat", ["application/vnd.ms-tnef"] = ".dat", ["application/pgp-signature"] = ".asc",
        ["application/pgp-keys"] = ".asc", ["application/pgp-encrypted"] = ".asc", ["application/pkcs7-signature"] = ".p7s",
        ["application/x-pkcs7-signature"] = ".p7s", ["application/pkcs7-mime"] = ".p7m", ["application/x-pkcs7-mime"] = ".p7m",
        ["message/rfc822"] = ".eml", ["message/global"] = ".eml", ["message/news"] = ".eml", ["image/png"] = ".png", ["image/jpeg"] = ".jpg",
        ["image/jpg"] = ".jpg", ["image/pjpeg"] = ".jpg", ["image/gif"] = ".gif", ["image/bmp"] = ".bmp", ["image/tiff"] = ".tif",
        ["image/webp"] = ".webp", ["image/heic"] = ".heic", ["image/svg+xml"] = ".svg", ["audio/mpeg"] = ".mp3", ["audio/wav"] = ".wav",
        ["audio/x-wav"] = ".wav", ["audio/amr"] = ".amr", ["audio/mp4"] = ".m4a", ["audio/ogg"] = ".ogg", ["video/mp4"] = ".mp4",
        ["video/quicktime"] = ".mov", ["video/3gpp"] = ".3gp",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> ByExtension =
        ByType.GroupBy(p => p.Value).ToFrozenDictionary(g => g.Key, g => g.Select(p => p.Key).Order(StringComparer.Ordinal).Last(), StringComparer.OrdinalIgnoreCase);

    /// <param name="extension">With its dot, in any case.</param>
    public static string TypeOf(string extension) => ByExtension.GetValueOrDefault(extension, Headers.MediaTypes.OctetStream);

    /// <summary>With its dot; ".bin" where nothing better is known.</summary>
    public static string Of(string mediaType) => ByType.GetValueOrDefault(mediaType, ".bin");
}
