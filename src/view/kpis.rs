//! Measures that the registers answer themselves, and the outcomes that editors have noted.

use jiff::civil::Date;

use super::keys::{
    KPI_COMPUTED, KPI_PERIOD, KPI_TEXT, KPI_VALUE, KPI_VALUES, REPORT_DUE, REPORT_FOLLOW_UP,
    REPORT_RECEIVED, REPORT_SYSTEM, SYSTEM_PUBLIC, SYSTEM_STATE,
};
use super::matrix::objects;
use super::overlap;
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::loose_date::LooseDate;
use crate::kind::value::Value;

/// What a register says of a measure on the handbook's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Computed {
    /// So many reports came in time this year, of those that came in.
    InTime { in_time: usize, received: usize },
    /// So many systems that citizens meet were followed up this year. Of some it is not known
    /// whether citizens meet them.
    FollowedUp { followed: usize, public: usize, unknown: usize },
    /// So many systems stand in the register.
    Systems(usize),
    /// The register that answers holds nothing.
    NoReports,
    /// No system is known to meet citizens.
    NoPublicSystems,
}

/// An outcome that is noted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) period: LooseDate,
    pub(crate) number: Option<f64>,
    pub(crate) words: Option<String>,
}

/// The noted outcomes of a measure, oldest first.
pub(crate) fn outcomes(kpi: &Entry) -> Vec<Outcome> {
    let mut found: Vec<Outcome> = objects(KPI_VALUES.of(kpi).unwrap_or_default())
        .filter_map(|value| {
            Some(Outcome {
                period: KPI_PERIOD.within(value)?,
                number: KPI_VALUE.within(value),
                words: KPI_TEXT.within(value).map(str::to_owned),
            })
        })
        .collect();
    found.sort_by_key(|outcome| outcome.period.last_day());
    found
}

/// What the register says of a measure; `None` when no register answers it. A measure of an
/// organisation counts the systems of that organisation.
pub(crate) fn computed(handbook: &Handbook, kpi: &Entry) -> Option<Computed> {
    let scope = scope(handbook, kpi);
    Some(match KPI_COMPUTED.of(kpi)? {
        "utlatanden-i-tid" => in_time(handbook, scope),
        "uppfoljda-system" => followed_up(handbook, scope),
        _ => Computed::Systems(systems(handbook, scope).filter(|(_, one)| is_kept(one)).count()),
    })
}

/// The organisation whose systems a measure counts; `None`: all that there are.
pub(crate) fn scope(handbook: &Handbook, kpi: &Entry) -> Option<EntryId> {
    match kpi.fields.get("organisation") {
        Some(Value::Reference(unit)) => handbook.entry_of(unit),
        _ => None,
    }
}

/// Whether a system is one that the organisation has: not a mere need, and not gone.
pub(crate) fn is_kept(system: &Entry) -> bool {
    SYSTEM_STATE.of(system).is_some_and(|state| !["behov", "avvecklat"].contains(&state))
}

/// The systems of an organisation; all of them without one.
pub(crate) fn systems(
    handbook: &Handbook,
    scope: Option<EntryId>,
) -> impl Iterator<Item = (EntryId, &Entry)> {
    let all = handbook.of(SYSTEM_STATE.kind);
    all.filter(move |(_, system)| {
        scope.is_none_or(|scope| overlap::organisation(handbook, system) == Some(scope))
    })
}

/// The reports on systems of an organisation, each with its system.
fn reports(handbook: &Handbook, scope: Option<EntryId>) -> impl Iterator<Item = (EntryId, &Entry)> {
    let reports = handbook.of(REPORT_SYSTEM.kind).filter_map(move |(_, report)| {
        Some((handbook.entry_of(REPORT_SYSTEM.of(report)?)?, report))
    });
    reports.filter(move |(system, _)| {
        let own = || overlap::organisation(handbook, handbook.entry(*system));
        scope.is_none_or(|scope| own() == Some(scope))
    })
}

fn in_time(handbook: &Handbook, scope: Option<EntryId>) -> Computed {
    let year = handbook.today.year();
    let mut any = false;
    let (mut in_time, mut received) = (0, 0);
    for (_, report) in reports(handbook, scope) {
        any = true;
        let Some(day) = REPORT_RECEIVED.of(report).filter(|day| day.year() == year) else {
            continue;
        };
        received += 1;
        in_time += usize::from(REPORT_DUE.of(report).is_some_and(|due| day <= due));
    }
    if any { Computed::InTime { in_time, received } } else { Computed::NoReports }
}

fn followed_up(handbook: &Handbook, scope: Option<EntryId>) -> Computed {
    let year = handbook.today.year();
    let this_year = |day: Option<Date>| day.is_some_and(|day| day.year() == year);
    let mut followed: Vec<EntryId> = Vec::new();
    let mut any = false;
    for (system, report) in reports(handbook, scope) {
        any = true;
        let noted = REPORT_FOLLOW_UP.of(report) == Some(i64::from(year));
        if noted || this_year(REPORT_RECEIVED.of(report)) {
            followed.push(system);
        }
    }
    let in_use =
        systems(handbook, scope).filter(|(_, one)| SYSTEM_STATE.of(one) == Some("i-drift"));
    let (mut public, mut unknown, mut done) = (0, 0, 0);
    for (id, system) in in_use {
        match SYSTEM_PUBLIC.of(system) {
            Some(true) => {
                public += 1;
                done += usize::from(followed.contains(&id));
            }
            Some(false) => {}
            None => unknown += 1,
        }
    }
    match (any, public) {
        (false, _) => Computed::NoReports,
        (true, 0) => Computed::NoPublicSystems,
        (true, _) => Computed::FollowedUp { followed: done, public, unknown },
    }
}
