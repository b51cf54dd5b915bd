//! Search: what the pages say, the words they say it in, and the ranking of what is found.
//!
//! The index is made when the site is built. The browser reads the same index from small files and
//! ranks by the same whole numbers, so that a search in the terminal gives the list of the browser.

mod analysis;
mod apart;
mod cases;
mod cut;
mod derived;
mod files;
mod index;
mod lemma;
mod lexicon;
mod page;
mod plain;
mod query;
mod reading;
pub(crate) mod report;
mod resolve;
mod text;
mod typo;
mod vocabulary;

pub(crate) use cases::faults;
pub(crate) use index::Index;

#[cfg(test)]
mod tests;

use crate::handbook::Handbook;
use crate::kind::value::Prose;
use crate::render::Renderer;
use crate::source::Sources;
use analysis::Analysis;
use vocabulary::Corpus;

/// The index of everything that the audience may see.
pub(crate) fn index(renderer: &Renderer<'_>) -> Index {
    let analysis = Analysis::new(renderer.lang);
    of_corpus(renderer, &analysis, text::all(renderer, &analysis))
}

/// Makes the index and writes its files; `put` takes each with its path. Tells the paths.
///
/// What is shown of the pages is written before their words are indexed: both at once would be the
/// most that a build keeps in memory.
pub(crate) fn write<E: Send>(
    renderer: &Renderer<'_>,
    put: impl Fn(&str, &[u8]) -> Result<(), E> + Sync,
) -> Result<Vec<String>, E> {
    let analysis = Analysis::new(renderer.lang);
    let mut corpus = text::all(renderer, &analysis);
    let shown = files::write_cards(&mut corpus.pages, &put)?;
    let index = of_corpus(renderer, &analysis, corpus);
    files::write(&index, shown, renderer.t(), put)
}

fn of_corpus(renderer: &Renderer<'_>, analysis: &Analysis, corpus: Corpus) -> Index {
    let mut index = Index::new(analysis, corpus);
    for kind in &mut index.kinds {
        let found = renderer.handbook.kinds.all().find(|(_, declared)| declared.id == kind.id);
        let words = found.map_or("", |(_, declared)| declared.asked.get(renderer.lang));
        kind.asked = words.split_whitespace().map(analysis::folded).collect();
    }
    index
}

/// The words of a text as readers see it.
pub(crate) fn words(handbook: &Handbook, sources: &Sources, prose: &Prose) -> String {
    let passages = plain::passages(handbook, sources, prose).into_iter();
    passages.map(|passage| format!("{}\n{}\n", passage.title, passage.text)).collect()
}
