namespace HeadDesk.Mail.Mime.Decoding;

internal sealed class IdentityDecoder(ReadOnlyMemory<byte> source) : ITransferDecoder
{
    private int _position;

    public int Read(Span<byte> output)
    {
        var length = Math.Min(output.Length, source.Length - _position);
        source.Span.Slice(_position, length).CopyTo(output);
        _position += length;
        return length;
    }
}
