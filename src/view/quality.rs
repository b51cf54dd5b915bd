//! How full the facts are: what each entry is expected to tell, and how much of it is known.
//!
//! A fact is expected when the declaration of the kind requires or expects it of that very entry
//! and the audience may see it. `okant` counts as missing: that nobody knows is worth knowing.

use std::collections::BTreeMap;

use super::belonging;
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::value::Value;
use crate::kind::{Field, KindId, Need};

/// Facts that are expected, and those of them that are known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) filled: usize,
    pub(crate) expected: usize,
}

impl Share {
    fn count(&mut self, filled: bool) {
        self.expected += 1;
        self.filled += usize::from(filled);
    }

    /// How many facts are missing.
    pub(crate) fn missing(self) -> usize {
        self.expected - self.filled
    }

    /// The whole per cent that is known, rounded down so that 100 means all; `None` when nothing
    /// is expected.
    pub(crate) fn percent(self) -> Option<usize> {
        (self.filled * 100).checked_div(self.expected)
    }
}

/// The facts of one kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct OfKind {
    /// How many entries there are.
    pub(crate) entries: usize,
    pub(crate) share: Share,
    /// By the place of the field in the declaration.
    pub(crate) fields: BTreeMap<usize, Share>,
    /// The entries that lack facts, by title, each with the places of the fields.
    pub(crate) gaps: Vec<(EntryId, Vec<usize>)>,
}

/// The facts of the whole handbook.
#[derive(Debug, Clone, Default)]
pub(crate) struct Quality {
    pub(crate) total: Share,
    /// The kinds of which something is expected.
    pub(crate) kinds: BTreeMap<KindId, OfKind>,
    /// By unit; `None` for entries that belong to none.
    pub(crate) units: BTreeMap<Option<EntryId>, Share>,
    /// By the role that keeps the entries up to date.
    pub(crate) keepers: BTreeMap<Option<EntryId>, Share>,
}

/// Counts all facts, entry by entry in one pass.
pub(crate) fn quality(handbook: &Handbook) -> Quality {
    let mut quality = Quality::default();
    for (kind, _) in handbook.kinds.all() {
        let mut own = OfKind::default();
        for id in handbook.of_kind(kind) {
            own.entries += 1;
            quality.add(handbook, *id, &mut own);
        }
        if own.share.expected > 0 {
            quality.kinds.insert(kind, own);
        }
    }
    quality
}

impl Quality {
    fn add(&mut self, handbook: &Handbook, id: EntryId, own: &mut OfKind) {
        let entry = handbook.entry(id);
        let unit = self.units.entry(belonging::unit(handbook, entry)).or_default();
        let keeper = self.keepers.entry(belonging::keeper(handbook, entry)).or_default();
        let mut missing = Vec::new();
        for (place, _, filled) in expected(handbook, entry) {
            for share in [&mut self.total, &mut *unit, &mut *keeper, &mut own.share] {
                share.count(filled);
            }
            own.fields.entry(place).or_default().count(filled);
            if !filled {
                missing.push(place);
            }
        }
        if !missing.is_empty() {
            own.gaps.push((id, missing));
        }
    }
}

/// The facts that are expected of an entry: the place of the field, the field, whether it is known.
pub(crate) fn expected<'h>(
    handbook: &'h Handbook,
    entry: &'h Entry,
) -> impl Iterator<Item = (usize, &'h Field, bool)> {
    let fields = handbook.kind_of(entry).fields.iter().enumerate();
    fields.filter(|(_, field)| is_expected(handbook, field, entry)).map(|(place, field)| {
        let filled = match entry.fields.get(&field.key) {
            None | Some(Value::Unknown) => false,
            Some(Value::List(items)) => {
                items.iter().any(|item| !matches!(item.value, Value::Unknown))
            }
            Some(_) => true,
        };
        (place, field, filled)
    })
}

fn is_expected(handbook: &Handbook, field: &Field, entry: &Entry) -> bool {
    let asked = |need: &Need| match need {
        Need::Never => false,
        Need::Always => true,
        Need::When(condition) => condition.holds(&entry.fields),
    };
    let visible = field.visibility.is_none_or(|least| least <= handbook.audience);
    let own = !field.shared && field.default.is_none();
    own && visible && (asked(&field.required) || asked(&field.expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_all_is_a_hundred_per_cent() {
        assert_eq!(Share { filled: 999, expected: 1000 }.percent(), Some(99));
        assert_eq!(Share { filled: 4, expected: 4 }.percent(), Some(100));
        assert_eq!(Share::default().percent(), None);
    }
}
