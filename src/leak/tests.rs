use super::*;
use crate::diagnostic::FileId;

fn guard(secrets: &[&str], visible: &[&str]) -> Guard {
    let mut withheld = Withheld::default();
    for (at, secret) in secrets.iter().enumerate() {
        let markdown = secret.contains('\n');
        let span = Span::new(FileId(0), at, at + 1);
        if markdown {
            withheld.prose(secret, 0..secret.len(), span);
        } else {
            withheld.text(secret, span);
        }
    }
    let visible: Vec<_> = visible.iter().map(|text| Cow::Borrowed(*text)).collect();
    Guard::new(&withheld, &visible)
}

/// The numbers of the secrets that a file tells.
fn told(guard: &Guard, bytes: &[u8]) -> Vec<u32> {
    guard.look("sida.html", bytes).iter().map(|span| span.start).collect()
}

#[test]
fn a_secret_is_found_in_pages_data_and_addresses() {
    let guard = guard(&["Skåpet i rum sju öppnas med koden", "Nattjouren", "KS 2026/0417"], &[]);
    assert_eq!(told(&guard, "<p>Skåpet i <b>rum</b> sju öppnas ...".as_bytes()), [0]);
    assert_eq!(told(&guard, br#"{"text":"rum sju \u00f6ppnas med koden"}"#), [0]);
    assert_eq!(told(&guard, b"<a href=\"?q=nattjouren\">sok</a>"), [1]);
    assert_eq!(told(&guard, b"dnr;KS 2026/0417;"), [2]);
    assert_eq!(guard.look("roller/nattjouren.html", b"").len(), 1);
    assert!(told(&guard, b"<p>Skapet oppnas, koden byts i rum sju</p>").is_empty());
}

#[test]
fn what_is_seen_elsewhere_is_no_secret() {
    let seen = ["Ring Nattjourens telefon", "rum sju öppnas med koden"];
    let guard = guard(&["Skåpet i rum sju öppnas med koden", "Nattjouren"], &seen);
    assert!(told(&guard, b"rum sju oppnas med koden").is_empty());
    assert!(told(&guard, b"Nattjouren").is_empty(), "search cuts it from a longer word");
    assert_eq!(told(&guard, "Skåpet i rum sju öppnas".as_bytes()), [0]);
}

#[test]
fn words_that_are_met_everywhere_are_not_looked_for() {
    let guard = guard(&["Ja", "2026-11-21", "2025–2027", "Hög risk", "Avtal"], &[]);
    assert!(guard.is_idle());
}

#[test]
fn a_text_is_known_by_any_part_of_it() {
    let text = "Serverrummet nås genom källaren.\n\nLarmet stängs av med [koden](https://x.se/larm) \
                som vaktmästaren i huset har.";
    let guard = guard(&[text], &[]);
    for part in [
        "Serverrummet nås genom källaren",
        "Larmet stängs av med koden som vaktmästaren i huset har",
        "larmet stangs av <i>med</i> koden som",
        "vaktmästaren i huset har nyckeln; som vaktmästaren i huset har",
    ] {
        assert_eq!(told(&guard, part.as_bytes()), [0], "{part}");
    }
}
