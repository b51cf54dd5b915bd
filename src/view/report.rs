//! The report to the board: figures drawn from the registers on the handbook's day.

use jiff::{ToSpan, civil::Date};

use super::calendar::{Calendar, Duty, Line};
use super::keys::{
    CONTRACT_OPTIONS, KPI_COMPUTED, OPTION_BY, OPTION_FROM, OPTION_STATUS, SYSTEM_AI, SYSTEM_CLASS,
    SYSTEM_NIS, SYSTEM_PLAN, SYSTEM_PUBLIC, SYSTEM_STATE,
};
use super::kpis;
use super::matrix::objects;
use super::observations::Register;
use super::overlap;
use super::urgency::Urgency;
use super::winding_up;
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::key::{Key, Read};

/// How far ahead the report looks, in months.
pub(crate) const AHEAD_MONTHS: i32 = 24;

/// A figure of the report. `None`: the audience may not see what it is counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    /// Its name in the words of the interface.
    pub(crate) id: &'static str,
    pub(crate) count: Option<usize>,
    /// Of how many it is not known.
    pub(crate) unknown: usize,
}

/// An extension that somebody has to decide on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) contract: EntryId,
    /// When the extension would begin.
    pub(crate) from: Date,
    pub(crate) by: Option<EntryId>,
}

/// The systems and what is known of them.
pub(crate) fn systems(handbook: &Handbook, register: &Register) -> Vec<Figure> {
    let kept: Vec<&Entry> = kpis::systems(handbook, None)
        .map(|(_, one)| one)
        .filter(|one| kpis::is_kept(one))
        .collect();
    let in_use: Vec<&Entry> =
        kept.iter().copied().filter(|one| SYSTEM_STATE.of(one) == Some("i-drift")).collect();
    let year = handbook.today.year();
    let done = winding_up::rows(handbook).into_iter().filter_map(|row| row.confirmed);
    let lacking = |of: &[&Entry], has: &dyn Fn(&Entry) -> bool| {
        Some(of.iter().filter(|one| !has(one)).count())
    };
    let classified = |one: &Entry| SYSTEM_CLASS.of(one) == Some("klassad");
    let figure = |id, count| Figure { id, count, unknown: 0 };
    vec![
        figure("kept", Some(kept.len())),
        figure("in_use", Some(in_use.len())),
        figure("overlaps", Some(overlap::in_use(handbook).len())),
        figure("wound_up", Some(done.filter(|day| day.year() == year).count())),
        figure("no_owner", Some(observed(register, "no-owner"))),
        figure("no_plan", lacking(&in_use, &|one| SYSTEM_PLAN.of(one).is_some())),
        figure(
            "not_classified",
            seen(handbook, &SYSTEM_CLASS).then(|| lacking(&in_use, &classified)).flatten(),
        ),
    ]
}

/// What the law asks: accessibility, personal data, NIS and AI.
pub(crate) fn law(handbook: &Handbook, register: &Register) -> Vec<Figure> {
    let in_use: Vec<&Entry> = handbook
        .of(SYSTEM_STATE.kind)
        .map(|(_, one)| one)
        .filter(|one| SYSTEM_STATE.of(one) == Some("i-drift"))
        .collect();
    let figure = |id, code| Figure { id, count: Some(observed(register, code)), unknown: 0 };
    let told = |key: &Key<bool>| in_use.iter().filter(|one| key.of(one).is_none()).count();
    let yes = |key: &Key<bool>| in_use.iter().filter(|one| key.of(one) == Some(true)).count();
    let nis = seen(handbook, &SYSTEM_NIS);
    let concerned = in_use.iter().filter(|one| SYSTEM_NIS.of(one) == Some("berord")).count();
    let nis_unknown = in_use.iter().filter(|one| SYSTEM_NIS.of(one).is_none()).count();
    let ai = Figure { id: "ai", count: Some(yes(&SYSTEM_AI)), unknown: told(&SYSTEM_AI) };
    vec![
        Figure { id: "public", count: Some(yes(&SYSTEM_PUBLIC)), unknown: told(&SYSTEM_PUBLIC) },
        figure("no_report", "no-accessibility-report"),
        figure("no_pub", "no-pub-agreement"),
        Figure {
            id: "nis",
            count: nis.then_some(concerned),
            unknown: if nis { nis_unknown } else { 0 },
        },
        Figure {
            id: "nis_without",
            count: nis.then(|| observed(register, "nis-without-analysis")),
            unknown: 0,
        },
        ai,
    ]
}

