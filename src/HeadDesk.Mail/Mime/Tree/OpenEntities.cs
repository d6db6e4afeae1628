namespace HeadDesk.Mail.Mime.Tree;

/// <summary>
/// The parts whose end has not been seen, outermost first: the explicit stack that stands where a recursive parser would recurse.
/// </summary>
internal sealed class OpenEntities
{
    /// <summary>Boundaries of multiparts that an outer delimiter closed; more than these are forgotten.</summary>
    private const int MaxOrphans = 8;

    private readonly List<(ReadOnlyMemory<byte> Boundary, int Owner)> _orphans = [];
    private Entity[] _entities = new Entity[8];

    public int Count { get; private set; }

    /// <summary>Multiparts and embedded messages among them: what <see cref="MimeLimits.MaxDepth"/> counts.</summary>
    public int Depth { get; private set; }

    public MimePart Top => _entities[Count - 1].Part;

    public void Push(MimePart part, ReadOnlyMemory<byte> boundary, bool container)
    {
        if (Count == _entities.Length)
        {
            Array.Resize(ref _entities, Count * 2);
        }

        _entities[Count++] = new Entity(part, boundary, container);
        Depth += container ? 1 : 0;
    }

    public MimePart Pop()
    {
        ref var entity = ref _entities[--Count];
        var part = entity.Part;
        Depth -= entity.IsContainer ? 1 : 0;
        entity = default;
        while (_orphans.Count > 0 && _orphans[^1].Owner >= Count)
        {
            _orphans.RemoveAt(_orphans.Count - 1);
        }

        return part;
    }

    /// <summary>
    /// Takes the innermost part off, which an outer delimiter ended. Where that is a multipart, whoever made the mail may have
    /// meant it to go on: what its delimiters still set apart become parts of the multipart that remains.
    /// </summary>
    /// <param name="owner">Index of the multipart whose delimiter it was.</param>
    public MimePart PopUnclosed(int owner)
    {
        var boundary = _entities[Count - 1].Boundary;
        var part = Pop();
        if (!boundary.IsEmpty && _orphans.Count < MaxOrphans)
        {
            _orphans.Add((boundary, owner));
        }

        return part;
    }

    public MimePart this[int index] => _entities[index].Part;

    public ReadOnlySpan<byte> BoundaryOf(int index) => _entities[index].Boundary.Span;

    public bool HasSeparated(int index) => _entities[index].Separated;

    /// <summary>Which open multipart does this line, which begins with "--", belong to? Exact matches first, innermost first.</summary>
    public DelimiterKind Match(ReadOnlySpan<byte> line, out int index)
    {
        line = line.TrimEnd(" \t\r"u8);
        for (index = Count - 1; index >= 0; index--)
        {
            ref var entity = ref _entities[index];
            if (!entity.Boundary.IsEmpty && Boundary.MatchExactly(line, entity.Boundary.Span) is var kind and not DelimiterKind.None)
            {
                entity.Separated = true;
                return kind;
            }
        }

        for (var i = _orphans.Count - 1; i >= 0; i--)
        {
            if (Boundary.MatchExactly(line, _orphans[i].Boundary.Span) == DelimiterKind.Separator)
            {
                index = _orphans[i].Owner;
                return DelimiterKind.Separator;
            }
        }

        for (index = Count - 1; index >= 0; index--)
        {
            ref var entity = ref _entities[index];
            if (!entity.Boundary.IsEmpty
                && Boundary.MatchBeginning(line, entity.Boundary.Span, entity.Separated) is var kind and not DelimiterKind.None)
            {
                entity.Separated = true;
                return kind;
            }
        }

        return DelimiterKind.None;
    }

    /// <summary>Would <see cref="Match"/> find an owner? Nothing is noted.</summary>
    public bool Fits(ReadOnlySpan<byte> line)
    {
        for (var i = 0; i < Count; i++)
        {
            if (!_entities[i].Boundary.IsEmpty && line[2..].StartsWith(_entities[i].Boundary.Span))
            {
                return true;
            }
        }

        return false;
    }

    private record struct Entity(MimePart Part, ReadOnlyMemory<byte> Boundary, bool IsContainer)
    {
        /// <summary>A delimiter of this multipart has been met.</summary>
        public bool Separated { get; set; }
    }
}
