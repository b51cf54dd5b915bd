//! The entries of each kind as JSON, as `lathund list KIND --format json` prints them.

use super::File;
use crate::render::{Renderer, address};
use crate::view::list;

pub(super) fn files<'a>(renderer: &'a Renderer<'a>) -> Vec<File<'a>> {
    let handbook = renderer.handbook;
    handbook
        .kinds
        .all()
        .filter(|(id, _)| !handbook.of_kind(*id).is_empty())
        .filter_map(|(id, kind)| Some((id, address::index(kind)?)))
        .map(|(id, index)| {
            let path = format!("{}.json", index.trim_end_matches("/index.html"));
            File::new(path, move || {
                let entries = handbook.of_kind(id);
                let text =
                    list::render(handbook, renderer.sources, id, entries, "json", renderer.lang);
                text.into_bytes()
            })
        })
        .collect()
}
