using HeadDesk.Rules.Classification.Languages;

namespace HeadDesk.Rules.Tests.Classification;

public class LanguageGuessTests
{
    [Theory]
    [InlineData("en", "Hello, the printer on the second floor does not work and I need it for my report. Could you please help?")]
    [InlineData("de", "Guten Tag, der Drucker im zweiten Stock geht nicht und ich brauche ihn für meinen Bericht. Können Sie mir bitte helfen?")]
    [InlineData("fr", "Bonjour, l'imprimante du deuxième étage ne marche pas et j'en ai besoin pour mon rapport. Pouvez-vous nous aider ?")]
    [InlineData("es", "Hola, la impresora del segundo piso no funciona y la necesito para mi informe. ¿Pueden ayudarme por favor? Muchas gracias")]
    [InlineData("it", "Buongiorno, la stampante del secondo piano non funziona e ne ho bisogno per la mia relazione. Grazie per il vostro aiuto, è urgente.")]
    [InlineData("pt", "Bom dia, a impressora do segundo andar não funciona e eu preciso dela para o meu relatório. Você pode me ajudar? Obrigado")]
    [InlineData("nl", "Goedemorgen, de printer op de tweede verdieping doet het niet en ik heb hem nodig voor mijn verslag. Kan iemand mij helpen?")]
    [InlineData("sv", "Hej, skrivaren på andra våningen fungerar inte och jag behöver den för min rapport. Kan ni hjälpa mig? Tack")]
    [InlineData("da", "Hej, printeren på anden sal virker ikke, og jeg skal bruge den til min rapport. Hvad kan jeg gøre, og hvor kan jeg få hjælp?")]
    [InlineData("no", "Hei, skriveren i andre etasje virker ikke, og jeg trenger den til rapporten min. Hva kan jeg gjøre, og hvor får jeg hjelp?")]
    [InlineData("pl", "Dzień dobry, drukarka na drugim piętrze nie działa, a jest mi potrzebna do raportu. Proszę o pomoc, czy to jest możliwe?")]
    [InlineData("cs", "Dobrý den, tiskárna ve druhém patře nefunguje a potřebuji ji pro svou zprávu. Prosím o pomoc, není to možné jinak.")]
    [InlineData("fi", "Hei, toisen kerroksen tulostin ei toimi ja minun pitäisi saada raportti valmiiksi. Voitteko auttaa? Kiitos, se on kiireellinen.")]
    [InlineData("hu", "Jó napot, a második emeleti nyomtató nem működik, és szükségem van rá egy jelentéshez. Kérem, hogy segítsenek.")]
    [InlineData("tr", "Merhaba, ikinci kattaki yazıcı çalışmıyor ve rapor için bana gerekli. Lütfen bu konuda yardım eder misiniz? Çok teşekkürler")]
    [InlineData("ru", "Здравствуйте, принтер на втором этаже не работает, помогите, пожалуйста.")]
    [InlineData("uk", "Доброго дня, принтер на другому поверсі не працює, допоможіть, будь ласка, її немає і де є інший.")]
    [InlineData("el", "Καλημέρα, ο εκτυπωτής δεν λειτουργεί. Παρακαλώ βοηθήστε.")]
    [InlineData("he", "שלום, המדפסת בקומה השנייה לא עובדת. תודה")]
    [InlineData("ar", "مرحبا، الطابعة في الطابق الثاني لا تعمل. شكرا")]
    [InlineData("ja", "お世話になっております。二階のプリンターが動きません。")]
    [InlineData("zh", "您好，二楼的打印机坏了，请帮忙处理。")]
    [InlineData("ko", "안녕하세요, 이층 프린터가 작동하지 않습니다.")]
    [InlineData("th", "สวัสดีครับ เครื่องพิมพ์ชั้นสองไม่ทำงาน")]
    public void OrdinaryMail_IsGuessed(string language, string text) => Assert.Equal(language, LanguageGuess.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("ok")]
    [InlineData("Error 0x80070005 at C:\\Windows\\System32")]
    [InlineData("Fusce bibendum, quam hendrerit sagittis tempor, dui turpis tempus erat")]
    public void NothingToGoBy_IsNull(string text) => Assert.Null(LanguageGuess.Of(text));

    [Theory]
    [InlineData("de", "de")]
    [InlineData("EN", "en")]
    [InlineData("de-AT", "de")]
    [InlineData("de, en", null)]
    [InlineData("7x", null)]
    public void DeclaredLanguage_IsBelieved(string declared, string? language) => Assert.Equal(language, LanguageGuess.Of("Ok.", declared));

    [Fact]
    public void DeclaredWithRegion_YieldsToTheText() =>
        Assert.Equal("de", LanguageGuess.Of("Der Drucker geht nicht und ich weiß nicht, was ich tun soll.", "en-US"));
}
