//! The words of Markdown, section by section.

use pulldown_cmark::{LinkType, Tag, TagEnd};

use crate::handbook::{Handbook, Target};
use crate::kind::value::Prose;
use crate::parse::markdown::{self, Told};
use crate::parse::reference;
use crate::source::Sources;

/// A heading and the words below it; the first has no heading.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) text: String,
}

/// The passages of a text. Links without words of their own stand as the title of their target.
pub(super) fn passages(handbook: &Handbook, sources: &Sources, prose: &Prose) -> Vec<Passage> {
    let mut headings = prose.scan.headings.iter();
    let (_, range) = prose.within(sources);
    let room = range.len() / (headings.len() + 1);
    let begun =
        |anchor| Passage { anchor, title: String::new(), text: String::with_capacity(room) };
    let mut passages = vec![begun(String::new())];
    let (mut in_heading, mut in_block, mut bare_link) = (false, false, false);
    for (event, _) in prose.events(sources) {
        let Some(passage) = passages.last_mut() else { break };
        let target = if in_heading { &mut passage.title } else { &mut passage.text };
        match event {
            Told::Start(Tag::Heading { .. }) => {
                let anchor = headings.next().map(|heading| heading.id.clone());
                passages.push(begun(anchor.unwrap_or_default()));
                in_heading = true;
            }
            Told::End(TagEnd::Heading(_)) => in_heading = false,
            Told::Start(Tag::CodeBlock(_)) => in_block = true,
            Told::End(TagEnd::CodeBlock) => in_block = false,
            Told::Start(Tag::Link { link_type, dest_url, .. }) => {
                bare_link = matches!(link_type, LinkType::WikiLink { has_pothole: false });
                if bare_link {
                    target.push_str(&title(handbook, markdown::destination(dest_url, true).text));
                }
            }
            Told::End(TagEnd::Link) => bare_link = false,
            Told::Text(words) | Told::Code(words) if !in_block && !bare_link => {
                target.push_str(words);
            }
            Told::SoftBreak
            | Told::HardBreak
            | Told::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            ) => target.push(' '),
            _ => {}
        }
    }
    passages
}

fn title(handbook: &Handbook, words: &str) -> String {
    let Some(reference) = reference::parse(words) else { return String::new() };
    match handbook.target(&reference, &[]) {
        Target::Entry(id, item) => {
            let item = item.and_then(|item| handbook.item(id, &item));
            item.map_or_else(|| handbook.entry(id).title.clone(), |item| item.title.clone())
        }
        Target::Hidden | Target::Missing => String::new(),
    }
}
