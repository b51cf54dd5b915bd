//! How the numbers of a finished site are told.

use std::path::Path;

use crate::locale::{Lang, Text, numbers};
use crate::pipeline::Built;

/// Entries, pages and files, where they stand and how long it took. `phrase`: the faults.
pub(super) fn numbers_of(built: &Built, phrase: &str, output: &Path, milliseconds: u128) -> Text {
    let Built { entries, pages, written } = built;
    let output = output.display();
    let kilobytes = |lang| numbers::integer((written.bytes / 1000) as i64, lang);
    Text::new(
        format!(
            "{phrase}. {entries} poster, {pages} sidor, {} filer, {} kB i {output} \
             ({} skrivna, {} oförändrade, {} borttagna) på {milliseconds} ms",
            written.files,
            kilobytes(Lang::Sv),
            written.written,
            written.unchanged,
            written.removed,
        ),
        format!(
            "{phrase}. {entries} entries, {pages} pages, {} files, {} kB in {output} \
             ({} written, {} unchanged, {} removed) in {milliseconds} ms",
            written.files,
            kilobytes(Lang::En),
            written.written,
            written.unchanged,
            written.removed,
        ),
    )
}
