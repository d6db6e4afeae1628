namespace HeadDesk.Rules.Classification.Languages;

/// <summary>Words so frequent and so much a language's own that a few of them tell it. Data only.</summary>
internal static class StopWords
{
    public static readonly (string Language, string Words)[] Table =
    [
        ("en", "the and you your with that this have for not are was from please thank thanks would could will can been when but they is it of to my we i what our any has there about which just how"),
        ("de", "der die das und ich nicht ist sie mit auf für von ein eine einen dem den zu bitte wir habe haben auch wie bei wird noch nach aber kann mir uns sich dass oder ihre ihr vielen dank zum zur bin es im"),
        ("fr", "le les des est une pour dans que vous nous pas je ce qui sur avec bonjour merci mon votre vos mais ne du au et sont cette été être ai ma mes plus il par suis"),
        ("es", "el los las una que por para con está pero muy mi su como más no gracias hola usted este esta del se lo cuando porque ya tengo puedo y es hay sin desde"),
        ("it", "il gli che per non una della sono con del questo questa grazie ma ho mi alla nel anche come più buongiorno è dei le si sua ci delle ed essere hanno sul al ha cosa vi"),
        ("pt", "não uma para com que por mais dos das meu minha obrigado obrigada você seu como mas está os ao muito já olá bom dia isso esse em eu da do na no são tem foi estou"),
        ("nl", "het een van ik niet en dat zijn met voor mijn naar ook maar wij bij heb hebben kan wordt deze u graag bedankt aan te er om nog uw geen jullie mij als"),
        ("sv", "och att det jag inte är för med på som en har till om den ni vi av kan mitt min från tack hej men så mig var ett eller vill när detta skulle"),
        ("da", "og at det jeg ikke er for med på som en har til om den jer vi af kan mit min fra tak hej men så mig var et eller vil når dette skal hvad hvor kunne blev hvis"),
        ("no", "og at det jeg ikke er for med på som en har til om den dere vi av kan mitt min fra takk hei men så meg var et eller vil når dette skal hva hvor kunne ble hvis noe"),
        ("pl", "nie się na jest to że do mam jak proszę dziękuję czy ale dla od przez tak oraz po za być już mi są który która dzień dobry z i w moje bardzo tylko jestem"),
        ("cs", "se na je že to do pro jak ale dobrý den prosím děkuji mám nebo jsem by při také který která od aby už mi není ve si bude po jsou s z i moje byl velmi"),
        ("fi", "ja on ei en se että mutta kun olen tai niin myös kiitos hei minun minulla voi ovat jos vain nyt mitä tämä sen ole oli miten voitte kanssa jo sitä saa"),
        ("hu", "a az és hogy nem is egy van ez de meg csak már kérem köszönöm én volt ha vagy mert nincs lehet még ezt azt minden szeretnék sem el ki majd illetve"),
        ("tr", "ve bir bu için ile de da ne çok ama var yok gibi daha olarak merhaba teşekkürler lütfen mi ben benim olan kadar değil sonra nasıl her şey bana siz sizin"),
    ];
}
