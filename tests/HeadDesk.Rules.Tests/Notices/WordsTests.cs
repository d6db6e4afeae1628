using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Tickets;
using NodaTime;

namespace HeadDesk.Rules.Tests.Notices;

public class WordsTests
{
    private static readonly DateTimeOffset Evening = new(2026, 3, 5, 16, 0, 0, TimeSpan.Zero);
    private static readonly DeskCalendar Berlin = new(DateTimeZoneProviders.Tzdb["Europe/Berlin"], OpeningHours.AroundTheClock, Holidays.None);

    [Theory]
    [InlineData("en", "5 March 2026", "5 March 2026 17:05 Europe/Berlin", "5 Mar 2026 17:05")]
    [InlineData("de", "5. März 2026", "5. März 2026, 17:05 Uhr (Europe/Berlin)", "05.03.2026 17:05")]
    public void Dates_AreTheLanguagesOwn(string language, string day, string withTime, string moment)
    {
        var words = Words.Of(language);
        Assert.Equal((day, withTime, moment), (words.Date(Evening, Berlin), words.Date(Evening.AddMinutes(5), Berlin), words.Moment(Evening.AddMinutes(5), Berlin.Zone)));
    }

    [Theory]
    [InlineData("en", 14 * 1440, "14 days", "14 days")]
    [InlineData("de", 14 * 1440, "14 Tage", "14 Tagen")]
    [InlineData("en", 1440, "1 day", "24 hours")]
    [InlineData("de", 1440, "1 Tag", "24 Stunden")]
    [InlineData("de", 60, "1 Stunde", "60 Minuten")]
    [InlineData("de", 0, "0 Minuten", "1 Minute")]
    public void Lengths_AreTheLanguagesOwn(string language, int minutes, string age, string within) =>
        Assert.Equal((age, within), (Words.Of(language).Age(TimeSpan.FromMinutes(minutes)), Words.Of(language).Within(TimeSpan.FromMinutes(minutes))));

    [Theory]
    [InlineData("en", "the first answer was due 2 days ago|word to the requester is due now|the solution by the target date is due in 1 hour|nobody has taken it for 3 days")]
    [InlineData("de", "die erste Antwort war vor 2 Tagen fällig|eine Nachricht an den Kunden ist jetzt fällig|die Lösung zum Zieltermin ist in 1 Stunde fällig|seit 3 Tagen hat es niemand übernommen")]
    public void Reasons_AreSentences(string language, string expected)
    {
        var words = Words.Of(language);
        Assert.Equal(expected, string.Join('|',
            words.WasDue(PromiseKind.FirstResponse, false, TimeSpan.FromDays(2)), words.WasDue(PromiseKind.Update, false, TimeSpan.Zero),
            words.IsDueIn(PromiseKind.Resolution, true, TimeSpan.FromHours(1)), words.Unclaimed(TimeSpan.FromDays(3))));
    }

    [Fact]
    public void German_HasAWordOfItsOwnForEverything()
    {
        foreach (var status in Enum.GetValues<TicketStatus>().Where(s => s != TicketStatus.Spam))
        {
            Assert.NotEqual(Words.English.Status(status), Words.German.Status(status));
        }

        foreach (var kind in Enum.GetValues<EntryKind>().Where(k => k != EntryKind.Received))
        {
            Assert.NotEqual(Words.English.Kind(kind), Words.German.Kind(kind));
        }

        Assert.Equal(Enum.GetValues<TicketType>().Length, Enum.GetValues<TicketType>().Select(Words.German.Type).Distinct().Count());
        foreach (var word in Enum.GetValues<Satisfaction>())
        {
            Assert.Equal(word, SatisfactionAnswer.Read(Words.German.Satisfaction(word))!.Word);
            Assert.Equal(word, SatisfactionAnswer.Read(Words.English.Satisfaction(word))!.Word);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("fr")]
    public void UnknownLanguage_HasTheEnglishWords(string? language) => Assert.Same(Words.English, Words.Of(language));
}
