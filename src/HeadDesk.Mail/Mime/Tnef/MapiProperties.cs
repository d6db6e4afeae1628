namespace HeadDesk.Mail.Mime.Tnef;

/// <summary>The property list of [MS-OXTNEF] §2.1.3.4: type, id, a name for ids from 0x8000, values padded to four bytes.</summary>
internal static class MapiProperties
{
    private const ushort MultiValue = 0x1000;
    private const int MaxProperties = 10_000;

    public static List<MapiProperty> Read(ReadOnlyMemory<byte> data)
    {
        var cursor = new TnefCursor(data);
        var properties = new List<MapiProperty>();
        var count = Math.Min(cursor.UInt32(), MaxProperties);
        for (var i = 0; i < count && cursor.Left >= 4 && !cursor.Overrun; i++)
        {
            var type = cursor.UInt16();
            var id = cursor.UInt16();
            if (id >= 0x8000)
            {
                SkipName(ref cursor);
            }

            if (!TryReadValues(ref cursor, type, out var value))
            {
                break;
            }

            properties.Add(new MapiProperty(id, (ushort)(type & ~MultiValue), value));
        }

        return properties;
    }

    /// <summary>GUID, kind; kind 0: a number, kind 1: a length and a UTF-16 string.</summary>
    private static void SkipName(ref TnefCursor cursor)
    {
        cursor.Take(16);
        if (cursor.UInt32() == 0)
        {
            cursor.Take(4);
        }
        else
        {
            cursor.TakePadded(cursor.UInt32());
        }
    }

    /// <returns>false = the type is unknown, so that nothing after it can be found</returns>
    private static bool TryReadValues(ref TnefCursor cursor, ushort type, out ReadOnlyMemory<byte> first)
    {
        first = default;
        var kind = (ushort)(type & ~MultiValue);
        var variable = kind is MapiProperty.ObjectType or MapiProperty.NarrowType or MapiProperty.UnicodeType or MapiProperty.BinaryType;
        var count = variable || (type & MultiValue) != 0 ? cursor.UInt32() : 1;
        for (uint i = 0; i < count && cursor.Left > 0 && !cursor.Overrun; i++)
        {
            ReadOnlyMemory<byte> value;
            if (variable)
            {
                value = cursor.TakePadded(cursor.UInt32());
            }
            else if (FixedSize(kind) is var size and > 0)
            {
                value = cursor.TakePadded(size);
            }
            else
            {
                return false;
            }

            first = i == 0 ? value : first;
        }

        return true;
    }

    private static int FixedSize(ushort type) => type switch
    {
        0x0002 => 2, // PtypInteger16
        0x0003 or 0x0004 or 0x000A => 4, // PtypInteger32, PtypFloating32, PtypErrorCode
        0x000B => 2, // PtypBoolean
        0x0005 or 0x0006 or 0x0007 or 0x0014 or 0x0040 => 8, // doubles, currency, times
        0x0048 => 16, // PtypGuid
        0x0001 => 4, // PtypNull
        _ => 0,
    };
}
