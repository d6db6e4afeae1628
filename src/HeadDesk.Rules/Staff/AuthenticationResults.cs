namespace HeadDesk.Rules.Staff;

/// <summary>One Authentication-Results field (RFC 8601), read.</summary>
/// <param name="AuthservId">Who says so; null where the field names nobody, as Microsoft 365 writes it.</param>
/// <param name="Results">In the order of the field. Empty for <c>none</c>: nothing was tested.</param>
public sealed record AuthenticationResults(string? AuthservId, IReadOnlyList<AuthenticationResult> Results)
{
    /// <summary>What a malformed field says.</summary>
    public static AuthenticationResults Nothing { get; } = new(null, []);

    /// <returns>False for a malformed field, which says nothing at all: half of a field may be the wrong half.</returns>
    public static bool TryParse(string value, out AuthenticationResults field)
    {
        field = new AuthenticationResultsParser(value).Parse() ?? Nothing;
        return field != Nothing;
    }

    public IEnumerable<AuthenticationResult> Of(string method) => Results.Where(r => r.Method == method);
}

/// <summary>What one method found.</summary>
/// <param name="Method">Lower case, without its version: dkim, spf, dmarc, …</param>
/// <param name="Result">Lower case: pass, fail, none, …</param>
public sealed record AuthenticationResult(string Method, string Result, string? Reason, IReadOnlyList<AuthenticationProperty> Properties)
{
    public bool Passed => Result == "pass";

    /// <param name="name">ptype and property, e.g. <c>header.from</c>.</param>
    public IReadOnlyList<string> ValuesOf(string name) => [.. Properties.Where(p => p.Name == name).Select(p => p.Value)];
}

/// <summary>What a result is about.</summary>
/// <param name="Name">ptype and property in lower case, e.g. <c>header.d</c>; without a ptype where the server gave none (<c>action</c>).</param>
/// <param name="Value">Unquoted; from a stranger.</param>
public readonly record struct AuthenticationProperty(string Name, string Value);
