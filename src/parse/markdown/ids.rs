//! Anchors: the ids of headings, unique on their page.

use foldhash::HashMap;

use crate::locale::slug::slug;

/// How the ids begin that are the theme's own. Its labels and scripts go by them, so a text must not
/// be found in their place.
const OWN: [&str; 4] = ["s-", "fn-", "fnref-", "_"];

/// The ids that a page has given out.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    /// Each id with the number that its next namesake tries.
    taken: HashMap<String, usize>,
}

impl Ids {
    /// Whether none has been given out.
    pub(crate) fn is_empty(&self) -> bool {
        self.taken.is_empty()
    }

    /// The id of a heading: the one that its author wrote, else made from its words.
    pub(crate) fn heading(&mut self, written: Option<&str>, words: &str) -> String {
        let written = written.map(str::trim).filter(|id| !id.is_empty());
        let id = written.map_or_else(|| slug(words), str::to_owned);
        if OWN.iter().any(|own| id.starts_with(own)) {
            return self.unique(&format!("rubrik-{id}"));
        }
        self.unique(&id)
    }

    /// `wanted`, or `wanted-2`, `wanted-3` when it is taken.
    pub(crate) fn unique(&mut self, wanted: &str) -> String {
        let wanted = if wanted.is_empty() { "avsnitt" } else { wanted };
        let Some(next) = self.taken.get(wanted).copied() else {
            self.taken.insert(wanted.to_owned(), 2);
            return wanted.to_owned();
        };
        let mut number = next;
        let mut id = format!("{wanted}-{number}");
        while self.taken.contains_key(&id) {
            number += 1;
            id = format!("{wanted}-{number}");
        }
        self.taken.insert(wanted.to_owned(), number + 1);
        self.taken.insert(id.clone(), 2);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namesakes_get_numbers_that_nobody_has() {
        let mut ids = Ids::default();
        let mut id = |words| ids.heading(None, words);
        assert_eq!(id("Ansvar"), "ansvar");
        assert_eq!(id("Ansvar 2"), "ansvar-2");
        assert_eq!(id("ansvar!"), "ansvar-3");
        assert_eq!(id("Ansvar"), "ansvar-4");
        assert_eq!(id("?!"), "avsnitt");
        assert_eq!(ids.heading(Some(" egen "), "Ansvar"), "egen");
    }

    #[test]
    fn no_heading_takes_an_id_of_the_theme() {
        let mut ids = Ids::default();
        assert_eq!(ids.heading(Some("s-data"), "A"), "rubrik-s-data");
        assert_eq!(ids.heading(None, "S data"), "rubrik-s-data-2");
        assert_eq!(ids.heading(None, "Fn 1"), "rubrik-fn-1");
        assert_eq!(ids.heading(Some("_fel"), "A"), "rubrik-_fel");
        assert_eq!(ids.heading(None, "System"), "system");
    }
}
