//! Files beside the pages: what readers and other programs take along.

mod about;
mod atom;
mod catalogue;
mod document;
mod ics;
mod json;
mod package;
mod portal;
mod requirements;
mod schema;
mod tables;
mod templates;
mod views;
mod words;
mod xlsx;
mod xml;

use crate::render::Renderer;
use crate::search;

/// A file to publish beside the pages. Its bytes are made when it is written, on any thread.
pub(crate) struct File<'a> {
    /// Its path from the root of the site.
    pub(crate) path: String,
    /// Makes its bytes.
    pub(crate) make: Box<dyn Fn() -> Vec<u8> + Send + Sync + 'a>,
}

impl<'a> File<'a> {
    fn new(path: String, make: impl Fn() -> Vec<u8> + Send + Sync + 'a) -> Self {
        Self { path, make: Box::new(make) }
    }
}

impl std::fmt::Debug for File<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("File").field("path", &self.path).finish_non_exhaustive()
    }
}

/// Writes the files of the search index, on many threads; `put` takes each. Tells their paths.
pub(crate) fn search<E: Send>(
    renderer: &Renderer<'_>,
    put: impl Fn(&str, &[u8]) -> Result<(), E> + Sync,
) -> Result<Vec<String>, E> {
    search::write(renderer, put)
}

/// All others.
pub(crate) fn files<'a>(renderer: &'a Renderer<'a>) -> Vec<File<'a>> {
    let mut files = json::files(renderer);
    files.extend(ics::files(renderer));
    files.extend(atom::files(renderer));
    files.extend(catalogue::files(renderer));
    files.extend(tables::files(renderer));
    files.extend(portal::files(renderer));
    files.extend(templates::files(renderer));
    files.extend(requirements::files(renderer));
    files
}
