//! Words of a text: folded, cut at signs, and joined to their base.

use pagefind_stem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

use crate::locale::{Lang, collate};

/// The longest word that is kept; what is longer is an address or a mistake.
const MAX_LETTERS: usize = 60;
/// The most words that are joined to one.
const MAX_JOINED: usize = 6;

/// Swedish words that ask, bind and help; they say nothing of what somebody looks for.
const STOP_SV: &str = "alla allt andra annan annat att av bara behöver behövs betyder bli blir \
    blev borde bort bör de dem den denna dess dessa det detta dig din dina ditt du då där efter \
    eller en er era ert ett fanns finnas finns få fick får för från ge ger ges gjort gå går gälla \
    gäller gör göra görs ha hade han har hon hos hur hör i icke ifrån in inget ingen inga innan \
    innebär inte ja jag kan ligger kommer komma kunde kunna man med medan mellan men mer mest mig \
    min mina mitt mot måste mycket nej ni nu några någon något när och också om oss på redan sa \
    samma sedan ser sig sin sina sitt ska skall skulle som står så sådan säger ta tar tas tack \
    till tills under ur utan vad var vara vare varför varifrån varit varje vars vart vem vems vi \
    vid vilka vilkas vilken vilket vill vore vår våra vårt åt än är även över alltid just ens hit \
    dit nog väl visst gärna snälla hej hjälp via samt alltså annars bland både dels därför \
    eftersom emot enligt exakt genom hellre helst ibland ifall igen inom innanför ju kring likaså \
    nånting någonting ingenting oftast omkring runt sån sånt sådana sådant såväl trots utifrån \
    utom utöver varandra varann varsin åtminstone ännu dock själv själva självt samtidigt \
    respektive ex tex dvs osv mm";

/// The same in English.
const STOP_EN: &str = "a about all an and any are as at be been but by can could did do does for \
    from had has have he her his how i if in into is it its may me must my no not of on or our she \
    should so some than that the their them then there these they this those to up us was we were \
    what when where which who whom whose why will with would you your";

/// Swedish words that are common everywhere: rare in a small handbook, they still tell little.
const LIGHT_SV: &str = "aktuell alltid annan antal använda använder används arbeta arbetar arbete \
    behålla borta bra byta bäst bättre börja börjar dag dagar del dela delar direkt egen eget \
    egna exempel finns fler flera fortfarande fråga frågar fungera fungerar fylla fyller fyra \
    färdig följer först första gamla gammal gammalt gemensam gjorde gjordes gjort gå gång gånger \
    hamna hel hela helt hitta hittar hittas hjälpa hjälper hålla håller hålls hända händelse \
    händer hög höra innehålla innehåller jobba jobbar klar klara klarar klart kommande kort korta \
    kosta kostar köpa köper köpt lite liten litet låg lång långa långt lägga lägger lämna lämnar \
    länge mindre mycket många mängd möjlig möjligt ny nya nytt nästa nästan ofta olika pengar \
    prata precis redan ringa ringer rätt sak saker sakna saknas samma sen senast sist sista sitta \
    skaffa skaffar ske sker skicka skickar skilja skiljer sluta slutar snabb snabbt snart starta \
    startar stor stora stort stå ställa ställer säga säger sätt tala tid tiden tidigare titta tre \
    två tänka tänker upp ut vanlig vanliga vanligt varje vet veta vilja visa visar visas välja \
    väljer väljs vända vänder vänta år åren året ändå aktuella anledning använd bakom ber bestå \
    består bestämd enda enkelt enkel ensam fall fast fem fritt färre före förra förut god goda \
    gott grund halv ihop istället jobbet kräver krävs kvar känner känns lagt ligga löpande \
    likadan likadana lätt lättare närmare närmast närmaste nuvarande nödvändig nödvändigt \
    nödvändiga passa passar råkar råka saken samman samtliga senare slags sort stället större \
    största särskilt taget tagit tillbaka tillsammans typ tredje undra undrar uppe vardag vidare \
    viktig viktiga viktigt viss vissa annorlunda bero beror behövt blivit brukar dessutom \
    egentligen fortsätta fortsätter försöker gått hinna hinner kommit kunnat lov lösa löser \
    märker måttlig naturligt oklart ordna ordnar räcker räknas rör sagt sakta skull slutat snar \
    stämmer tagna tidigt tycker tyckte";

