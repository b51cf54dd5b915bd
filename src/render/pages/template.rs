//! The page of a template: whether it must be used, when, and its text to copy.

use tera::{Context, Value as Tera};

use super::entry;
use super::process::prose_of;
use crate::handbook::EntryId;
use crate::kind::Kind;
use crate::kind::entry::Entry;
use crate::kind::value::{Fields, Prose, Value};
use crate::parse::blank::Blank;
use crate::render::context::{labelled, map, safe};
use crate::render::links::Reader;
use crate::render::{Renderer, address, downloads, frame};
use crate::view::keys::{
    REVIEW_LEGAL, TEMPLATE_FILE, TEMPLATE_HELP, TEMPLATE_INTENDED_FOR, TEMPLATE_MANDATORY,
    TEMPLATE_REVIEW, TEMPLATE_TEXT, TEMPLATE_USED_IN, TEMPLATE_VARIANTS, TEMPLATE_VERSION,
    VARIANT_ID, VARIANT_TITLE, VARIANT_WHEN,
};
use crate::view::matrix::objects;

/// Fields that the template shows itself.
const OWN: [&str; 8] =
    ["text", "variants", "version", "used_in", "mandatory_for_it", "intended_for", "help", "file"];

pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let page = renderer.handbook.entry(id);
    let kind = renderer.handbook.kind_of(page);
    let mut reader = Reader::new(renderer, path);
    reader.about(id);
    let variants: Vec<&Fields> = objects(TEMPLATE_VARIANTS.of(page).unwrap_or_default()).collect();
    let mut headings = Vec::new();
    // With variants the text tells how to choose; without them it is what people copy.
    let text = TEMPLATE_TEXT.of(page).map(|prose| {
        headings = text_headings(renderer, prose, variants.is_empty());
        reader.shifted(id, prose, page.titled_by_heading, u8::from(variants.is_empty()))
    });
    let shown: Vec<Tera> =
        variants.iter().map(|variant| self::variant(&mut reader, id, variant)).collect();
    if !variants.is_empty() {
        headings.push(("s-varianter".to_owned(), renderer.t().get("variants").to_owned(), 2));
        headings.extend(variants.iter().map(|variant| {
            let own = |text: Option<&str>| text.unwrap_or_default().to_owned();
            (own(VARIANT_ID.within(variant)), own(VARIANT_TITLE.within(variant)), 3)
        }));
    }
    let mut context = entry::context_with(&mut reader, path, id, &OWN);
    entry::outline_first(&mut context, &headings);
    context.insert_value("text", safe(&marked(&text.unwrap_or_default())));
    let files = if shown.is_empty() && TEMPLATE_TEXT.of(page).is_some() {
        downloads::document(renderer, &address::beside(path))
    } else {
        Tera::none()
    };
    context.insert_value("files", files);
    context.insert_value("variants", shown.into());
    head(renderer, page, kind, &mut context);
    context
}

/// What stands above the text: what it is for, and what to mind.
fn head(renderer: &Renderer<'_>, page: &Entry, kind: &Kind, context: &mut Context) {
    let lang = renderer.lang;
    let choice = |key: &str, id: &str| Some(kind.field(key)?.choice(id)?.label.get(lang));
    let used_in: Vec<&str> = TEMPLATE_USED_IN
        .of(page)
        .unwrap_or_default()
        .iter()
        .filter_map(|item| match &item.value {
            Value::Enum(id) => choice("used_in", id),
            _ => None,
        })
        .collect();
    let checks = kind.field("quality_review").map(crate::kind::Field::fields).unwrap_or_default();
    let legal = TEMPLATE_REVIEW
        .of(page)
        .and_then(|review| REVIEW_LEGAL.within(review))
        .and_then(|id| checks.iter().find(|field| &*field.key == "legal_check")?.choice(id));
    let intended = TEMPLATE_INTENDED_FOR.of(page).unwrap_or_default();
    let help = TEMPLATE_HELP.of(page);
    context.insert_value("mandatory", TEMPLATE_MANDATORY.of(page).unwrap_or_default().into());
    context.insert_value("version", TEMPLATE_VERSION.of(page).unwrap_or_default().into());
    context.insert_value("file", TEMPLATE_FILE.of(page).unwrap_or_default().into());
    context.insert_value("used_in", used_in.into());
    context.insert_value("intended_for", frame::to_entries(renderer, intended).into());
    let help = help.map_or_else(Tera::none, |help| frame::to_entry(renderer, help));
    context.insert_value("help", help);
    let legal = legal.map_or_else(Tera::none, |legal| labelled(&legal.id, &legal.label, lang));
    context.insert_value("legal", legal);
}

