//! The procurement calendar: the days that contracts and needs set, and how they stand today.
//!
//! A line is a contract with the needs that follow it, or a need that no contract stands behind.

pub(crate) mod deadlines;
pub(crate) mod derivation;
mod ends;
pub(crate) mod months;
mod parties;
pub(crate) mod terms;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::keys::{
    CONTRACT_END, CONTRACT_SUBCATEGORY, CONTRACT_SUPPLIER, CONTRACT_UNIT, NEED_CONTRACT,
    NEED_STATE, NEED_SUBCATEGORY, NEED_UNIT,
};
use super::urgency::Urgency;
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::parse::reference::Reference;
use deadlines::{Deadlines, deadlines};
use derivation::{Derivation, Outcome, Reason};
use terms::Terms;

/// What a day is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Duty {
    /// Start the next procurement.
    Start,
    /// Extend the contract, or let it end.
    Extend,
    /// Give notice, or let it go on.
    Terminate,
    /// The contract runs out.
    End,
}

impl Duty {
    /// Its name in words, ids and addresses.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Extend => "extend",
            Self::Terminate => "terminate",
            Self::End => "end",
        }
    }
}

/// A day on which something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Due {
    pub(crate) day: Date,
    pub(crate) duty: Duty,
}

/// A contract, or a need without one, with its days.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) entry: EntryId,
    /// The needs of the plan that follow the contract.
    pub(crate) needs: Vec<EntryId>,
    pub(crate) subcategory: Option<EntryId>,
    pub(crate) unit: Option<EntryId>,
    pub(crate) supplier: Option<EntryId>,
    pub(crate) deadlines: Deadlines,
    /// The next procurement is under way, done or dropped.
    pub(crate) settled: bool,
    pub(crate) urgency: Urgency,
    /// The day that the urgency is judged by.
    pub(crate) due: Option<Due>,
}

impl Line {
    /// The day on which the contract runs out: the present end, or the last one that is known.
    pub(crate) fn runs_out(&self) -> Option<Date> {
        self.deadlines.present.day().or_else(|| self.deadlines.last.day())
    }

    /// Everything that is still due, in order of time.
    pub(crate) fn dues(&self) -> Vec<Due> {
        let days = &self.deadlines;
        let open = |day: Option<Date>| day.filter(|_| !self.settled);
        let mut dues: Vec<Due> = [
            (Duty::Start, open(days.start.day())),
            (Duty::Extend, open(days.extend.day())),
            (Duty::Terminate, days.terminate.day()),
            (Duty::End, self.runs_out()),
        ]
        .into_iter()
        .filter_map(|(duty, day)| Some(Due { day: day?, duty }))
        .collect();
        dues.sort();
        dues
    }

    /// What is due, judged on a day. The last day to give notice is never late: when it has
    /// passed, the contract goes on, and that was a choice.
    pub(crate) fn moments(&self, today: Date) -> Vec<Moment<'_>> {
        let judged = |due: Due| {
            let chosen = due.day < today && due.duty == Duty::Terminate;
            let urgency = Urgency::of(Some(due.day), today);
            Moment { line: self, due, urgency: if chosen { Urgency::None } else { urgency } }
        };
        self.dues().into_iter().map(judged).collect()
    }

    /// Whether the next procurement must start as soon as possible, whatever the day.
    pub(crate) fn at_once(&self) -> bool {
        self.deadlines.start.outcome == Outcome::None(Reason::AtOnce) && !self.settled
    }

    /// Whether any of its days is known.
    pub(crate) fn is_dated(&self) -> bool {
        !self.dues().is_empty() || self.at_once()
    }
}

/// A day of a line, and how it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment<'c> {
    pub(crate) line: &'c Line,
    pub(crate) due: Due,
    pub(crate) urgency: Urgency,
}

impl Moment<'_> {
    /// How the day was computed.
    pub(crate) fn derivation(&self) -> &Derivation {
        let days = &self.line.deadlines;
        match self.due.duty {
            Duty::Start => &days.start,
            Duty::Extend => &days.extend,
            Duty::Terminate => &days.terminate,
            Duty::End if days.present.day().is_some() => &days.present,
            Duty::End => &days.last,
        }
    }

    /// What readers are led to: a start is a matter of the plan, where the contract has a need.
    pub(crate) fn entry(&self) -> EntryId {
        let need = self.line.needs.first().filter(|_| self.due.duty == Duty::Start);
        need.copied().unwrap_or(self.line.entry)
    }
}

/// What matters of some lines: what is late, then by day.
pub(crate) fn agenda<'c>(
    lines: impl IntoIterator<Item = &'c Line>,
    today: Date,
) -> Vec<Moment<'c>> {
    let moments = lines.into_iter().flat_map(|line| line.moments(today));
    let mut agenda: Vec<Moment<'c>> =
        moments.filter(|moment| moment.urgency != Urgency::None).collect();
    agenda.sort_by_key(|moment| (moment.urgency != Urgency::Late, moment.due, moment.line.entry));
    agenda
}

/// All lines, and whom each concerns.
#[derive(Debug, Default)]
pub(crate) struct Calendar {
    lines: Vec<Line>,
    of: BTreeMap<EntryId, Vec<usize>>,
}