/// Endings that a typed word may have when the site has the word with another one.
const ENDINGS_SV: &str = "a ad ade adt an ande andes andet ans ar are aren arens ares arna arnas \
    ars as at ats d de des dt e en ens er erna ernas ers es et ets ing ingar ingen lig liga ligt \
    n na nas ne nes ning ningar ningen ns or orna ornas ors r rna rnas rs s st t ta te tes ts u";

/// The same in English.
const ENDINGS_EN: &str = "d ed er ers es ing ings ly r s";

/// A piece of text between signs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Token {
    /// The word as it is looked up.
    pub(crate) form: String,
    /// What stands between its hyphens; empty for a plain word.
    pub(crate) pieces: Vec<String>,
}

/// What the index knows of a language.
pub(crate) struct Analysis {
    stemmer: Stemmer,
    lang: Lang,
}

impl std::fmt::Debug for Analysis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Analysis").field("lang", &self.lang).finish_non_exhaustive()
    }
}

impl Analysis {
    pub(crate) fn new(lang: Lang) -> Self {
        let algorithm = match lang {
            Lang::Sv => Algorithm::Swedish,
            Lang::En => Algorithm::English,
        };
        Self { stemmer: Stemmer::create(algorithm), lang }
    }

    /// Words that are left out of queries and of the index.
    pub(crate) fn stop_words(&self) -> impl Iterator<Item = &'static str> {
        match self.lang {
            Lang::Sv => STOP_SV,
            Lang::En => STOP_EN,
        }
        .split_whitespace()
    }

    /// Words that say little although few pages have them.
    pub(crate) fn light_words(&self) -> impl Iterator<Item = &'static str> {
        match self.lang {
            Lang::Sv => LIGHT_SV,
            Lang::En => "",
        }
        .split_whitespace()
    }

    /// Endings of words, longest first.
    pub(crate) fn endings(&self) -> Vec<&'static str> {
        let all = match self.lang {
            Lang::Sv => ENDINGS_SV,
            Lang::En => ENDINGS_EN,
        };
        let mut endings: Vec<&str> = all.split_whitespace().collect();
        endings.sort_by_key(|ending| (std::cmp::Reverse(ending.chars().count()), *ending));
        endings.dedup();
        endings
    }

    /// The part of a form that its inflections share.
    pub(crate) fn stem(&self, form: &str) -> String {
        if form.chars().count() < 4 || form.bytes().any(|byte| byte.is_ascii_digit()) {
            return form.to_owned();
        }
        self.stemmer.stem(form).into_owned()
    }

    /// Whether words are written together, so that they can be taken apart.
    pub(crate) fn has_compounds(&self) -> bool {
        self.lang == Lang::Sv
    }
}

/// The words of a text. A word with hyphens is one word, and its pieces are kept with it.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    // Nearly all texts hold nothing that needs to be composed, and are read three times as fast.
    if text.chars().all(|sign| sign.is_ascii() || USUAL.contains(&sign)) {
        return cut(text.chars().map(lower));
    }
    cut(text.nfc().flat_map(char::to_lowercase).flat_map(plain))
}

/// Some words as one, for names that are told from others by their helping words (`en väg in`).
pub(crate) fn joined(words: &[Token]) -> Option<Token> {
    if words.is_empty() || words.len() > MAX_JOINED {
        return None;
    }
    let form: String = words.iter().map(|word| word.form.as_str()).collect();
    (form.chars().count() <= MAX_LETTERS).then_some(Token { form, pieces: Vec::new() })
}

/// Signs beyond ASCII that Swedish texts usually have.
const USUAL: [char; 14] =
    ['å', 'ä', 'ö', 'Å', 'Ä', 'Ö', 'é', 'É', '–', '”', '’', '…', '§', '\u{a0}'];

/// What [`char::to_lowercase`] and [`plain`] make of a usual sign.
const fn lower(sign: char) -> char {
    match sign {
        'é' | 'É' => 'e',
        sign => collate::lower(sign),
    }
}

