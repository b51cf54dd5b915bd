//! Just enough HTML to show one part of a page: the first element that a selector finds, with
//! attributes in order and block elements on lines of their own.

use std::fmt::Write as _;

use html5gum::{StartTag, Token, Tokenizer};

const VOID: [&str; 12] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// Elements that stand in running text; all others begin a line.
const INLINE: [&str; 25] = [
    "a", "abbr", "b", "br", "button", "cite", "code", "data", "del", "em", "i", "img", "input",
    "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "wbr",
];

/// Opening tag, closing tag or text.
enum Piece {
    Open { tag: String, element: Element, void: bool },
    Close(String),
    Text(String),
}

struct Element {
    name: String,
    id: String,
    classes: Vec<String>,
}

/// The first element that `selector` finds: `tag`, `.class`, `#id`, together (`dl.facts`) or with
/// blanks for "somewhere inside" (`main dl.facts`).
pub(crate) fn select(page: &str, selector: &str) -> Option<String> {
    let wanted: Vec<Element> = selector.split_whitespace().map(compound).collect();
    let mut open: Vec<Element> = Vec::new();
    let mut found: Option<(usize, Vec<Piece>)> = None;
    for piece in pieces(page) {
        let mut ended = false;
        let piece = match piece {
            Piece::Open { tag, element, void } => {
                open.push(Element { classes: element.classes.clone(), ..named(&element) });
                if found.is_none() && chain_matches(&wanted, &open) {
                    found = Some((open.len(), Vec::new()));
                }
                ended = void && close(&mut open, &element.name, found.as_ref());
                Piece::Open { tag, element, void }
            }
            Piece::Close(name) => {
                ended = close(&mut open, &name, found.as_ref());
                Piece::Close(name)
            }
            Piece::Text(text) => Piece::Text(text),
        };
        if let Some((_, inside)) = &mut found {
            inside.push(piece);
        }
        if ended {
            break;
        }
    }
    found.map(|(_, inside)| write(&inside))
}

/// HTML in the form that [`select`] gives.
pub(crate) fn tidy(html: &str) -> String {
    write(&pieces(html))
}

fn named(element: &Element) -> Element {
    Element { name: element.name.clone(), id: element.id.clone(), classes: Vec::new() }
}

/// Closes the innermost element of that name; true when this ends the one that was found.
fn close(open: &mut Vec<Element>, name: &str, found: Option<&(usize, Vec<Piece>)>) -> bool {
    if let Some(at) = open.iter().rposition(|element| element.name == name) {
        open.truncate(at);
    }
    found.is_some_and(|(depth, _)| open.len() < *depth)
}

fn compound(text: &str) -> Element {
    let mut element = Element { name: String::new(), id: String::new(), classes: Vec::new() };
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest[1..].find(['.', '#']).map_or(rest.len(), |at| at + 1);
        let (part, after) = rest.split_at(end);
        match part.split_at(1) {
            (".", class) => element.classes.push(class.to_owned()),
            ("#", id) => id.clone_into(&mut element.id),
            _ => part.clone_into(&mut element.name),
        }
        rest = after;
    }
    element
}

/// Whether the last open element fits the last part, and its ancestors the others in order.
fn chain_matches(wanted: &[Element], open: &[Element]) -> bool {
    let (Some((last, before)), Some((own, ancestors))) = (wanted.split_last(), open.split_last())
    else {
        return false;
    };
    let mut before = before.iter().rev().peekable();
    for ancestor in ancestors.iter().rev() {
        if before.peek().is_some_and(|wanted| fits(wanted, ancestor)) {
            before.next();
        }
    }
    fits(last, own) && before.peek().is_none()
}

fn fits(wanted: &Element, element: &Element) -> bool {
    (wanted.name.is_empty() || wanted.name == element.name)
        && (wanted.id.is_empty() || wanted.id == element.id)
        && wanted.classes.iter().all(|class| element.classes.contains(class))
}

fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(start) => pieces.push(opening(&start)),
            Token::EndTag(end) => pieces.push(Piece::Close(text_of(&end.name))),
            Token::String(text) => pieces.push(Piece::Text(escape(&text_of(&text)))),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    pieces
}

fn opening(start: &StartTag<()>) -> Piece {
    let name = text_of(&start.name);
    let mut tag = format!("<{name}");
    let mut element = Element { name, id: String::new(), classes: Vec::new() };
    for (key, value) in &start.attributes {
        let (key, value) = (text_of(key), text_of(value));
        let _ = write!(tag, " {key}");
        if !value.is_empty() {
            let _ = write!(tag, "=\"{}\"", escape(&value).replace('"', "&quot;"));
        }
        match key.as_str() {
            "id" => element.id = value,
            "class" => element.classes = value.split_whitespace().map(str::to_owned).collect(),
            _ => {}
        }
    }
    let void = start.self_closing || VOID.contains(&element.name.as_str());
    tag.push('>');
    Piece::Open { tag, element, void }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Blanks run together; a block element begins a line, and so does what follows it.
fn write(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let (name, text) = match piece {
            Piece::Open { tag, element, .. } => (element.name.as_str(), tag.clone()),
            Piece::Close(name) => (name.as_str(), format!("</{name}>")),
            Piece::Text(text) => ("", text.replace('\n', " ")),
        };
        let block = !name.is_empty() && !INLINE.contains(&name);
        let opens = matches!(piece, Piece::Open { .. });
        if block && opens {
            out.push('\n');
        }
        out.push_str(&text);
        if block && !opens {
            out.push('\n');
        }
    }
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_first_match_is_shown_with_its_contents() {
    let page = "<body><dl class=x><dt>Nej</dt></dl><main><br><dl id=a class='x facts'>\n<dt>Ja\n \
                <dd>1 &lt; <b>2</b></dl><dl></dl></main>";
    let expected = "<dl class=\"x facts\" id=\"a\">\n<dt>Ja\n<dd>1 &lt; <b>2</b></dl>";
    assert_eq!(select(page, "main dl.facts").as_deref(), Some(expected));
    assert_eq!(select(page, "#a").as_deref(), Some(expected));
    assert_eq!(select(page, "main br").as_deref(), Some("<br>"));
    assert_eq!(select(page, "main section"), None);
}

#[test]
fn tidying_twice_changes_nothing() {
    let html = "<section><h2>Hej   <a href=\"x\">då</a></h2><p>ett\ntv&aring;</p></section>";
    let tidied = tidy(html);
    assert_eq!(tidied, "<section>\n<h2>Hej <a href=\"x\">då</a></h2>\n<p>ett två</p>\n</section>");
    assert_eq!(tidy(&tidied), tidied);
}
