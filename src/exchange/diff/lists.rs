//! What a difference does to the lists that people go by: days in the calendar, and what roles and
//! units have to do.

use std::collections::{BTreeMap, BTreeSet};

use crate::handbook::{EntryId, Handbook};
use crate::locale::{Text, collate};
use crate::view::calendar::{Calendar, Due, Duty};
use crate::view::keys::{ROLE_RESPONSIBILITIES, UNIT_TYPE};

/// The days of each contract and need, by kind and id.
type Days = BTreeMap<(String, String), (String, Vec<Due>)>;

/// Days that come, go or move: "Avtal om växel: starta senast 2026-01-31 → 2027-01-31".
pub(super) fn calendar(old: &Handbook, new: &Handbook) -> Vec<Text> {
    let (was, is) = (days(old), days(new));
    let keys: BTreeSet<_> = was.keys().chain(is.keys()).collect();
    let mut told = Vec::new();
    for key in keys {
        let title = is.get(key).or_else(|| was.get(key)).map_or("", |(title, _)| title);
        let of = |days: &Days, duty: Duty| {
            let dues = days.get(key).map_or(&[][..], |(_, dues)| dues.as_slice());
            dues.iter().find(|due| due.duty == duty).map(|due| due.day.to_string())
        };
        for duty in [Duty::Start, Duty::Extend, Duty::Terminate, Duty::End] {
            let (from, to) = (of(&was, duty), of(&is, duty));
            if from == to {
                continue;
            }
            let words = words(duty);
            let day = |day: &Option<String>, none: &str| day.clone().unwrap_or(none.to_owned());
            told.push(Text::new(
                format!("{title}: {} {} → {}", words.sv, day(&from, "inget"), day(&to, "inget")),
                format!("{title}: {} {} → {}", words.en, day(&from, "none"), day(&to, "none")),
            ));
        }
    }
    told
}

fn days(handbook: &Handbook) -> Days {
    let calendar = Calendar::new(handbook);
    let day = |line: &crate::view::calendar::Line| {
        let entry = handbook.entry(line.entry);
        let key = (handbook.kind_of(entry).id.clone(), entry.id.clone());
        (key, (entry.title.clone(), line.dues()))
    };
    calendar.lines().iter().map(day).collect()
}

fn words(duty: Duty) -> Text {
    match duty {
        Duty::Start => Text::new("starta senast", "start no later than"),
        Duty::Extend => Text::new("förläng senast", "extend no later than"),
        Duty::Terminate => Text::new("säg upp senast", "give notice no later than"),
        Duty::End => Text::new("slutar", "ends"),
    }
}

/// The roles and units that entries are tied to, by title in Swedish order.
pub(super) fn people<'a>(
    touched: impl IntoIterator<Item = (&'a Handbook, EntryId)>,
) -> Vec<String> {
    let kinds = [ROLE_RESPONSIBILITIES.kind, UNIT_TYPE.kind];
    let mut found = BTreeSet::new();
    for (handbook, id) in touched {
        let own = handbook.links.iter().filter(|link| link.from == id).map(|link| link.to);
        for party in own.chain([id]) {
            let entry = handbook.entry(party);
            if kinds.contains(&handbook.kind_of(entry).id.as_str()) {
                found.insert((collate::key(&entry.title), entry.title.clone()));
            }
        }
    }
    found.into_iter().map(|(_, title)| title).collect()
}
