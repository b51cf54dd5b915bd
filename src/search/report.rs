//! What a search found, for the terminal and for programs.

use serde_json::{Map, Value, json};

use super::index::Index;
use super::lexicon::Way;
use super::page::Card;
use super::query::{Hit, Results};
use crate::locale::{Lang, Text};

/// The hits as JSON: `{"query": ..., "hits": [{"path": ..., "title": ..., "kind": ...}]}`.
pub(crate) fn json(index: &Index, query: &str, found: &Results, limit: usize) -> Value {
    let hits: Vec<Value> = found.hits.iter().take(limit).map(|hit| object(index, hit)).collect();
    let mut map = Map::new();
    map.insert("query".to_owned(), json!(query));
    map.insert("total".to_owned(), json!(found.hits.len()));
    if let Some(corrected) = corrected(query, found) {
        map.insert("corrected".to_owned(), json!(corrected));
    }
    if found.hits.is_empty() {
        map.insert("near".to_owned(), json!(found.near));
    }
    map.insert("hits".to_owned(), Value::Array(hits));
    Value::Object(map)
}

fn object(index: &Index, hit: &Hit) -> Value {
    let card = index.card(hit);
    let mut map = Map::new();
    map.insert("path".to_owned(), json!(card.path));
    if !card.anchor.is_empty() {
        map.insert("anchor".to_owned(), json!(card.anchor));
    }
    map.insert("title".to_owned(), json!(card.title));
    map.insert("kind".to_owned(), json!(index.kind_of(hit.doc).0));
    map.insert("score".to_owned(), json!(hit.score));
    let section = |section: &u8| {
        let section = card.sections.get(usize::from(*section))?;
        Some(json!({ "anchor": section.anchor, "title": section.title }))
    };
    let sections: Vec<Value> = hit.sections.iter().filter_map(section).collect();
    if !sections.is_empty() {
        map.insert("sections".to_owned(), Value::Array(sections));
    }
    Value::Object(map)
}

/// The query with misspelt words as they were taken.
fn corrected(query: &str, found: &Results) -> Option<String> {
    let mut corrected = query.to_lowercase();
    for term in &found.terms {
        if let Some(meant) = &term.corrected {
            corrected = corrected.replace(&term.typed, meant);
        }
    }
    (found.terms.iter().any(|term| term.corrected.is_some())).then_some(corrected)
}

/// The hits for people; `explain` tells what each word gives.
pub(crate) fn table(
    index: &Index,
    query: &str,
    found: &Results,
    (limit, explain): (usize, bool),
    lang: Lang,
) -> String {
    let mut out = String::new();
    if let Some(corrected) = corrected(query, found) {
        let text = Text::new(
            format!("Menade du ”{corrected}”?\n"),
            format!("Did you mean “{corrected}”?\n"),
        );
        out.push_str(text.get(lang));
    }
    if found.hits.is_empty() {
        let near = found.near.join(", ");
        let text = Text::new(
            format!("Inga träffar på ”{query}”. Närmaste ord: {near}\n"),
            format!("Nothing found for “{query}”. Nearest words: {near}\n"),
        );
        let none = Text::new(
            format!("Inga träffar på ”{query}”.\n"),
            format!("Nothing found for “{query}”.\n"),
        );
        out.push_str(if near.is_empty() { none.get(lang) } else { text.get(lang) });
    }
    for (at, hit) in found.hits.iter().take(limit).enumerate() {
        let card = index.card(hit);
        let kind = &index.kind_of(hit.doc).1;
        out.push_str(&format!("{:>2}. {} ({kind})\n    {}\n", at + 1, card.title, address(card)));
        if explain {
            out.push_str(&explained(index, found, hit, lang));
        }
    }
    out
}

fn address(card: &Card) -> String {
    if card.anchor.is_empty() {
        card.path.clone()
    } else {
        format!("{}#{}", card.path, card.anchor)
    }
}

/// What each word gives, with the section where the words stand together.
fn explained(index: &Index, found: &Results, hit: &Hit, lang: Lang) -> String {
    let mut out = String::new();
    let card = index.card(hit);
    for ((term, way), points) in found.terms.iter().zip(&hit.ways).zip(&hit.parts) {
        let how = match way {
            None => Text::new("saknas", "absent"),
            Some(Way::Own) => Text::new("ordet självt", "the word itself"),
            Some(Way::Related) => Text::new("besläktat ord", "related word"),
            Some(Way::Synonym) => Text::new("synonym i ordlistan", "synonym in the glossary"),
            Some(Way::Part) => Text::new("del av ett sammansatt ord", "part of a compound"),
        };
        out.push_str(&format!("      {}: {points} ({})\n", term.typed, how.get(lang)));
    }
    for section in hit.sections.iter().filter_map(|at| card.sections.get(usize::from(*at))) {
        out.push_str(&format!("      # {}\n", section.title));
    }
    let total = Text::new("summa", "sum");
    out.push_str(&format!("      {}: {}\n", total.get(lang), hit.score));
    out
}
