//! The events of a text, kept so that it is parsed once: checks, pages, documents and the search
//! index hear them again.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

/// The events of a text, with their places. Small: words are kept as the places where they stand.
#[derive(Debug, Default)]
pub(crate) struct Tape {
    marks: Vec<Mark>,
    /// Words that stand otherwise in the text: with escapes, entities or line breaks.
    words: Vec<Box<str>>,
    /// The elements that say more than their name.
    tags: Vec<Tag<'static>>,
}

/// An event as a tape tells it: nothing in it is a copy.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Told<'a> {
    /// Words.
    Text(&'a str),
    /// Code among words.
    Code(&'a str),
    /// A line of a block of HTML.
    Html(&'a str),
    /// A tag among words.
    InlineHtml(&'a str),
    /// The name of a footnote, where it is referred to.
    FootnoteReference(&'a str),
    /// A line break in the source.
    SoftBreak,
    /// A line break on the page.
    HardBreak,
    /// A line across the page.
    Rule,
    /// The box of a task, and whether it is done.
    Task(bool),
    /// The beginning of an element.
    Start(&'a Tag<'static>),
    /// The end of an element.
    End(TagEnd),
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    step: Step,
    start: u32,
    end: u32,
    /// Which of the words, elements or plain elements it is.
    which: u32,
}

/// The sort of an event.
#[derive(Debug, Clone, Copy)]
enum Step {
    Text,
    Code,
    Html,
    InlineHtml,
    FootnoteReference,
    SoftBreak,
    HardBreak,
    Rule,
    Task(bool),
    Plain,
    Start,
    End(TagEnd),
}

/// Words that stand in the text as they are.
const AS_WRITTEN: u32 = u32::MAX;

/// Elements of which there is nothing more to say.
static PLAIN: [Tag<'static>; 14] = [
    Tag::Paragraph,
    Tag::Item,
    Tag::TableRow,
    Tag::TableCell,
    Tag::TableHead,
    Tag::Strong,
    Tag::Emphasis,
    Tag::List(None),
    Tag::List(Some(1)),
    heading(HeadingLevel::H1),
    heading(HeadingLevel::H2),
    heading(HeadingLevel::H3),
    heading(HeadingLevel::H4),
    Tag::HtmlBlock,
];

/// Which of [`PLAIN`] an element is.
fn plain(tag: &Tag<'_>) -> Option<u32> {
    let says_more = matches!(
        tag,
        Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Table(_)
            | Tag::CodeBlock(_)
            | Tag::BlockQuote(_)
            | Tag::FootnoteDefinition(_)
    );
    let same = |plain: &Tag<'_>| {
        std::mem::discriminant(plain) == std::mem::discriminant(tag) && plain == tag
    };
    if says_more { None } else { PLAIN.iter().position(same).map(|plain| plain as u32) }
}

const fn heading(level: HeadingLevel) -> Tag<'static> {
    Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }
}

impl Tape {
    /// An empty tape for a text of so many bytes, most of which have an event for each thirty.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { marks: Vec::with_capacity(bytes / 30), ..Self::default() }
    }

    /// Takes up an event that stands at `span` of `text`.
    pub(super) fn record(&mut self, text: &str, event: &Event<'_>, span: &Range<usize>) {
        let (step, which) = match event {
            Event::Text(words) => (Step::Text, self.words(text, words, span)),
            Event::Code(words) => (Step::Code, self.words(text, words, span)),
            Event::Html(words) => (Step::Html, self.words(text, words, span)),
            Event::InlineHtml(words) => (Step::InlineHtml, self.words(text, words, span)),
            Event::FootnoteReference(name) => {
                (Step::FootnoteReference, self.words(text, name, span))
            }
            Event::SoftBreak => (Step::SoftBreak, 0),
            Event::HardBreak => (Step::HardBreak, 0),
            Event::Rule => (Step::Rule, 0),
            Event::TaskListMarker(done) => (Step::Task(*done), 0),
            Event::Start(tag) => {
                if let Some(plain) = plain(tag) {
                    (Step::Plain, plain)
                } else {
                    self.tags.push(tag.clone().into_static());
                    (Step::Start, self.tags.len() as u32 - 1)
                }
            }
            Event::End(tag) => (Step::End(*tag), 0),
            // Extensions that no text is parsed with.
            Event::InlineMath(_) | Event::DisplayMath(_) => return,
        };
        self.marks.push(Mark { step, start: span.start as u32, end: span.end as u32, which });
    }

    fn words(&mut self, text: &str, words: &str, span: &Range<usize>) -> u32 {
        if text.get(span.clone()) == Some(words) {
            return AS_WRITTEN;
        }
        self.words.push(words.into());
        self.words.len() as u32 - 1
    }

    /// Gives back the room that was made for more events.
    pub(super) fn shrink(&mut self) {
        self.marks.shrink_to_fit();
        self.words.shrink_to_fit();
        self.tags.shrink_to_fit();
    }

    /// How much of its text the events tell of, in bytes.
    pub(crate) fn length(&self) -> usize {
        let ends = (self.marks.first(), self.marks.last());
        if let (Some(first), Some(last)) = ends { (last.end - first.start) as usize } else { 0 }
    }

    /// The events and their places; `text` is the one that they were recorded from.
    pub(crate) fn events<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (Told<'a>, Range<usize>)> {
        self.marks.iter().map(move |mark| {
            let span = mark.start as usize..mark.end as usize;
            let words = || {
                let other = self.words.get(mark.which as usize);
                let words = other.map_or_else(|| text.get(span.clone()), |words| Some(&**words));
                words.unwrap_or_default()
            };
            let told = match mark.step {
                Step::Text => Told::Text(words()),
                Step::Code => Told::Code(words()),
                Step::Html => Told::Html(words()),
                Step::InlineHtml => Told::InlineHtml(words()),
                Step::FootnoteReference => Told::FootnoteReference(words()),
                Step::SoftBreak => Told::SoftBreak,
                Step::HardBreak => Told::HardBreak,
                Step::Rule => Told::Rule,
                Step::Task(done) => Told::Task(done),
                Step::Plain => Told::Start(&PLAIN[mark.which as usize]),
                Step::Start => Told::Start(&self.tags[mark.which as usize]),
                Step::End(tag) => Told::End(tag),
            };
            (told, span)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Parser};

    use super::super::{options, scan};
    use super::Told;

    fn event(told: Told<'_>) -> Event<'_> {
        match told {
            Told::Text(words) => Event::Text(words.into()),
            Told::Code(words) => Event::Code(words.into()),
            Told::Html(words) => Event::Html(words.into()),
            Told::InlineHtml(words) => Event::InlineHtml(words.into()),
            Told::FootnoteReference(name) => Event::FootnoteReference(name.into()),
            Told::SoftBreak => Event::SoftBreak,
            Told::HardBreak => Event::HardBreak,
            Told::Rule => Event::Rule,
            Told::Task(done) => Event::TaskListMarker(done),
            Told::Start(tag) => Event::Start(tag.clone()),
            Told::End(tag) => Event::End(tag),
        }
    }

    /// Holds what the tape of a text says against what its parser says.
    fn holds(text: &str) {
        let scan = scan(text, 0..text.len());
        let told: Vec<_> = scan.tape.events(text).map(|(told, span)| (event(told), span)).collect();
        let parsed: Vec<_> = Parser::new_ext(text, options()).into_offset_iter().collect();
        assert_eq!(told, parsed);
    }

    #[test]
    fn all_sorts_of_events_come_back() {
        let text = "# A {#x}\n\n- [x] *a* **b** ~~c~~ `d`\n\n3. e\n\n> [!NOTE]\n> f&amp;g \\* h  \ni\n\n\
            | a | b |\n|:--|---|\n| [[kind:id\\|x]] | ![y](z \"t\") |\n\nDt\n: dd[^1] <kbd>k</kbd>\n\n\
            <div>\nhtml\n</div>\n\n```yaml x\na: b\n```\n\n---\n\n[^1]: note <https://a.se> [r][r]\n\n[r]: /u 'å'\n";
        holds(text);
    }

    proptest! {
        #[test]
        fn the_tape_says_what_the_parser_says(text in "[a-cå #*_`~|>:.\\-+0-9\\[\\]()!<>/&;\\\\\"\r\n\t{}=^]{0,120}") {
            holds(&text);
        }
    }
}
