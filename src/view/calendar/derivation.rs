//! How a day was computed, as data: what was taken, what was done with it, what came out.
//!
//! Nothing here is words. Pages tell the steps in the reader's language, and a test can hold them
//! against a calculation made by hand.

use jiff::civil::Date;

use super::months::Boundary;
use crate::handbook::EntryId;
use crate::kind::loose_date::LooseDate;

/// A fact that a computation needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fact {
    /// The last day of the present period.
    End,
    /// How long the contract can be extended.
    Until,
    /// How many of the extensions have been used.
    OptionsUsed,
    /// How long each extension is.
    OptionMonths,
    /// The day after which nothing may be bought.
    HardEnd,
    /// Months of notice.
    Notice,
    /// The day before which nobody can give notice.
    Irrevocable,
    /// Months before the end that an extension must be called.
    OptionNotice,
    /// The lead time of the subcategory or the procedure.
    Lead,
}

/// What was done in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// A day was taken as it stands.
    Taken(Fact),
    /// Of a time that is not exact the first day was taken, to be safe.
    FirstOf(Fact, LooseDate),
    /// A listed extension reaches this far.
    Option { number: i64, decided: bool },
    /// The extensions that are left were added.
    Extended { count: i32, months: i32 },
    /// The contract renews itself until somebody gives notice in time.
    Renewed { times: i32, months: i32 },
    /// A day that sets the limit lies before.
    Limited(Fact),
    /// No extensions are stated: the end is the last day.
    NoOptions,
    /// The end was moved to the end of a month, quarter or year.
    EndsWith(Boundary),
    /// Months were counted back.
    Back { months: i32, fact: Fact },
    /// Months were counted forward.
    Forward { months: i32, fact: Fact },
    /// Notice is given on a fixed day of the year.
    YearlyDay,
    /// The day from which notice can be given.
    From(Option<Fact>),
    /// The contract states no time for calling an extension: the end is the limit.
    NoOptionNotice,
    /// Whether to extend or to procure anew has to be chosen by then.
    Choice,
}

/// A step of a computation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) operation: Operation,
    /// The day that came out.
    pub(crate) day: Date,
    /// Where the figure stands, when it is not the contract itself.
    pub(crate) source: Option<EntryId>,
}

/// Why a day is not there although nothing is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The contract runs until further notice.
    RunsOn,
    /// The contract renews itself, so it has no last day.
    Renews,
    /// The contract ends without notice.
    EndsByItself,
    /// Notice can be given any day.
    AnyDay,
    /// Notice cannot be given before the end.
    Irrevocable,
    /// No extensions are left.
    NoOptionsLeft,
    /// No extensions are stated.
    NoOptionsStated,
    /// As soon as possible.
    AtOnce,
}

/// What came out of a computation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A day.
    Day(Date),
    /// It cannot be told: these facts are missing.
    Missing(Vec<Fact>),
    /// There is no such day.
    None(Reason),
}

/// A computed day with its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Derivation {
    pub(crate) outcome: Outcome,
    pub(crate) steps: Vec<Step>,
}

impl Derivation {
    /// The day, when there is one.
    pub(crate) const fn day(&self) -> Option<Date> {
        match self.outcome {
            Outcome::Day(day) => Some(day),
            Outcome::Missing(_) | Outcome::None(_) => None,
        }
    }

    pub(super) fn missing(facts: &[Fact]) -> Self {
        Self { outcome: Outcome::Missing(facts.to_vec()), steps: Vec::new() }
    }

    pub(super) const fn none(reason: Reason) -> Self {
        Self { outcome: Outcome::None(reason), steps: Vec::new() }
    }

    /// The day is not there, but the steps tell why.
    pub(super) fn without(self, reason: Reason) -> Self {
        Self { outcome: Outcome::None(reason), ..self }
    }

    /// Begins with a day.
    pub(super) fn begin(operation: Operation, day: Date) -> Self {
        let step = Step { operation, day, source: None };
        Self { outcome: Outcome::Day(day), steps: vec![step] }
    }

    /// Goes on to another day. Once there is none there is no going on; neither when `day` is out
    /// of the calendar's bounds.
    pub(super) fn then(mut self, operation: Operation, day: Option<Date>) -> Self {
        if let (Outcome::Day(_), Some(day)) = (&self.outcome, day) {
            self.steps.push(Step { operation, day, source: None });
            self.outcome = Outcome::Day(day);
        }
        self
    }

    /// Says where the figure of the last step stands.
    pub(super) fn from(mut self, source: Option<EntryId>) -> Self {
        if let Some(last) = self.steps.last_mut() {
            last.source = source;
        }
        self
    }
}
