//! The year wheel: what happens in each of the coming twelve months.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};

use super::keys::{FORUM_CADENCE, FORUM_LED_BY};
use super::occasions::{Occasion, What};
use super::urgency::Urgency;
use crate::handbook::{EntryId, Handbook};
use crate::kind::KindId;

/// A month of the wheel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Month {
    /// Its first day.
    pub(crate) first: Date,
    /// What has a day in it, by day. Reviews are counted instead.
    pub(crate) occasions: Vec<Occasion>,
    /// How many entries of each kind are to be reviewed.
    pub(crate) reviews: BTreeMap<KindId, usize>,
}

/// The twelve months from the one that the handbook's day stands in. What has passed is no part of
/// the wheel.
pub(crate) fn months(
    handbook: &Handbook,
    occasions: &BTreeMap<EntryId, Vec<Occasion>>,
) -> Vec<Month> {
    let start = handbook.today.first_of_month();
    let firsts = (0..12).filter_map(|ahead| start.checked_add(ahead.months()).ok());
    let mut months: Vec<Month> = firsts
        .map(|first| Month { first, occasions: Vec::new(), reviews: BTreeMap::new() })
        .collect();
    for occasion in occasions.values().flatten().filter(|one| one.urgency != Urgency::Late) {
        let month = months.iter_mut().find(|month| month.first == occasion.day.first_of_month());
        let Some(month) = month else { continue };
        if occasion.what == What::Review {
            let kind = handbook.entry(occasion.entry).kind;
            *month.reviews.entry(kind).or_default() += 1;
        } else {
            month.occasions.push(*occasion);
        }
    }
    for month in &mut months {
        month.occasions.sort_by_key(|one| (one.day, one.what, one.entry));
    }
    months
}

/// The forums that meet again and again, without a day that is known.
pub(crate) fn undated(
    handbook: &Handbook,
    occasions: &BTreeMap<EntryId, Vec<Occasion>>,
) -> Vec<EntryId> {
    let dated = |id: &EntryId| {
        let own = occasions.get(id).into_iter().flatten();
        own.into_iter().any(|one| one.what == What::Meeting)
    };
    handbook
        .of(FORUM_LED_BY.kind)
        .filter(|(_, forum)| !matches!(FORUM_CADENCE.of(forum), None | Some("vid-behov")))
        .map(|(id, _)| id)
        .filter(|id| !dated(id))
        .collect()
}