/// The headings of the text; one for the text itself when it stands in a frame.
fn text_headings(renderer: &Renderer<'_>, prose: &Prose, framed: bool) -> Vec<frame::Heading> {
    let own =
        framed.then(|| ("s-texten".to_owned(), renderer.t().get("template_text").to_owned(), 2));
    let shift = u8::from(framed);
    let inner = prose.scan.headings.iter().map(|heading| (heading, heading.level + shift));
    let inner = inner.filter(|(_, level)| (2..=3).contains(level));
    let inner = inner.map(|(heading, level)| (heading.id.clone(), heading.text.clone(), level));
    own.into_iter().chain(inner).collect()
}

fn variant(reader: &mut Reader<'_, '_>, of: EntryId, variant: &Fields) -> Tera {
    let text = prose_of(variant, "text").map(|prose| reader.shifted(of, prose, false, 2));
    map! {
        "id": VARIANT_ID.within(variant).unwrap_or_default(),
        "title": VARIANT_TITLE.within(variant).unwrap_or_default(),
        "when": VARIANT_WHEN.within(variant).unwrap_or_default(),
        "text": safe(&marked(&text.unwrap_or_default())),
        "files": VARIANT_ID.within(variant).map_or_else(Tera::none, |variant| {
            let page = &reader.renderer.addresses.of(of).page;
            downloads::document(reader.renderer, &address::variant(page, variant))
        }),
    }
}

/// HTML with its places to fill in marked: `<mark class="fill-in">[fyll i: namn]</mark>`.
pub(super) fn marked(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(start) = rest.find('[') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let in_tag = before.rfind('<') > before.rfind('>');
        if let Some(place) = place(from).filter(|_| !in_tag) {
            out.push_str("<mark class=\"fill-in\">");
            out.push_str(place);
            out.push_str("</mark>");
            rest = &from[place.len()..];
        } else {
            out.push('[');
            rest = &from[1..];
        }
    }
    out.push_str(rest);
    out
}

/// The place to fill in that `html` begins with, unless it ends outside the element it begins in.
fn place(html: &str) -> Option<&str> {
    let end = html.find(']')?;
    let place = &html[..=end];
    let inside = without_tags(place);
    (is_whole(place) && Blank::read(inside.trim_matches(['[', ']'])).is_some()).then_some(place)
}

fn without_tags(html: &str) -> String {
    let pieces = html.split('<').enumerate();
    pieces
        .map(
            |(at, piece)| {
                if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) }
            },
        )
        .collect()
}

/// Whether every element that `html` opens or closes has both its tags in it.
fn is_whole(html: &str) -> bool {
    let mut open = 0_i32;
    html.split('<').skip(1).all(|tag| {
        open += if tag.starts_with('/') { -1 } else { 1 };
        open >= 0
    }) && open == 0
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn places_to_fill_in_are_marked() {
        assert_eq!(
            marked("<p>Namn: [fyll i: <a href=\"x\">namn</a>], [ifylls senare]</p>"),
            "<p>Namn: <mark class=\"fill-in\">[fyll i: <a href=\"x\">namn</a>]</mark>, [ifylls senare]</p>"
        );
    }

    #[test]
    fn a_place_never_reaches_out_of_its_element() {
        let html = "<p>[fyll i</p><p>slut]</p>";
        assert_eq!(marked(html), html);
        let html = "<a title=\"[fyll i]\">a</a>";
        assert_eq!(marked(html), html);
    }
}
