//! Everything that has a day: deadlines, meetings, reviews, plans and reports, entry by entry.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};

use super::attention::review_due;
use super::calendar::{Calendar, Duty};
use super::keys::{
    ACTIVITY_END, ACTIVITY_PROGRESS, DECOMMISSIONING_CONFIRMED, DECOMMISSIONING_END, FORUM_CADENCE,
    PLAN_NEXT, REPORT_DUE, REPORT_RECEIVED,
};
use super::meetings;
use super::urgency::Urgency;
use crate::handbook::{EntryId, Handbook};
use crate::kind::loose_date::LooseDate;

/// What happens on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    /// A day of the calendar.
    Due(Duty),
    /// An activity of the category plan shall be done.
    ActivityEnds,
    /// A system that is wound up loses its contract.
    WoundUp,
    /// A system administration plan shall be updated.
    PlanUpdate,
    /// An accessibility report shall come in.
    ReportDue,
    /// An accessibility report is a year old and shall be renewed.
    ReportRenewal,
    /// A forum meets.
    Meeting,
    /// An entry shall be reviewed.
    Review,
}

/// Something that happens on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Occasion {
    pub(crate) entry: EntryId,
    pub(crate) what: What,
    pub(crate) day: Date,
    /// The time as the source gives it, when it is not a day.
    pub(crate) loose: Option<LooseDate>,
    pub(crate) urgency: Urgency,
}

/// Every occasion that lies ahead or is overdue, by entry. Meetings: a year ahead.
pub(crate) fn occasions(
    handbook: &Handbook,
    calendar: &Calendar,
) -> BTreeMap<EntryId, Vec<Occasion>> {
    let mut found = Collector { today: handbook.today, found: BTreeMap::new() };
    contracts(calendar, &mut found);
    work(handbook, &mut found);
    for (id, forum) in handbook.of(FORUM_CADENCE.kind) {
        let until = found.today.checked_add(1.year()).unwrap_or(found.today);
        for meeting in meetings::meetings(forum, found.today, until) {
            found.add(id, What::Meeting, LooseDate::Day(meeting.day));
        }
    }
    for (id, entry) in handbook.all() {
        if let Some(day) =
            review_due(entry).filter(|_| entry.fields.text("status") != Some("upphavd"))
        {
            found.add(id, What::Review, LooseDate::Day(day));
        }
    }
    let mut found = found.found;
    for occasions in found.values_mut() {
        occasions.sort_by_key(|occasion| (occasion.day, occasion.what));
    }
    found
}

struct Collector {
    today: Date,
    found: BTreeMap<EntryId, Vec<Occasion>>,
}

impl Collector {
    /// Of a time that is not exact the last day counts: only then has it passed.
    fn add(&mut self, entry: EntryId, what: What, time: LooseDate) {
        let Some(day) = time.last_day() else { return };
        let urgency = Urgency::of(Some(day), self.today);
        let loose = (!matches!(time, LooseDate::Day(_))).then_some(time);
        let occasion = Occasion { entry, what, day, loose, urgency };
        self.found.entry(entry).or_default().push(occasion);
    }
}

/// The days of the calendar, each with the entry that readers are led to.
fn contracts(calendar: &Calendar, found: &mut Collector) {
    let today = found.today;
    for moment in calendar.lines().iter().flat_map(|line| line.moments(today)) {
        if moment.urgency != Urgency::None {
            found.add(moment.entry(), What::Due(moment.due.duty), LooseDate::Day(moment.due.day));
        }
    }
}

/// When activities, plans, reports and decommissionings shall be done.
fn work(handbook: &Handbook, found: &mut Collector) {
    for (id, activity) in handbook.of(ACTIVITY_END.kind) {
        let open = !matches!(ACTIVITY_PROGRESS.of(activity), Some("klar" | "pausad"));
        if let Some(end) = ACTIVITY_END.of(activity).filter(|_| open) {
            found.add(id, What::ActivityEnds, end);
        }
    }
    for (id, plan) in handbook.of(PLAN_NEXT.kind) {
        if let Some(next) = PLAN_NEXT.of(plan) {
            found.add(id, What::PlanUpdate, next);
        }
    }
    for (id, report) in handbook.of(REPORT_DUE.kind) {
        match (REPORT_RECEIVED.of(report), REPORT_DUE.of(report)) {
            (Some(received), _) => {
                if let Ok(renewal) = received.checked_add(1.year()) {
                    found.add(id, What::ReportRenewal, LooseDate::Day(renewal));
                }
            }
            (None, Some(due)) => found.add(id, What::ReportDue, LooseDate::Day(due)),
            (None, None) => {}
        }
    }
    for (id, one) in handbook.of(DECOMMISSIONING_END.kind) {
        let open = DECOMMISSIONING_CONFIRMED.of(one).is_none();
        if let Some(end) = DECOMMISSIONING_END.of(one).filter(|_| open) {
            found.add(id, What::WoundUp, LooseDate::Day(end));
        }
    }
}
