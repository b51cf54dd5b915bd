//! The index and its ranking, on small sites.

use proptest::prelude::*;

use super::analysis::Analysis;
use super::index::Index;
use super::page::{Card, Piece, Place, Section, Text};
use super::vocabulary::Corpus;
use crate::locale::Lang;

/// A page with a title, another name and a text.
fn page(title: &str, name: &str, text: &str) -> Text {
    let piece = |place, text: &str| Piece { place, section: 0, text: text.to_owned() };
    let card = Card {
        path: format!("{title}.html"),
        title: title.to_owned(),
        prior: 100,
        sections: vec![Section::default()],
        ..Card::default()
    };
    let pieces =
        vec![piece(Place::Name, title), piece(Place::Alias, name), piece(Place::Body, text)];
    let (kind, label) = ("page".to_owned(), "Sida".to_owned());
    Text { kind, label, defines: false, card, pieces }
}

/// The index of a site with these pages.
fn indexed(pages: Vec<Text>) -> Index {
    let analysis = Analysis::new(Lang::Sv);
    let stop = analysis.stop_words().collect();
    Index::new(&analysis, Corpus::read(pages, &stop, |page| page))
}

fn site() -> Index {
    let pages = vec![
        page("Avtal", "", "Ett avtal är en överenskommelse."),
        page("Avtal för konsulter", "", "Så skriver du avtalet med en konsult."),
        page("Personuppgiftsbiträdesavtal", "", "Behövs när leverantören har uppgifterna."),
        page("Servicedesk", "helpdesk", "Ring när något är trasigt."),
        page("Nyttokalkyl", "", "Visar nyttan av ett nytt system."),
        page("Återbruk", "", "Lämna tillbaka datorn."),
        page("Om webbplatsen", "", "Avtal, system och mycket annat."),
    ];
    indexed(pages)
}

fn first<'s>(site: &'s Index, query: &str) -> Option<&'s str> {
    site.search(query).hits.first().map(|hit| site.card(hit).title.as_str())
}

fn titles(query: &str) -> Vec<String> {
    let site = site();
    let hits = site.search(query).hits;
    hits.iter().map(|hit| site.card(hit).title.clone()).collect()
}

#[test]
fn a_whole_title_comes_before_its_beginning_a_part_and_the_text() {
    let expected =
        ["Avtal", "Avtal för konsulter", "Personuppgiftsbiträdesavtal", "Om webbplatsen"];
    assert_eq!(titles("avtal"), expected);
    assert_eq!(titles("AVTALEN"), expected, "in another form, and in capitals");
}

#[test]
fn a_synonym_finds_the_page() {
    assert_eq!(titles("helpdesk"), ["Servicedesk"]);
}

#[test]
fn slips_of_the_hand_find_what_was_meant() {
    for (typed, meant) in [
        ("avatl", "Avtal"),
        ("nyttokalyl", "Nyttokalkyl"),
        ("nytokalkyl", "Nyttokalkyl"),
        ("aterbruk", "Återbruk"),
        ("återburk", "Återbruk"),
    ] {
        assert_eq!(titles(typed).first().map(String::as_str), Some(meant), "{typed}");
    }
}

#[test]
fn an_unknown_compound_is_taken_apart() {
    let found = site().search("systemavtal");
    let typed: Vec<&str> = found.terms.iter().map(|term| term.typed.as_str()).collect();
    assert_eq!(typed, ["system", "avtal"]);
    assert!(titles("systemavtal").contains(&"Om webbplatsen".to_owned()));
}

#[test]
fn a_known_compound_that_says_everything_finds_its_parts_too() {
    let pages = vec![
        page("Uppsägning", "", "När avtalet ska sägas upp."),
        page("Kalender", "", "Räknar uppsägningstiden i tid."),
    ];
    let site = indexed(pages);
    let found = |query: &str| site.search(query).hits.len();
    assert_eq!((found("uppsägningstid"), found("uppsägningstid kalender")), (2, 1));
}