fn is_letter(sign: char) -> bool {
    sign.is_ascii_alphanumeric()
        || matches!(sign, 'å' | 'ä' | 'ö')
        || !sign.is_ascii() && sign.is_alphanumeric()
}

/// As many bytes as most words have at most.
const USUAL_WORD: usize = 24;

fn cut(signs: impl Iterator<Item = char>) -> Vec<Token> {
    let mut signs = signs.peekable();
    let mut tokens = Vec::new();
    let (mut form, mut cuts) = (String::new(), Vec::new());
    while let Some(sign) = signs.next() {
        if is_letter(sign) {
            if form.is_empty() {
                form.reserve(USUAL_WORD);
            }
            form.push(sign);
            continue;
        }
        let inside = !form.is_empty() && signs.peek().is_some_and(|next| is_letter(*next));
        match sign {
            '-' | '\u{2010}' | '\u{2011}' if inside => cuts.push(form.len()),
            // A soft hyphen and an apostrophe stand inside a word.
            '\u{ad}' | '\'' | '’' if inside => {}
            _ => tokens.extend(token(&mut form, &mut cuts)),
        }
    }
    tokens.extend(token(&mut form, &mut cuts));
    tokens
}

/// The word that has been read, cut where its hyphens stood.
fn token(form: &mut String, cuts: &mut Vec<usize>) -> Option<Token> {
    let (form, cuts) = (std::mem::take(form), std::mem::take(cuts));
    if form.is_empty() || form.len() > MAX_LETTERS && form.chars().count() > MAX_LETTERS {
        return None;
    }
    let mut pieces = Vec::new();
    if !cuts.is_empty() {
        let ends = cuts.iter().copied().chain(std::iter::once(form.len()));
        let starts = std::iter::once(0).chain(cuts.iter().copied());
        pieces.extend(starts.zip(ends).map(|(start, end)| form[start..end].to_owned()));
    }
    Some(Token { form, pieces })
}

/// A letter without its accent, but å, ä and ö as the letters that they are.
fn plain(sign: char) -> impl Iterator<Item = char> {
    let base = match sign {
        'å' | 'ä' | 'ö' => sign,
        'æ' => 'ä',
        'ø' => 'ö',
        sign if sign.is_ascii() => sign,
        sign => std::iter::once(sign).nfd().next().unwrap_or(sign),
    };
    let mark = ('\u{300}'..='\u{36f}').contains(&base);
    (!mark).then_some(base).into_iter()
}

/// A form as somebody without the keys å, ä and ö writes it.
pub(crate) fn folded(form: &str) -> String {
    form.chars()
        .map(|sign| match sign {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            sign => sign,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.form).collect()
    }

    #[test]
    fn accents_fall_away_but_the_swedish_letters_stay() {
        assert_eq!(
            forms("Idén: Åtgärd för ÄRENDEN, a\u{30a}r"),
            ["iden", "åtgärd", "för", "ärenden", "år"]
        );
        assert_eq!(folded("åtgärdslösning"), "atgardslosning");
    }

    #[test]
    fn a_word_with_hyphens_is_one_word_with_pieces() {
        let token = tokens("PUB-avtal").remove(0);
        assert_eq!((token.form.as_str(), token.pieces.len()), ("pubavtal", 2));
        assert_eq!(
            forms("avtals- och köpvillkor – 2023:254"),
            ["avtals", "och", "köpvillkor", "2023", "254"]
        );
    }

    #[test]
    fn usual_and_unusual_texts_are_cut_alike() {
        let text = "Café – ÅÄÖ: PUB-avtal, it’s ”§ 12” a\u{a0}b…";
        assert_eq!(tokens(text)[..3], tokens(&format!("{text} ñ"))[..3]);
        assert_eq!(tokens(text).len() + 1, tokens(&format!("{text} ñ")).len());
    }

    #[test]
    fn inflections_share_a_stem() {
        let analysis = Analysis::new(Lang::Sv);
        for word in ["avtalet", "avtalen", "avtals", "avtal"] {
            assert_eq!(analysis.stem(word), "avtal", "{word}");
        }
        assert_eq!(analysis.stem("upphandlingarna"), analysis.stem("upphandling"));
    }
}
