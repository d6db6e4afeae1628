namespace HeadDesk.Mail.Mime.Decoding;

/// <summary>A cursor over encoded bytes that are all in memory (or mapped into it).</summary>
internal interface ITransferDecoder
{
    /// <summary>The least room that <see cref="Read"/> needs to get on.</summary>
    const int LeastRoom = 256;

    /// <summary>Decodes on into <paramref name="output"/>, at least <see cref="LeastRoom"/> long. 0 = the end.</summary>
    int Read(Span<byte> output);
}
