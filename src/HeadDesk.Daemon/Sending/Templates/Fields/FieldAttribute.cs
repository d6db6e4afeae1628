namespace HeadDesk.Daemon.Sending.Templates.Fields;

/// <summary>What a template may name: the property, in lower camel case. The meaning is printed in docs/templates.md.</summary>
/// <param name="meaning">What it says, or when it is empty.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FieldAttribute(string meaning) : Attribute
{
    public string Meaning => meaning;
}
