using System.Text;

namespace HeadDesk.MailServers.Sinks;

/// <summary>Bytes that came and were not used yet, cut into command lines and message data.</summary>
internal sealed class SinkBuffer
{
    private static ReadOnlySpan<byte> EndOfData => "\r\n.\r\n"u8;

    private byte[] _bytes = new byte[64 << 10];
    private int _start;
    private int _end;
    private int _searched;

    public async ValueTask<bool> FillAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _searched = Math.Max(0, _searched - _start);
            _start = 0;
        }

        if (_end == _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        int read = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }

    public bool TryTakeLine(out string line)
    {
        int length = _bytes.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
        line = length < 0 ? "" : Encoding.UTF8.GetString(_bytes, _start, length);
        _start += length < 0 ? 0 : length + 2;
        _searched = _start;
        return length >= 0;
    }

    /// <summary>Message data up to the final dot, which may be all there is; dots undone. RFC 5321 §4.5.2</summary>
    public bool TryTakeData(out byte[] message)
    {
        message = [];
        if (_bytes.AsSpan(_start, _end - _start).StartsWith(".\r\n"u8))
        {
            _start += 3;
            return true;
        }

        int from = Math.Max(_start, _searched - EndOfData.Length);
        int found = _bytes.AsSpan(from, _end - from).IndexOf(EndOfData);
        if (found < 0)
        {
            _searched = _end;
            return false;
        }

        int length = from + found + 2 - _start;
        message = Undot(_bytes.AsSpan(_start, length));
        _start += length + 3;
        _searched = _start;
        return true;
    }

    public void Clear() => _start = _end = _searched = 0;

    private static byte[] Undot(ReadOnlySpan<byte> data)
    {
        byte[] message = new byte[data.Length];
        int length = 0;
        if (data.StartsWith("."u8))
        {
            data = data[1..];
        }

        int dot;
        while ((dot = data.IndexOf("\r\n."u8)) >= 0)
        {
            data[..(dot + 2)].CopyTo(message.AsSpan(length));
            length += dot + 2;
            data = data[(dot + 3)..];
        }

        data.CopyTo(message.AsSpan(length));
        return message[..(length + data.Length)];
    }
}
