//! `lost-id`: an id that was there in an earlier revision and leads nowhere now.

use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::locale::Text;
use crate::pipeline::Loaded;

/// The ids of `old` that `new` knows neither as ids nor as former ids.
///
/// Both must hold all entries: one that is hidden from an audience is not lost.
pub fn check(old: &Loaded, new: &Loaded, revision: &str) -> Vec<Diagnostic> {
    let lost = old.handbook.all().filter(|(_, entry)| {
        new.handbook.find(&old.handbook.kind_of(entry).id, &entry.id).is_none()
    });
    lost.map(|(_, entry)| {
        let kind = &old.handbook.kind_of(entry).id;
        let (id, title) = (&entry.id, &entry.title);
        let message = Text::new(
            format!("`{kind}:{id}` (”{title}”) fanns i {revision} men leder ingenstans nu"),
            format!("`{kind}:{id}` (“{title}”) was there in {revision} but leads nowhere now"),
        );
        let help = Text::new(
            format!("skriv `aliases: [{id}]` på posten som ersätter den, eller ta tillbaka den med `status: upphavd`"),
            format!("write `aliases: [{id}]` on the entry that replaces it, or bring it back with `status: upphavd`"),
        );
        let was = &old.sources.file(entry.file).address;
        Diagnostic::error("lost-id", place(new, was), message).help(help)
    })
    .collect()
}

/// The file that held the entry, or else the nearest that is left: of its folder, or the first.
fn place(new: &Loaded, address: &str) -> Span {
    let files = &new.sources.files;
    let folder = address.split('/').next().unwrap_or(address);
    let same = files.iter().find(|file| file.address == address);
    let near = || files.iter().find(|file| file.address.split('/').next() == Some(folder));
    let file = same.or_else(near).or(files.first()).map_or(FileId(0), |file| file.id);
    Span::start_of(file)
}
