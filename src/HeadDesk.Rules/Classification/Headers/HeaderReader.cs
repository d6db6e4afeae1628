namespace HeadDesk.Rules.Classification.Headers;

/// <summary>What the header as a whole says, gathered in one pass over the fields.</summary>
internal sealed class HeaderReader
{
    private readonly List<(int Weight, Signal Signal)> signals = [];

    /// <summary>Return-Path (or what a server keeps of the envelope) is empty: RFC 5321 §4.5.5, nobody wants an answer.</summary>
    public bool NullReturnPath { get; private set; }

    /// <summary>Says by RFC 3834 that a program wrote it.</summary>
    public bool AutoSubmitted { get; private set; }

    /// <summary>X-Failed-Recipients, as Exim and Google write it; null where there is none.</summary>
    public string? FailedRecipients { get; private set; }

    /// <summary>A loop mark that names one of the desk's own addresses.</summary>
    public Signal? OwnLoopMark { get; private set; }

    public string? ContentLanguage { get; private set; }

    public string? ContentType { get; private set; }

    /// <summary>Strongest first within each kind.</summary>
    public IEnumerable<Signal> Of(MailKind kind) =>
        signals.Where(s => s.Signal.Kind == kind).OrderBy(s => s.Weight).Select(s => s.Signal);

    public bool Any => signals.Count > 0;

    public static HeaderReader Read(IncomingMail mail, ClassifierSettings settings)
    {
        var reader = new HeaderReader();
        var ownList = false;
        foreach (var field in mail.Fields)
        {
            if (IsInteresting(field.Name))
            {
                ownList |= reader.Take(field, settings);
            }
        }

        if (ownList)
        {
            // The support address is itself a group address: every customer's mail passes the list software and is still a customer's.
            reader.signals.RemoveAll(s => s.Signal.Kind == MailKind.List);
        }

        return reader;
    }

    private static bool IsInteresting(string name) =>
        name.Length > 4 && (name[0] | 0x20) is 'x' or 'a' or 'l' or 'p' or 'r' or 'm' or 'd' or 'f' or 'e' or 'c';

    /// <returns>The field shows that the list is the desk's own.</returns>
    private bool Take(in MailField field, ClassifierSettings settings)
    {
        if (HeaderRules.ByField.TryGetValue(field.Name, out var rule))
        {
            return TakeRule(field, rule, settings);
        }

        if (Is(field, "Return-Path") || Is(field, "X-Envelope-From") || Is(field, "Envelope-From"))
        {
            NullReturnPath |= field.Value.AsSpan().Trim() is "<>" or "MAILER-DAEMON" or "<MAILER-DAEMON>"; // the latter two as local delivery writes it
        }
        else if (Is(field, "X-Failed-Recipients"))
        {
            FailedRecipients = FailedRecipients is null ? field.Value : FailedRecipients + "," + field.Value;
        }
        else if (Is(field, "Content-Language"))
        {
            ContentLanguage ??= field.Value;
        }
        else if (Is(field, "Content-Type"))
        {
            ContentType ??= field.Value;
        }
        else if (field.Name.EndsWith("-MailScanner-SpamCheck", StringComparison.OrdinalIgnoreCase))
        {
            // MailScanner puts the site's name in the middle of its field names.
            Add(HeaderRules.ByField["X-MailScanner-SpamCheck"], field);
        }

        return false;
    }

    private bool TakeRule(in MailField field, HeaderRule rule, ClassifierSettings settings)
    {
        if (Is(field, "X-Loop") && NamesOwn(field.Value, settings))
        {
            OwnLoopMark ??= Signal.Of(MailKind.Loop, field, "our own loop mark");
            return false;
        }

        if (rule.Kind == MailKind.List && rule.Weight <= 1 && NamesOwn(field.Value, settings))
        {
            return true;
        }

        Add(rule, field);
        if (Is(field, "Precedence"))
        {
            Add(HeaderRules.Bulk, field);
        }
        else if (Is(field, "Auto-Submitted"))
        {
            AutoSubmitted |= rule.Says(field.Value);
        }

        return false;
    }

    private void Add(HeaderRule rule, in MailField field)
    {
        if (rule.Says(field.Value))
        {
            signals.Add((rule.Weight, Signal.Of(rule.Kind, field, rule.Meaning, rule.Weak)));
        }
    }

    /// <summary>The value names an own address, or its list id (RFC 2919: the at sign becomes a dot).</summary>
    private static bool NamesOwn(string value, ClassifierSettings settings)
    {
        foreach (var own in settings.OwnAddresses)
        {
            if (own.Length > 0 && (value.Contains(own, StringComparison.OrdinalIgnoreCase)
                || value.Contains("<" + own.Replace('@', '.') + ">", StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(in MailField field, string name) => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
