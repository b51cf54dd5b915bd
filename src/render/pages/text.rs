//! Text pages and folders of them.

use tera::{Context, Value as Tera};

use super::entry;
use crate::handbook::EntryId;
use crate::render::context::{link, link_with};
use crate::render::frame::{self, Own};
use crate::render::links::Reader;
use crate::render::{Renderer, base_context};

/// Fields of pages that the frame shows, or that only sort them.
const OWN: [&str; 2] = ["description", "date"];

pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let page = renderer.handbook.entry(id);
    let place = page.path.as_deref().unwrap_or_default();
    let (folder, name) = place.rsplit_once('/').unwrap_or(("", place));
    let children = if name == "index" { children(renderer, folder) } else { Vec::new() };
    let mut reader = Reader::new(renderer, path);
    let mut context = entry::context_with(&mut reader, path, id, &OWN);
    context.insert_value("children", children.into());
    context
}

/// A folder without a page of its own.
pub(super) fn section(renderer: &Renderer<'_>, path: &str, folder: &str) -> Context {
    let title = frame::folder_title(renderer, folder);
    let mut trail = vec![frame::home(renderer)];
    trail.extend(frame::folders(renderer, folder, true));
    let own = Own { title: &title, lead: "", trail };
    let mut context = base_context(path, frame::derived(renderer, own));
    context.insert_value("children", pages(renderer, folder).into());
    context.insert_value("sections", folders(renderer, folder).into());
    context
}

/// What stands in a folder: its pages, then its folders.
pub(super) fn children(renderer: &Renderer<'_>, folder: &str) -> Vec<Tera> {
    let mut children = pages(renderer, folder);
    children.extend(folders(renderer, folder));
    children
}

fn pages(renderer: &Renderer<'_>, folder: &str) -> Vec<Tera> {
    let found = renderer.children.get(folder);
    found.into_iter().flat_map(|found| &found.pages).map(|id| to_page(renderer, *id)).collect()
}

fn folders(renderer: &Renderer<'_>, folder: &str) -> Vec<Tera> {
    let found = renderer.children.get(folder);
    found
        .into_iter()
        .flat_map(|found| &found.folders)
        .map(|path| link(&frame::folder_title(renderer, path), &format!("{path}/index.html")))
        .collect()
}

fn to_page(renderer: &Renderer<'_>, id: EntryId) -> Tera {
    let page = renderer.handbook.entry(id);
    let summary = page.fields.text("summary").or_else(|| page.fields.text("description"));
    link_with(&page.title, &renderer.addresses.href(id, None), summary.unwrap_or_default())
}
