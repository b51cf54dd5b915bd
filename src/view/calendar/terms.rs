//! The terms of a contract that its days follow from, read from its entry.

use jiff::civil::Date;

use super::months::Boundary;
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::key::Key;
use crate::kind::loose_date::LooseDate;
use crate::parse::reference::Reference;
use crate::view::dated;
use crate::view::keys::{
    CONTRACT_CONTINUOUS, CONTRACT_END, CONTRACT_HARD_END, CONTRACT_IRREVOCABLE, CONTRACT_LEAD,
    CONTRACT_NOTICE, CONTRACT_NOTICE_BY, CONTRACT_NOTICE_DAY, CONTRACT_OPTION_COUNT,
    CONTRACT_OPTION_MONTHS, CONTRACT_OPTION_NOTICE, CONTRACT_OPTIONS, CONTRACT_OPTIONS_USED,
    CONTRACT_RENEWAL, CONTRACT_SUBCATEGORY, CONTRACT_UNTIL, LEAD_MONTHS, NEED_LEAD,
    NEED_SUBCATEGORY, NEED_UNTIL, OPTION_NUMBER, OPTION_STATUS, OPTION_TO, VALUE_UNIT,
};
use crate::view::matrix::objects;

/// An extension that the contract lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) number: i64,
    pub(crate) to: Date,
    /// Decided or used already.
    pub(crate) decided: bool,
}

/// The extensions of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Options {
    /// Nothing is said of them.
    Unstated,
    /// One by one, in order of time, without those that nobody used.
    Listed(Vec<Listed>),
    /// So many, so long, so many of them used.
    Counted { count: i32, months: Option<i32>, used: Option<i32> },
}

/// A lead time and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lead {
    pub(crate) months: i32,
    pub(crate) source: Option<EntryId>,
}

/// What the days of a contract follow from. `None` is what nobody has stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(crate) end: Option<Date>,
    /// The last day that the contract can be extended to, as exact as the source.
    pub(crate) until: Option<LooseDate>,
    pub(crate) options: Options,
    /// The day after which nothing may be bought.
    pub(crate) hard_end: Option<Date>,
    /// Runs until further notice.
    pub(crate) runs_on: bool,
    /// Months that the contract renews itself by; 0 when it ends by itself.
    pub(crate) renewal: Option<i32>,
    /// Months before the end that an extension must be called.
    pub(crate) option_notice: Option<i32>,
    /// Months of notice.
    pub(crate) notice: Option<i32>,
    /// The ends that notice is tied to.
    pub(crate) notice_by: Option<Boundary>,
    /// The month and day on which notice is given at the latest.
    pub(crate) notice_day: Option<(i8, i8)>,
    /// The day before which nobody can give notice.
    pub(crate) irrevocable: Option<Date>,
    pub(crate) lead: Option<Lead>,
}

impl Terms {
    /// Terms of which nothing is stated.
    pub(crate) const UNSTATED: Self = Self {
        end: None,
        until: None,
        options: Options::Unstated,
        hard_end: None,
        runs_on: false,
        renewal: None,
        option_notice: None,
        notice: None,
        notice_by: None,
        notice_day: None,
        irrevocable: None,
        lead: None,
    };

    /// The terms of a contract.
    pub(crate) fn of_contract(handbook: &Handbook, contract: &Entry) -> Self {
        Self {
            end: CONTRACT_END.of(contract),
            until: CONTRACT_UNTIL.of(contract),
            options: options(contract),
            hard_end: CONTRACT_HARD_END.of(contract),
            runs_on: CONTRACT_CONTINUOUS.of(contract) == Some(true),
            renewal: months(&CONTRACT_RENEWAL, contract),
            option_notice: months(&CONTRACT_OPTION_NOTICE, contract),
            notice: months(&CONTRACT_NOTICE, contract),
            notice_by: CONTRACT_NOTICE_BY.of(contract).and_then(Boundary::of),
            notice_day: CONTRACT_NOTICE_DAY.of(contract).and_then(yearly_day),
            irrevocable: CONTRACT_IRREVOCABLE.of(contract),
            lead: lead(handbook, contract, &CONTRACT_LEAD, &CONTRACT_SUBCATEGORY),
        }
    }

    /// The terms that a need states by itself.
    pub(crate) fn of_need(handbook: &Handbook, need: &Entry) -> Self {
        Self::UNSTATED.followed_by(handbook, need)
    }

    /// The terms of a contract with the need that follows it: the need tells what the contract does
    /// not, and a lead time of its own goes before the contract's.
    pub(crate) fn followed_by(self, handbook: &Handbook, need: &Entry) -> Self {
        let own = lead(handbook, need, &NEED_LEAD, &NEED_SUBCATEGORY);
        let lead = if NEED_LEAD.of(need).is_some() { own } else { self.lead.or(own) };
        Self { until: self.until.or(NEED_UNTIL.of(need)), lead, ..self }
    }
}

fn months(key: &Key<i64>, entry: &Entry) -> Option<i32> {
    key.of(entry).and_then(|months| i32::try_from(months).ok()).filter(|months| *months >= 0)
}

fn options(contract: &Entry) -> Options {
    let listed = CONTRACT_OPTIONS.of(contract).unwrap_or_default();
    if !listed.is_empty() {
        let mut options: Vec<Listed> = objects(listed)
            .filter_map(|option| {
                let status = OPTION_STATUS.within(option)?;
                let listed = Listed {
                    number: OPTION_NUMBER.within(option)?,
                    to: OPTION_TO.within(option)?,
                    decided: matches!(status, "beslutad" | "utnyttjad"),
                };
                (status != "ej-utnyttjad").then_some(listed)
            })
            .collect();
        options.sort_by_key(|option| option.to);
        return Options::Listed(options);
    }
    match months(&CONTRACT_OPTION_COUNT, contract) {
        None => Options::Unstated,
        Some(count) => Options::Counted {
            count,
            months: months(&CONTRACT_OPTION_MONTHS, contract),
            used: months(&CONTRACT_OPTIONS_USED, contract),
        },
    }
}

/// A day of the year, `09-30`.
fn yearly_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day))
}

/// The lead time of the procedure when the entry names one, otherwise that of its subcategory.
fn lead(
    handbook: &Handbook,
    entry: &Entry,
    own: &Key<Reference>,
    subcategory: &Key<Reference>,
) -> Option<Lead> {
    if let Some(value) = own.of(entry).and_then(|value| handbook.entry_of(value)) {
        let in_months = VALUE_UNIT.of(handbook.entry(value)) == Some("månader");
        let figure = dated::in_force(handbook.entry(value), handbook.today);
        let amount = figure.filter(|_| in_months).and_then(|figure| figure.amount);
        return amount.and_then(whole).map(|months| Lead { months, source: Some(value) });
    }
    let subcategory = subcategory.of(entry).and_then(|found| handbook.entry_of(found))?;
    let months = months(&LEAD_MONTHS, handbook.entry(subcategory))?;
    Some(Lead { months, source: Some(subcategory) })
}

/// A figure as whole months; a part of a month counts as one, to be safe.
fn whole(amount: f64) -> Option<i32> {
    (0..=600).find(|months| f64::from(*months) >= amount)
}
