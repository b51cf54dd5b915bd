//! What a site is made from, as one name: same name, same site.

use jiff::civil::Date;
use rayon::prelude::*;

use super::BuildError;
use crate::kind::Audience;
use crate::source::{self, SourceFile, Sources};

/// Files that replace those of the built-in theme: address in the theme, and bytes.
pub type Overrides = Vec<(String, Vec<u8>)>;

/// The program, by what it is made of (`build.rs`).
const PROGRAM: &str = env!("LATHUND_BUILD");

/// The name of all that decides what a site looks like: program, day, audience, sources, theme.
pub fn inputs(
    sources: &Sources,
    theme: &Overrides,
    today: Date,
    audience: Audience,
) -> Result<String, BuildError> {
    Ok(name(sources, &Hashes::of(sources)?, theme, (today, audience)))
}

/// The contents of sources by name, in their order.
#[derive(Debug)]
pub(super) struct Hashes {
    pub(super) texts: Vec<blake3::Hash>,
    attached: Vec<blake3::Hash>,
}

impl Hashes {
    pub(super) fn of(sources: &Sources) -> Result<Self, BuildError> {
        let texts = sources.files.par_iter().map(text).collect();
        let attached = sources.attachments.par_iter().map(attachment).collect::<Result<_, _>>()?;
        Ok(Self { texts, attached })
    }
}

/// The name of the contents of a text.
pub(super) fn text(file: &SourceFile) -> blake3::Hash {
    blake3::hash(file.text().as_bytes())
}

/// As [`inputs`], for sources whose contents have been named.
pub(super) fn name(
    sources: &Sources,
    Hashes { texts, attached }: &Hashes,
    theme: &Overrides,
    (today, audience): (Date, Audience),
) -> String {
    let mut name = Name::default();
    name.add(PROGRAM.as_bytes());
    name.add(today.to_string().as_bytes());
    name.add(audience.id().as_bytes());
    for (file, hash) in sources.files.iter().zip(texts) {
        name.add(file.path.as_bytes());
        name.add(file.address.as_bytes());
        name.add(hash.as_bytes());
    }
    for (file, hash) in sources.attachments.iter().zip(attached) {
        name.add(file.address.as_bytes());
        name.add(hash.as_bytes());
    }
    for (address, bytes) in theme {
        name.add(address.as_bytes());
        name.add(bytes);
    }
    name.0.finalize().to_hex().to_string()
}

fn attachment(file: &source::Attachment) -> Result<blake3::Hash, BuildError> {
    let bytes = source::read_bytes(file)
        .map_err(|error| BuildError::Attachment(file.address.clone(), error))?;
    Ok(blake3::hash(&bytes))
}

/// A hash of pieces that cannot be mistaken for others put together differently.
#[derive(Default)]
struct Name(blake3::Hasher);

impl Name {
    fn add(&mut self, piece: &[u8]) {
        self.0.update(&(piece.len() as u64).to_le_bytes());
        self.0.update(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 11, 21);

    fn made_of(texts: &[(&str, &str)], theme: &Overrides, day: Date, audience: Audience) -> String {
        inputs(&Sources::from_texts(texts.iter().copied()), theme, day, audience).unwrap()
    }

    #[test]
    fn whatever_a_site_is_made_from_changes_the_name() {
        let texts = [("a.md", "a"), ("b.md", "b")];
        let none = Overrides::new();
        let first = made_of(&texts, &none, TODAY, Audience::Intern);
        assert_eq!(first, made_of(&texts, &none, TODAY, Audience::Intern));
        let others = [
            made_of(&[("a.md", "ab"), ("b.md", "")], &none, TODAY, Audience::Intern),
            made_of(&[("a.md", "a"), ("c.md", "b")], &none, TODAY, Audience::Intern),
            made_of(&texts, &vec![("css/a.css".to_owned(), vec![])], TODAY, Audience::Intern),
            made_of(&texts, &none, jiff::civil::date(2026, 11, 22), Audience::Intern),
            made_of(&texts, &none, TODAY, Audience::Oppen),
        ];
        for other in others {
            assert_ne!(first, other);
        }
    }
}
