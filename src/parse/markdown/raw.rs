//! Raw HTML in Markdown: a short list of harmless tags without attributes, and nothing else.
//!
//! Both the scan and the pages ask here, so what is reported is exactly what is shown as text.

/// A part of a piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Words between tags.
    Text(&'a str),
    /// A comment, which is left out of the page.
    Comment(&'a str),
    /// A tag.
    Tag(Tag<'a>),
}

/// A tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// The tag as written.
    pub(crate) source: &'a str,
    /// What it is, when it may stand in a text.
    pub(crate) element: Option<Element>,
    /// Whether it is a closing tag.
    pub(crate) closing: bool,
    /// The value of `title`, which only `abbr` may have; still with its entities.
    pub(crate) title: Option<&'a str>,
}

/// An HTML element that may stand in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Element {
    /// Its name in lower case.
    pub(crate) name: &'static str,
    /// What it may hold and where it may stand.
    nature: Nature,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nature {
    /// Has no closing tag.
    Void,
    /// Stands among words and must be closed in the same block.
    Inline,
    /// Stands between paragraphs but holds only words: closed in the same block.
    Line,
    /// Stands between paragraphs and may hold them.
    Block,
}

const ELEMENTS: [Element; 15] = [
    Element { name: "br", nature: Nature::Void },
    Element { name: "abbr", nature: Nature::Inline },
    Element { name: "kbd", nature: Nature::Inline },
    Element { name: "sub", nature: Nature::Inline },
    Element { name: "sup", nature: Nature::Inline },
    Element { name: "small", nature: Nature::Inline },
    Element { name: "mark", nature: Nature::Inline },
    Element { name: "span", nature: Nature::Inline },
    Element { name: "summary", nature: Nature::Line },
    Element { name: "dt", nature: Nature::Line },
    Element { name: "details", nature: Nature::Block },
    Element { name: "dl", nature: Nature::Block },
    Element { name: "dd", nature: Nature::Block },
    Element { name: "div", nature: Nature::Block },
    Element { name: "wbr", nature: Nature::Void },
];

impl Element {
    /// Whether it is an element without a closing tag.
    pub(crate) fn is_void(self) -> bool {
        self.nature == Nature::Void
    }

    /// Whether it may stand in the element `parent`; `None` is the Markdown around.
    fn fits(self, parent: Option<Self>) -> bool {
        let holds_words = parent.is_some_and(|p| matches!(p.nature, Nature::Inline | Nature::Line));
        match self.name {
            "summary" => parent.is_some_and(|parent| parent.name == "details"),
            "dt" | "dd" => parent.is_some_and(|parent| parent.name == "dl"),
            _ => !holds_words || matches!(self.nature, Nature::Void | Nature::Inline),
        }
    }
}

/// Splits HTML into its parts. Linear, whatever it is given.
pub(crate) fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, length) = first(rest);
        rest = rest.get(length..).unwrap_or_default();
        Some(piece)
    })
}

fn first(html: &str) -> (Piece<'_>, usize) {
    if html.starts_with("<!--") {
        // `<!-->` closes itself, as in browsers.
        return match html.get(2..).and_then(|rest| rest.find("-->")) {
            Some(end) => (Piece::Comment(&html[..end + 5]), end + 5),
            None => (refused(html), html.len()),
        };
    }
    let is_tag = html.strip_prefix('<').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
    });
    if !is_tag {
        let sign = html.chars().next().map_or(0, char::len_utf8);
        let end = html[sign..].find('<').map_or(html.len(), |at| at + sign);
        return (Piece::Text(&html[..end]), end);
    }
    match html.find('>') {
        Some(end) => (Piece::Tag(tag(&html[..=end])), end + 1),
        None => (Piece::Text(html), html.len()),
    }
}

fn refused(source: &str) -> Piece<'_> {
    Piece::Tag(Tag { source, element: None, closing: false, title: None })
}

/// Reads `<name>`, `</name>`, `<name/>` or `<abbr title="...">`; anything else is refused.
fn tag(source: &str) -> Tag<'_> {
    let inner = source.trim_start_matches('<').trim_end_matches('>');
    let (closing, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner.strip_suffix('/').unwrap_or(inner)),
    };
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let (name, attributes) = inner.split_at(end);
    let element = ELEMENTS.into_iter().find(|element| element.name.eq_ignore_ascii_case(name));
    let attributes = attributes.trim();
    let title = title(attributes).filter(|_| name.eq_ignore_ascii_case("abbr") && !closing);
    let plain = attributes.is_empty() || title.is_some();
    let lonely = closing && element.is_some_and(Element::is_void);
    Tag { source, element: element.filter(|_| plain && !lonely), closing, title }
}

