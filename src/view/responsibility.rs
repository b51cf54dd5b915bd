//! What a role or a unit answers for, and what it has to do about it: drawn from every reference
//! whose declaration says so (`tie`), never listed by hand.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::belonging;
use super::calendar::Duty;
use super::keys::{ACTIVITY_KPIS, KPI_DIRECTION, UNIT_TYPE};
use super::observations::{MISSING, Observation, Register};
use super::occasions::{Occasion, What};
use super::urgency::Urgency;
use crate::handbook::{EntryId, Handbook};
use crate::kind::{KindId, Tie};
use crate::locale::{Text, collate};

/// How near an occasion is something to do now, in days.
const NOW_DAYS: i32 = 30;

/// How many reviews of a month are told one by one.
const FEW_REVIEWS: usize = 3;

/// Entries that are tied to somebody in the same way.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    pub(crate) kind: KindId,
    tie: Tie,
    /// "System som rollen äger".
    pub(crate) label: Text,
    pub(crate) entries: Vec<EntryId>,
}

/// What one role or unit is tied to.
#[derive(Debug, Default)]
struct Ties {
    relations: Vec<Relation>,
    /// What it acts on when something is due.
    acts: BTreeSet<EntryId>,
    /// What it keeps up to date, or what belongs to it.
    kept: BTreeSet<EntryId>,
}

/// What everybody answers for.
#[derive(Debug, Default)]
pub(crate) struct Responsibilities(BTreeMap<EntryId, Ties>);

/// Something with a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// One occasion.
    One(Occasion),
    /// Many reviews that are due in the same month, or overdue; the last of their days.
    Reviews { count: usize, last: Date, urgency: Urgency },
}

impl Line {
    const fn day(&self) -> Date {
        match self {
            Self::One(occasion) => occasion.day,
            Self::Reviews { last, .. } => *last,
        }
    }
}

/// What a role or a unit has to do, by urgency.
#[derive(Debug, Default)]
pub(crate) struct Duties<'o> {
    /// Overdue, or due within [`NOW_DAYS`].
    pub(crate) now: Vec<Line>,
    /// What is so and needs somebody to act, by rule.
    pub(crate) observed: Vec<&'o Observation>,
    /// What has a day further ahead.
    pub(crate) coming: Vec<Line>,
    /// What it answers for or takes part in.
    pub(crate) relations: Vec<Relation>,
    /// The measures that follow its work.
    pub(crate) measures: Vec<EntryId>,
    /// Entries that it can fill in.
    pub(crate) gaps: Vec<EntryId>,
    /// How many entries it keeps, or has.
    pub(crate) kept: usize,
}

impl Responsibilities {
    /// Follows every reference that ties an entry to somebody, in one pass.
    pub(crate) fn new(handbook: &Handbook) -> Self {
        let mut found: BTreeMap<EntryId, Ties> = BTreeMap::new();
        let mut answered = vec![false; handbook.entries.len()];
        let units = handbook.kinds.find(UNIT_TYPE.kind);
        for link in &handbook.links {
            let kind = handbook.entry(link.from).kind;
            let field = link.field.fields(handbook.kinds.get(kind)).last();
            let Some(inverse) = field.and_then(|field| field.inverse.as_ref()) else { continue };
            let Some(tie) = inverse.tie else { continue };
            let ties = found.entry(link.to).or_default();
            ties.add(kind, tie, &inverse.label, link.from);
            if tie == Tie::Answers {
                ties.acts.insert(link.from);
                // A unit that owns something has people in roles who act for it.
                let role = Some(handbook.entry(link.to).kind) != units;
                answered[link.from.0 as usize] |= role;
            }
        }
        for (id, entry) in handbook.all() {
            if let Some(keeper) = belonging::keeper(handbook, entry) {
                let ties = found.entry(keeper).or_default();
                ties.kept.insert(id);
                if !answered[id.0 as usize] {
                    ties.acts.insert(id);
                }
            }
            if let Some(unit) = belonging::unit(handbook, entry) {
                let ties = found.entry(unit).or_default();
                ties.kept.insert(id);
                ties.acts.insert(id);
            }
        }
        for ties in found.values_mut() {
            ties.sort(handbook);
        }
        Self(found)
    }

    /// What a role or a unit has to do.
    pub(crate) fn duties<'o>(
        &self,
        handbook: &Handbook,
        who: EntryId,
        occasions: &BTreeMap<EntryId, Vec<Occasion>>,
        observations: &'o Register,
    ) -> Duties<'o> {
        let Some(ties) = self.0.get(&who) else { return Duties::default() };
        let lines = lines(handbook.today, ties, occasions);
        let near = |line: &Line| (line.day() - handbook.today).get_days() <= NOW_DAYS;
        let meeting = |line: &Line| matches!(line, Line::One(one) if one.what == What::Meeting);
        let (now, coming) = lines.into_iter().partition(|line| near(line) && !meeting(line));
        Duties {
            now,
            observed: observed(ties, occasions, observations),
            coming,
            relations: ties.relations.clone(),
            measures: measures(handbook, ties),
            gaps: gaps(handbook, ties, observations),
            kept: ties.kept.len(),
        }
    }
}