#[test]
fn words_of_two_names_are_not_a_name() {
    let pages = vec![
        page("Stort avtalsbyte", "ny leverantör", "Så byter ni."),
        page("Stora leverantörer", "", "De största."),
    ];
    let site = indexed(pages);
    let hits = site.search("stora leverantörer").hits;
    assert_eq!(site.card(&hits[0]).title, "Stora leverantörer");
    assert!(hits[0].score > 2 * hits[1].score, "{hits:?}");
}

#[test]
fn a_name_is_found_although_its_words_only_help() {
    let pages = vec![
        page("Vad vi har", "", "Det som redan finns."),
        page("Kontakt", "en väg in", "Hit vänder du dig."),
        page("Väg", "", "Vägen in till byn."),
        page("Köp av utrustning", "AV", "Skärmar och högtalare."),
    ];
    let site = indexed(pages);
    for (query, title) in [
        ("vad vi har", "Vad vi har"),
        ("en väg in", "Kontakt"),
        ("vad är en väg in", "Kontakt"),
        ("AV", "Köp av utrustning"),
    ] {
        assert_eq!(first(&site, query), Some(title), "{query}");
    }
    assert!(site.search("vi vad har").hits.is_empty());
    assert!(site.search("en väg in").hits.len() > 1, "what has some of it is found too");
}

#[test]
fn a_page_that_is_called_so_comes_before_what_is_about_it() {
    let about = ["acceptanstest", "så gör du ett acceptanstest", "acceptanstest steg för steg"];
    let mut pages = vec![page("Acceptanstest", "", "Prova leveransen.")];
    pages.extend(
        about.map(|name| {
            page(&format!("Införande {name}"), name, "acceptanstest ".repeat(9).as_str())
        }),
    );
    let site = indexed(pages);
    let hits = site.search("acceptanstestet").hits;
    assert_eq!(site.card(&hits[0]).title, "Acceptanstest");
}

#[test]
fn a_word_in_two_or_with_figures_or_only_begun_is_found() {
    let pages = vec![
        page("Objektledare", "", "Leder ett objekt. En ledare."),
        page("Lifecare", "", "System i omsorgen."),
        page("Windows 7", "", "Operativsystem."),
        page("Flerfaktorsinloggning", "multifaktorautentisering", "Mer än ett lösenord."),
        page("Webbläsare", "", "Webb och läsare."),
        page("AV-paket", "", "Bild och ljud."),
    ];
    let site = indexed(pages);
    for (query, title) in [
        ("objekt ledare", "Objektledare"),
        ("life care", "Lifecare"),
        ("windows7", "Windows 7"),
        ("multifaktor för leverantörer", "Flerfaktorsinloggning"),
        ("webläsare", "Webbläsare"),
        ("AV-paketen", "AV-paket"),
    ] {
        assert_eq!(first(&site, query), Some(title), "{query}");
    }
}

#[test]
fn words_that_only_help_change_nothing() {
    assert_eq!(titles("vad är ett avtal för något"), titles("avtal"));
    assert!(titles("vad är det som").is_empty());
}

#[test]
fn what_is_not_there_gives_the_nearest_words() {
    let found = site().search("nyttkalkll");
    assert!(found.hits.is_empty() || found.terms[0].corrected.is_some());
    assert_eq!(site().search("qwxz").hits, []);
}

proptest! {
    #[test]
    fn no_query_makes_it_panic(query in "\\PC{0,80}") {
        let site = site();
        prop_assert!(site.search(&query).hits.len() <= site.cards.len());
    }

    #[test]
    fn no_text_makes_it_panic(title in "\\PC{0,40}", text in "\\PC{0,200}") {
        let index = indexed(vec![page(&title, &text, &text)]);
        prop_assert!(index.search(&title).hits.len() <= 1);
    }

    #[test]
    fn more_of_a_word_finds_no_page_that_less_of_it_did_not(end in 3_usize..11) {
        let word: String = "nyttokalkyl".chars().take(end).collect();
        let less: String = word.chars().take(end - 1).collect();
        for title in titles(&word) {
            prop_assert!(titles(&less).contains(&title), "{word}: {title}");
        }
    }
}