impl Calendar {
    /// Computes all days, as they stand on the handbook's day.
    pub(crate) fn new(handbook: &Handbook) -> Self {
        let mut lines = lines(handbook);
        lines.sort_by_key(|line| (order(line), line.entry));
        let mut of: BTreeMap<EntryId, Vec<usize>> = BTreeMap::new();
        for (index, line) in lines.iter().enumerate() {
            for party in parties::of(handbook, line) {
                of.entry(party).or_default().push(index);
            }
        }
        Self { lines, of }
    }

    /// What is late, then by day, then what has no day.
    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The lines that concern an entry: a contract or need itself, or the system, supplier, unit,
    /// role, category or subcategory behind it.
    pub(crate) fn of(&self, entry: EntryId) -> impl Iterator<Item = &Line> {
        let found = self.of.get(&entry).into_iter().flatten();
        found.filter_map(|index| self.lines.get(*index))
    }

    /// The entries of a kind that a line with a day concerns.
    pub(crate) fn parties<'a>(
        &'a self,
        handbook: &'a Handbook,
        kind: &'a str,
    ) -> impl Iterator<Item = EntryId> + 'a {
        let ids = handbook.of(kind).map(|(id, _)| id);
        ids.filter(|id| self.of(*id).any(Line::is_dated))
    }
}

/// Late before soon before planned; within each by day; what has no day comes last.
fn order(line: &Line) -> (bool, bool, Option<Date>) {
    let undated = line.due.is_none() && line.urgency != Urgency::Late;
    (undated, line.urgency != Urgency::Late, line.due.map(|due| due.day))
}

fn lines(handbook: &Handbook) -> Vec<Line> {
    let mut needs: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
    let mut lines = Vec::new();
    for (id, need) in handbook.of(NEED_CONTRACT.kind) {
        match target(handbook, NEED_CONTRACT.of(need)) {
            Some(contract) => needs.entry(contract).or_default().push(id),
            None => lines.extend(of_need(handbook, id, need)),
        }
    }
    for (id, contract) in handbook.of(CONTRACT_END.kind) {
        if contract.fields.text("status") != Some("upphavd") {
            lines.push(of_contract(handbook, id, needs.remove(&id).unwrap_or_default()));
        }
    }
    lines
}

fn of_contract(handbook: &Handbook, id: EntryId, needs: Vec<EntryId>) -> Line {
    let contract = handbook.entry(id);
    let terms = needs.iter().fold(Terms::of_contract(handbook, contract), |terms, need| {
        terms.followed_by(handbook, handbook.entry(*need))
    });
    let days = deadlines(&terms, handbook.today);
    let settled = needs.iter().any(|need| is_settled(handbook.entry(*need)));
    let mut line = Line {
        entry: id,
        needs,
        subcategory: target(handbook, CONTRACT_SUBCATEGORY.of(contract)),
        unit: target(handbook, CONTRACT_UNIT.of(contract)),
        supplier: target(handbook, CONTRACT_SUPPLIER.of(contract)),
        deadlines: days,
        settled,
        urgency: Urgency::Unknown,
        due: None,
    };
    judge(&mut line, handbook.today);
    line
}

/// A need that no contract stands behind, when it has a day and is still open.
fn of_need(handbook: &Handbook, id: EntryId, need: &Entry) -> Option<Line> {
    let terms = Terms::of_need(handbook, need);
    terms.until.filter(|_| !is_closed(need))?;
    let mut line = Line {
        entry: id,
        needs: vec![id],
        subcategory: target(handbook, NEED_SUBCATEGORY.of(need)),
        unit: target(handbook, NEED_UNIT.of(need)),
        supplier: None,
        deadlines: deadlines(&terms, handbook.today),
        settled: false,
        urgency: Urgency::Unknown,
        due: None,
    };
    judge(&mut line, handbook.today);
    Some(line)
}

/// A need that somebody works with, has met or has dropped.
pub(crate) fn is_settled(need: &Entry) -> bool {
    matches!(NEED_STATE.of(need), Some("pagar" | "klar" | "utgar"))
}

/// A need that waits for nothing more in its own year.
pub(crate) fn is_closed(need: &Entry) -> bool {
    is_settled(need) || NEED_STATE.of(need) == Some("flyttad")
}

/// Judges a line on a day: by the worst that has passed, or else by what comes next. Late is what
/// should have been done and was not; a contract whose time is out goes before a missed start.
fn judge(line: &mut Line, today: Date) {
    let moments = line.moments(today);
    let passed = moments.iter().filter(|moment| moment.urgency == Urgency::Late);
    let worst = passed.min_by_key(|moment| (moment.due.duty != Duty::End, moment.due.day));
    let next = moments.iter().find(|moment| moment.due.day >= today);
    let judged = worst.or(next).map(|moment| (moment.due, moment.urgency));
    let undated = if line.at_once() { Urgency::Late } else { Urgency::Unknown };
    line.due = judged.map(|(due, _)| due);
    line.urgency = judged.map_or(undated, |(_, urgency)| urgency);
}

/// The entry behind a reference that may be missing.
fn target(handbook: &Handbook, reference: Option<&Reference>) -> Option<EntryId> {
    reference.and_then(|reference| handbook.entry_of(reference))
}