impl Ties {
    fn add(&mut self, kind: KindId, tie: Tie, label: &Text, entry: EntryId) {
        let known = self.relations.iter_mut().find(|one| one.kind == kind && one.label == *label);
        if let Some(relation) = known {
            relation.entries.push(entry);
        } else {
            let (label, entries) = (label.clone(), vec![entry]);
            self.relations.push(Relation { kind, tie, label, entries });
        }
    }

    /// What it answers for comes first. What it only takes part in is told once for each entry.
    fn sort(&mut self, handbook: &Handbook) {
        self.relations.sort_by_cached_key(|one| (one.tie, one.kind, collate::key(&one.label.sv)));
        let mut told = BTreeSet::new();
        for relation in &mut self.relations {
            by_title(handbook, &mut relation.entries);
            relation.entries.dedup();
            if relation.tie == Tie::Shares {
                relation.entries.retain(|entry| !told.contains(entry));
            }
            told.extend(relation.entries.iter().copied());
        }
        self.relations.retain(|relation| !relation.entries.is_empty());
    }
}

fn by_title(handbook: &Handbook, entries: &mut [EntryId]) {
    entries.sort_by_cached_key(|id| (collate::key(&handbook.entry(*id).title), *id));
}

/// The occasions, nearest first: of what it acts on, the next meeting of each of its forums, and
/// the reviews of what it keeps.
fn lines(today: Date, ties: &Ties, occasions: &BTreeMap<EntryId, Vec<Occasion>>) -> Vec<Line> {
    let of = |entry: &EntryId| occasions.get(entry).map_or(&[][..], Vec::as_slice);
    let entries: BTreeSet<EntryId> =
        ties.relations.iter().flat_map(|relation| relation.entries.iter().copied()).collect();
    let meetings = entries
        .union(&ties.acts)
        .filter_map(|entry| of(entry).iter().find(|one| one.what == What::Meeting));
    let due = ties.acts.iter().flat_map(of);
    let due = due.filter(|one| !matches!(one.what, What::Meeting | What::Review));
    let mut lines: Vec<Line> = due.chain(meetings).map(|one| Line::One(*one)).collect();
    let reviews = ties.kept.iter().flat_map(of).filter(|one| one.what == What::Review);
    let mut months: BTreeMap<Date, Vec<&Occasion>> = BTreeMap::new();
    for one in reviews {
        let month = if one.day < today { Date::MIN } else { one.day.first_of_month() };
        months.entry(month).or_default().push(one);
    }
    for reviews in months.into_values() {
        if reviews.len() <= FEW_REVIEWS {
            lines.extend(reviews.into_iter().map(|one| Line::One(*one)));
        } else if let Some(last) = reviews.iter().max_by_key(|one| one.day) {
            let (count, last, urgency) = (reviews.len(), last.day, last.urgency);
            lines.push(Line::Reviews { count, last, urgency });
        }
    }
    lines.sort_by_key(|line| match line {
        Line::One(one) => (one.day, Some(one.what), Some(one.entry)),
        Line::Reviews { last, .. } => (*last, None, None),
    });
    lines
}

/// What is so about the entries that it acts on, without what a day tells already.
fn observed<'o>(
    ties: &Ties,
    occasions: &BTreeMap<EntryId, Vec<Occasion>>,
    observations: &'o Register,
) -> Vec<&'o Observation> {
    let dated = |found: &Observation, what: What| {
        let own = occasions.get(&found.entry).into_iter().flatten();
        own.into_iter().any(|one| one.what == what)
    };
    let told = |found: &Observation| match found.code {
        "late-start" => dated(found, What::Due(Duty::Start)),
        "ends-soon" => dated(found, What::Due(Duty::End)),
        code => code == MISSING,
    };
    let mut seen = BTreeSet::new();
    let all = ties.acts.iter().flat_map(|entry| observations.of(*entry));
    let mut found: Vec<&Observation> = all
        .filter(|found| !told(found))
        .filter(|found| seen.insert((found.code, found.entry, found.message.sv.as_str())))
        .collect();
    found.sort_by_key(|found| (found.code, found.entry));
    found
}

/// The measures that it keeps, and those of the activities that it takes part in.
fn measures(handbook: &Handbook, ties: &Ties) -> Vec<EntryId> {
    let measure = handbook.kinds.find(KPI_DIRECTION.kind);
    let kept = ties.kept.iter().copied().filter(|id| Some(handbook.entry(*id).kind) == measure);
    let activity = handbook.kinds.find(ACTIVITY_KPIS.kind);
    let activities = ties.relations.iter().filter(|one| Some(one.kind) == activity);
    let followed = activities
        .flat_map(|relation| &relation.entries)
        .flat_map(|id| belonging::entries(handbook, ACTIVITY_KPIS.of(handbook.entry(*id))));
    let mut found: Vec<EntryId> = kept.chain(followed).collect();
    by_title(handbook, &mut found);
    found.dedup();
    found
}

/// The entries that it keeps and that lack facts.
fn gaps(handbook: &Handbook, ties: &Ties, observations: &Register) -> Vec<EntryId> {
    let lacks = |id: &EntryId| {
        observations.of(*id).any(|found| found.code == MISSING && found.entry == *id)
    };
    let mut found: Vec<EntryId> = ties.kept.iter().copied().filter(lacks).collect();
    by_title(handbook, &mut found);
    found
}