/// The value of `title="..."` when that is all there is.
fn title(attributes: &str) -> Option<&str> {
    let name = attributes.get(..5).filter(|name| name.eq_ignore_ascii_case("title"))?;
    let value = attributes.get(name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.strip_prefix(quote)?.strip_suffix(quote).filter(|value| !value.contains(quote))
}

/// Keeps the raw elements of a text nested inside its Markdown and each other.
#[derive(Debug, Default)]
pub(crate) struct Balance {
    open: Vec<Open>,
}

/// An element that has been opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Open {
    /// The element.
    pub(crate) element: Element,
    /// How many Markdown elements were open around it.
    depth: usize,
    /// The caller's own number for it.
    pub(crate) key: usize,
}

impl Balance {
    /// Takes in an opening tag; false when it may not stand here.
    pub(crate) fn open(
        &mut self,
        element: Element,
        depth: usize,
        among_words: bool,
        key: usize,
    ) -> bool {
        let block = matches!(element.nature, Nature::Block | Nature::Line);
        let parent = self.open.last().map(|open| open.element);
        if (among_words && block) || !element.fits(parent) {
            return false;
        }
        if !element.is_void() {
            self.open.push(Open { element, depth, key });
        }
        true
    }

    /// Takes in a closing tag; false when it closes nothing here.
    pub(crate) fn close(&mut self, element: Element, depth: usize) -> bool {
        let fits = self.open.last().is_some_and(|o| o.element == element && o.depth == depth);
        if fits {
            self.open.pop();
        }
        fits
    }

    /// The next element that was left open inside a Markdown element which ends; `depth` is the
    /// number of Markdown elements that were open inside it.
    pub(crate) fn left_open(&mut self, depth: usize) -> Option<Open> {
        self.open.pop_if(|open| open.depth >= depth)
    }

    /// Whether an element is open that stands between paragraphs but holds only words.
    pub(crate) fn is_in_line(&self) -> bool {
        self.open.iter().any(|open| open.element.nature == Nature::Line)
    }

    /// The next element that was left open before a block but holds only words.
    pub(crate) fn left_unfinished(&mut self, depth: usize) -> Option<Open> {
        let words = |open: &Open| matches!(open.element.nature, Nature::Inline | Nature::Line);
        self.open.pop_if(|open| open.depth >= depth && words(open))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(html: &str) -> Vec<Option<&'static str>> {
        pieces(html)
            .filter_map(|piece| match piece {
                Piece::Tag(tag) => Some(tag.element.map(|element| element.name)),
                Piece::Text(_) | Piece::Comment(_) => None,
            })
            .collect()
    }

    #[test]
    fn only_bare_tags_of_the_list_are_allowed() {
        assert_eq!(allowed("<br><BR/><br />"), [Some("br"); 3]);
        assert_eq!(allowed("<kbd>Ctrl</kbd >"), [Some("kbd"); 2]);
        assert_eq!(allowed("<abbr title=\"a b\">"), [Some("abbr")]);
        for bad in [
            "<script>",
            "<kbd onclick=x>",
            "<abbr title=\"a\" onclick=\"b\">",
            "<abbr title=a>",
            "<kbd title='a'>",
            "</br>",
            "<br/x>",
            "<!DOCTYPE html>",
            "<?php ?>",
            "<!-- never closed",
            "<kbdx>",
            "<kbd\u{0}>",
        ] {
            assert_eq!(allowed(bad), [None], "{bad}");
        }
    }

    #[test]
    fn text_and_comments_are_told_from_tags() {
        let parts: Vec<_> = pieces("å < b <!-- <b> -->c<br>d<").collect();
        assert_eq!(parts[0], Piece::Text("å "));
        assert_eq!(parts[1], Piece::Text("< b "));
        assert_eq!(parts[2], Piece::Comment("<!-- <b> -->"));
        assert_eq!(parts[3], Piece::Text("c"));
        assert_eq!(parts[5], Piece::Text("d"));
        assert_eq!(parts[6], Piece::Text("<"));
        assert_eq!(pieces("<!-->a").count(), 2);
    }

    #[test]
    fn unclosed_brackets_take_linear_time() {
        for part in ["<a ", "<!--", "<!-", "<", "<a title='", "</"] {
            assert!(pieces(&part.repeat(50_000)).count() <= 50_000);
        }
    }

    #[test]
    fn elements_close_where_they_were_opened() {
        let element = |name| ELEMENTS.into_iter().find(|element| element.name == name).unwrap();
        let mut balance = Balance::default();
        assert!(!balance.open(element("summary"), 0, false, 0));
        assert!(balance.open(element("details"), 0, false, 1));
        assert!(balance.open(element("summary"), 0, false, 2));
        assert!(!balance.open(element("div"), 0, false, 3));
        assert!(!balance.close(element("details"), 0));
        assert_eq!(balance.left_unfinished(0).unwrap().key, 2);
        assert!(balance.left_unfinished(0).is_none());
        assert!(!balance.close(element("details"), 1));
        assert!(balance.close(element("details"), 0));
        assert!(!balance.open(element("div"), 1, true, 4));
        assert!(balance.open(element("kbd"), 1, true, 5));
        assert_eq!(balance.left_open(1).unwrap().key, 5);
    }
}
