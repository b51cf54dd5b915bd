//! Search: what the pages say, the words they say it in, and the ranking of what is found.
//!
//! The index is made when the site is built. The browser reads the same index from small files and
//! ranks by the same whole numbers, so that a search in the terminal gives the list of the browser.

mod analysis;
mod index;
mod lexicon;
mod page;
mod plain;
mod query;
mod resolve;
mod text;
mod typo;

pub(crate) use index::Index;
pub(crate) use lexicon::Way;
pub(crate) use query::{Hit, Results};

use crate::render::Renderer;
use analysis::Analysis;

/// The index of everything that the audience may see.
pub(crate) fn index(renderer: &Renderer<'_>) -> Index {
    Index::new(&Analysis::new(renderer.lang), text::all(renderer))
}

pub(crate) fn dump(renderer: &Renderer<'_>) -> String {
    let all: Vec<_> = text::all(renderer).into_iter().map(|t| serde_json::json!({
        "kind": t.kind, "label": t.label, "defines": t.defines, "path": t.card.path, "anchor": t.card.anchor,
        "title": t.card.title, "trail": t.card.trail, "summary": t.card.summary, "names": t.card.names, "prior": t.card.prior,
        "sections": t.card.sections.iter().map(|s| serde_json::json!([s.anchor, s.title, s.excerpt])).collect::<Vec<_>>(),
        "pieces": t.pieces.iter().map(|p| serde_json::json!([match p.place { page::Place::Name => 100, page::Place::Heading => 101, page::Place::Body => 102, page::Place::Field(w) => w }, p.section, p.text])).collect::<Vec<_>>(),
    })).collect();
    serde_json::Value::Array(all).to_string()
}
