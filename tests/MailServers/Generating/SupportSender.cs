using System.Globalization;
using System.Text;

namespace HeadDesk.MailServers.Generating;

/// <summary>Somebody who writes to support.</summary>
internal sealed record SupportSender(string Name, string Address, Language Language)
{
    /// <summary>As in From.</summary>
    public string Mailbox => Name.Length == 0
        ? Address
        : $"{(Ascii.IsValid(Name) ? $"\"{Name}\"" : MimeText.EncodedWords(Name))} <{Address}>";

    public static SupportSender Pick(Random random, int senders)
    {
        // Numbered, so that the same person writes again and no two have one address.
        int number = random.Next(senders);
        Language language = Languages.All[number % Languages.All.Length];
        int person = number / Languages.All.Length;
        string name = $"{language.FirstNames[person % language.FirstNames.Length]} {language.LastNames[(person / 2) % language.LastNames.Length]}";
        string domain = language.Domains[person % language.Domains.Length];
        return new SupportSender(name, string.Create(CultureInfo.InvariantCulture, $"customer{number}@{domain}"), language);
    }

    public static SupportSender WithAddress(string address, Random random) =>
        new("", address, Languages.All[random.Next(Languages.All.Length)]);
}
