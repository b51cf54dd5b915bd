//! The search index as small scripts, which work where pages may load nothing else.

use super::File;
use crate::render::Renderer;
use crate::search;

pub(super) fn files<'a>(renderer: &'a Renderer<'a>) -> Vec<File<'a>> {
    let files = search::files(&search::index(renderer), renderer.t());
    files.into_iter().map(|(path, text)| File::new(path, move || text.clone().into())).collect()
}
