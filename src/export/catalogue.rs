//! The data that the scripts of registers read, beside the pages with the tables.

use super::File;
use crate::render::Renderer;
use crate::render::pages::catalogue;

pub(super) fn files<'a>(renderer: &'a Renderer<'a>) -> Vec<File<'a>> {
    let kinds = renderer.handbook.kinds.all();
    kinds
        .filter_map(|(kind, _)| Some((kind, catalogue::path(renderer.handbook, kind)?)))
        .map(|(kind, path)| File::new(path, move || catalogue::script(renderer, kind).into_bytes()))
        .collect()
}
