//! Markdown to HTML that is safe to put in a page.
//!
//! Text is escaped, raw HTML goes through [`crate::parse::markdown::raw`], and addresses through
//! [`crate::parse::markdown::url`]. What a reference leads to is asked of [`Links`]; nothing here knows an entry.

mod blocks;
mod footnotes;
mod inline;
mod table;
pub(crate) mod terms;
mod writer;

use std::ops::Range;

use super::highlight::Blocks;
use crate::parse::markdown::ids::Ids;
use crate::parse::markdown::{LinkForm, Scan};
use terms::{Seen, Terms};
use writer::Writer;

/// Answers what the references of a text lead to.
pub(crate) trait Links {
    /// Where a link leads. Links with a scheme of their own (`https:`, `mailto:`) are not asked for.
    fn link(&self, request: &Request<'_>) -> Resolved;

    /// The picture of an image; `None` when it is not there.
    fn image(&self, request: &Request<'_>) -> Option<Picture>;

    /// The table of a block of entries, as HTML.
    fn block(&self, yaml: Range<usize>) -> String;
}

/// A link or an image as written.
#[derive(Debug)]
pub(crate) struct Request<'a> {
    /// How it was written.
    pub(crate) form: LinkForm,
    /// Where it leads, as in [`crate::parse::markdown::Link`].
    pub(crate) dest: &'a str,
    /// Whether it brings its own words: false for `[[kind:id]]`.
    pub(crate) has_words: bool,
}

/// What a link leads to.
#[derive(Debug)]
pub(crate) enum Resolved {
    /// A page or a file.
    To(Target),
    /// Finished HTML in place of the whole link.
    Html(String),
    /// Something that is not there, or not for this audience.
    Missing {
        /// What to call it when the link brings no words.
        text: String,
    },
}

/// A page or a file.
#[derive(Debug, Default)]
pub(crate) struct Target {
    /// The address, relative to the page.
    pub(crate) href: String,
    /// What to call it when the link brings no words.
    pub(crate) text: Option<String>,
    /// The classes of the link.
    pub(crate) class: &'static str,
    /// More about it, when the link brings no title.
    pub(crate) title: Option<String>,
}

/// An image file.
#[derive(Debug)]
pub(crate) struct Picture {
    /// The address, relative to the page.
    pub(crate) src: String,
    /// Width and height in pixels.
    pub(crate) size: Option<(u32, u32)>,
}

/// The words that pages add to a text.
#[derive(Debug)]
pub(crate) struct Words {
    /// Before the heading that an anchor leads to: "Länk till".
    pub(crate) anchor: String,
    /// The name of a table, before the heading that it stands under: "Tabell".
    pub(crate) table: String,
    /// The heading of the footnotes: "Fotnoter".
    pub(crate) footnotes: String,
    /// The name of a reference, before its number: "Fotnot".
    pub(crate) footnote: String,
    /// From a footnote to the text: "Tillbaka till texten".
    pub(crate) back: String,
    /// The titles of alerts: note, tip, important, warning, caution.
    pub(crate) alerts: [String; 5],
    /// The titles of parts for some readers, by who they are.
    pub(crate) readers: [(&'static str, String); 3],
}

/// How a text is to be written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options<'a> {
    /// Leaves out the first heading when it is of level 1: the page shows it as its title.
    pub(crate) skip_title: bool,
    /// How many levels the headings are pushed down, for texts inside parts of a page.
    pub(crate) shift: u8,
    /// From the page to the root of the site: "" or "../" repeated.
    pub(crate) root: &'a str,
    /// The words that are added.
    pub(crate) words: &'a Words,
    /// The code that is coloured already.
    pub(crate) code: &'a Blocks,
    /// The glossary, when its terms are to be linked.
    pub(crate) terms: Option<&'a Terms>,
}

/// What the texts of one page share. The page's own text is written first, so that its anchors are
/// those that [`crate::parse::markdown::scan`] found.
#[derive(Debug, Default)]
pub(crate) struct PageState {
    /// The anchors that are taken.
    pub(crate) ids: Ids,
    /// The terms that are linked, or not to be.
    pub(crate) seen: Seen,
    /// How many footnotes the page has.
    footnotes: usize,
}

/// Markdown that stands in `text`, and in which the parser found `scan`, as HTML.
pub(crate) fn html(
    text: &str,
    scan: &Scan,
    links: &dyn Links,
    options: &Options<'_>,
    page: &mut PageState,
) -> String {
    // Marks take as much room as words.
    let room = 2 * scan.tape.length();
    // What the page writes first has the anchors that were found already.
    let headings = if page.ids.is_empty() { &scan.headings[..] } else { &[] };
    let mut writer = Writer::new(text, links, options, page, room);
    writer.known = headings.iter();
    for (event, span) in scan.tape.events(text) {
        writer.event(event, span);
    }
    writer.finish()
}

#[cfg(test)]
mod tests;