/// Whether the audience sees a field.
fn seen<T: ?Sized + Read>(handbook: &Handbook, key: &Key<T>) -> bool {
    let kind = handbook.kinds.find(key.kind).map(|kind| handbook.kinds.get(kind));
    let field = kind.and_then(|kind| kind.field(key.field));
    field.is_some_and(|field| field.visibility.is_none_or(|least| least <= handbook.audience))
}

/// How often something is observed.
pub(crate) fn observed(register: &Register, code: &str) -> usize {
    register.all().iter().filter(|found| found.code == code).count()
}

/// The contracts that run out within [`AHEAD_MONTHS`], by day.
pub(crate) fn ending(calendar: &Calendar, today: Date) -> Vec<(Date, &Line)> {
    let Ok(limit) = today.checked_add(AHEAD_MONTHS.months()) else { return Vec::new() };
    let mut found: Vec<(Date, &Line)> = calendar
        .lines()
        .iter()
        .filter_map(|line| Some((line.runs_out()?, line)))
        .filter(|(day, _)| today <= *day && *day <= limit)
        .collect();
    found.sort_by_key(|(day, line)| (*day, line.entry));
    found
}

/// The procurements that should have started, those that are most late first.
pub(crate) fn late(calendar: &Calendar, today: Date) -> Vec<(Option<Date>, EntryId)> {
    let mut found: Vec<(Option<Date>, EntryId)> = Vec::new();
    for line in calendar.lines() {
        let start = line
            .moments(today)
            .into_iter()
            .find(|moment| moment.due.duty == Duty::Start && moment.urgency == Urgency::Late);
        match start {
            Some(moment) => found.push((Some(moment.due.day), moment.entry())),
            None if line.at_once() => found.push((None, line.entry)),
            None => {}
        }
    }
    found.sort();
    found
}

/// The extensions that nobody has decided on and that would begin within [`AHEAD_MONTHS`].
pub(crate) fn choices(handbook: &Handbook) -> Vec<Choice> {
    let today = handbook.today;
    let Ok(limit) = today.checked_add(AHEAD_MONTHS.months()) else { return Vec::new() };
    let mut found = Vec::new();
    for (contract, entry) in handbook.of(CONTRACT_OPTIONS.kind) {
        for option in objects(CONTRACT_OPTIONS.of(entry).unwrap_or_default()) {
            let open = OPTION_STATUS.within(option) == Some("mojlig");
            let Some(from) = OPTION_FROM.within(option) else { continue };
            if open && today <= from && from <= limit {
                let by = OPTION_BY.within(option).and_then(|by| handbook.entry_of(by));
                found.push(Choice { contract, from, by });
            }
        }
    }
    found.sort_by_key(|choice| (choice.from, choice.contract));
    found
}

/// The measure that counts the systems of the register, with its recorded counts and its target.
pub(crate) fn system_count(handbook: &Handbook) -> Option<(EntryId, &Entry)> {
    handbook
        .of(KPI_COMPUTED.kind)
        .find(|(_, kpi)| KPI_COMPUTED.of(kpi) == Some("system-i-registret"))
}

/// How an organisation's systems stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Organisation {
    pub(crate) unit: Option<EntryId>,
    pub(crate) systems: usize,
    pub(crate) no_owner: usize,
    pub(crate) overlaps: usize,
}

/// The organisations that have systems, those with most first.
pub(crate) fn organisations(handbook: &Handbook, register: &Register) -> Vec<Organisation> {
    let mut found: Vec<Organisation> = Vec::new();
    for (id, system) in kpis::systems(handbook, None).filter(|(_, one)| kpis::is_kept(one)) {
        let unit = overlap::organisation(handbook, system);
        let at = found.iter().position(|one| one.unit == unit).unwrap_or_else(|| {
            found.push(Organisation { unit, systems: 0, no_owner: 0, overlaps: 0 });
            found.len() - 1
        });
        let lacks = register.of(id).any(|one| one.code == "no-owner" && one.entry == id);
        found[at].systems += 1;
        found[at].no_owner += usize::from(lacks);
    }
    for group in overlap::in_use(handbook) {
        if let Some(one) = found.iter_mut().find(|one| one.unit == group.organisation) {
            one.overlaps += 1;
        }
    }
    found.sort_by_key(|one| (std::cmp::Reverse(one.systems), one.unit));
    found
}
