//! Sets the places to fill in apart from the words around them.

use super::{Inline, Style};
use crate::parse::blank::Blank;

/// A run of words with its places to fill in set apart.
pub(super) fn parts(text: &str, style: Style) -> Vec<Inline> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('[') {
        let (before, from) = rest.split_at(start);
        plain.push_str(before);
        let place = from.find(']').and_then(|end| Some((Blank::read(from.get(1..end)?)?, end + 1)));
        if let Some((blank, end)) = place {
            push(&mut parts, &mut plain, style);
            parts.push(Inline::Blank(blank));
            rest = from.get(end..).unwrap_or_default();
        } else {
            plain.push('[');
            rest = from.get(1..).unwrap_or_default();
        }
    }
    plain.push_str(rest);
    push(&mut parts, &mut plain, style);
    parts
}

fn push(parts: &mut Vec<Inline>, plain: &mut String, style: Style) {
    if !plain.is_empty() {
        parts.push(Inline::Text(std::mem::take(plain), style));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_to_fill_in_are_found() {
        let text = |words: &str| Inline::Text(words.to_owned(), Style::default());
        let blank = |what: &str| Inline::Blank(Blank::Words(what.to_owned()));
        let read = |words| parts(words, Style::default());
        assert_eq!(read("Dnr: [fyll i]."), [text("Dnr: "), blank(""), text(".")]);
        assert_eq!(read("[Fyll i: namn, roll]"), [blank("namn, roll")]);
        assert_eq!(read("[fyll i: datum]"), [Inline::Blank(Blank::Day)]);
        let of = vec!["ja".to_owned(), "nej".to_owned()];
        assert_eq!(read("[välj: ja / nej]"), [Inline::Blank(Blank::Choice(of))]);
        assert_eq!(read("[underskrift]"), [Inline::Blank(Blank::Signature)]);
        assert_eq!(read("se [1] och [fyll"), [text("se [1] och [fyll")]);
        assert_eq!(read("[välj: ja]"), [text("[välj: ja]")]);
    }

    #[test]
    fn a_place_is_read_as_it_was_written() {
        for words in [
            "[fyll i]",
            "[fyll i: x]",
            "[leverantören fyller i: x]",
            "[fyll i: datum]",
            "[välj: a / b]",
            "[underskrift]",
        ] {
            let [Inline::Blank(blank)] = &parts(words, Style::default())[..] else {
                panic!("{words}")
            };
            assert_eq!(blank.written(), words);
        }
    }
}
