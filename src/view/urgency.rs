//! How a deadline stands to a day.

use jiff::civil::Date;

/// How near a deadline is "soon", in days.
pub(crate) const SOON_DAYS: i32 = 180;

/// How a deadline stands to the day of the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Urgency {
    /// It has passed.
    Late,
    /// It comes within [`SOON_DAYS`].
    Soon,
    /// It lies further ahead.
    Planned,
    /// It cannot be told.
    Unknown,
    /// It does not matter any more.
    None,
}

impl Urgency {
    /// Its name in class names and data.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Soon => "soon",
            Self::Planned => "planned",
            Self::Unknown => "unknown",
            Self::None => "none",
        }
    }

    /// The urgency of a deadline on `day`.
    pub(crate) fn of(deadline: Option<Date>, day: Date) -> Self {
        match deadline {
            None => Self::Unknown,
            Some(deadline) if deadline < day => Self::Late,
            Some(deadline) if (deadline - day).get_days() <= SOON_DAYS => Self::Soon,
            Some(_) => Self::Planned,
        }
    }
}
