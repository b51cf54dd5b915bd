//! Templates as documents to fill in, one for each text: the template's own, or each of its variants.

use std::sync::Arc;

use super::File;
use super::about::About;
use super::document::{self, Document, docx, markdown};
use crate::handbook::EntryId;
use crate::kind::value::Prose;
use crate::render::{Renderer, address};
use crate::view::keys::{
    TEMPLATE_TEXT, TEMPLATE_VARIANTS, TEMPLATE_VERSION, VARIANT_ID, VARIANT_TEXT, VARIANT_TITLE,
    VARIANT_WHEN,
};
use crate::view::matrix::objects;

pub(super) fn files<'a>(renderer: &'a Renderer<'a>) -> Vec<File<'a>> {
    let templates = renderer.handbook.of(TEMPLATE_TEXT.kind);
    templates.flat_map(|(id, _)| of_template(renderer, id)).collect()
}

fn of_template<'a>(renderer: &'a Renderer<'a>, id: EntryId) -> Vec<File<'a>> {
    let entry = renderer.handbook.entry(id);
    let page = &renderer.addresses.of(id).page;
    let variants = TEMPLATE_VARIANTS.of(entry).unwrap_or_default();
    if variants.is_empty() {
        return TEMPLATE_TEXT.of(entry).map_or_else(Vec::new, |prose| {
            let summary = entry.fields.text("summary").unwrap_or_default();
            let base = address::beside(page);
            written(renderer, &base, move || {
                filled(renderer, id, entry.title.clone(), summary.to_owned(), prose)
            })
        });
    }
    let of_variant = |variant| {
        let prose = VARIANT_TEXT.within(variant)?;
        let base = address::variant(page, VARIANT_ID.within(variant)?);
        let title = VARIANT_TITLE.within(variant).unwrap_or_default();
        let when = VARIANT_WHEN.within(variant).unwrap_or_default();
        let use_when = renderer.t().get("use_when");
        Some(written(renderer, &base, move || {
            let title = format!("{}: {title}", entry.title);
            filled(renderer, id, title, format!("{use_when}: {when}"), prose)
        }))
    };
    objects(variants).filter_map(of_variant).flatten().collect()
}

fn filled(
    renderer: &Renderer<'_>,
    id: EntryId,
    title: String,
    subject: String,
    prose: &Prose,
) -> Document {
    let about = About::new(renderer);
    let entry = renderer.handbook.entry(id);
    let version = TEMPLATE_VERSION.of(entry).unwrap_or_default();
    let version = format!("{} {version}", renderer.t().get("version"));
    let foot = format!("{version} · {} {}", about.handbook, about.date);
    let mut document = Document { title, subject, foot, ..Document::default() };
    document::of_prose(&mut document, renderer, id, prose, 1);
    document
}

/// A document in each of its formats.
pub(super) fn written<'a>(
    renderer: &'a Renderer<'a>,
    base: &str,
    make: impl Fn() -> Document + Send + Sync + 'a,
) -> Vec<File<'a>> {
    let make = Arc::new(make);
    let other = Arc::clone(&make);
    vec![
        File::new(format!("{base}.docx"), move || docx::bytes(&make(), &About::new(renderer))),
        File::new(format!("{base}.md"), move || markdown::text(&other()).into_bytes()),
    ]
}
