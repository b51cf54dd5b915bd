//! What the settings' menu, doors and shortcuts lead to.

use crate::handbook::{EntryId, Handbook, Target};
use crate::kind::KindId;
use crate::parse::reference;
use crate::view::keys::{CHECKLIST_ITEMS, REQUIREMENT_TEXT};

/// A page that the generator derives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Derived {
    /// Roles and phases.
    Matrix,
    /// The procurement plan, all years.
    Plan,
    /// The procurement calendar.
    Calendar,
    /// The next 24 months as a drawing.
    TimelineShort,
    /// The next 60 months as a drawing.
    TimelineLong,
    /// What each role and unit answers for.
    Responsibility,
    /// What happens in each month.
    Year,
    /// Measures and their outcomes.
    Kpis,
    /// Activities by priority and state.
    Activities,
    /// Systems that are wound up.
    WindingUp,
    /// The report to the board.
    Report,
    /// How much is known, and what is to be done.
    Quality,
    /// The requirements, to choose among for a specification.
    Specification,
    /// The requirements as a list to test a delivery against.
    AcceptanceTest,
    /// Systems that do the same, and the way to fewer.
    Overlap,
    /// Everything, A–Ö.
    AToO,
    /// The documents behind the handbook.
    Sources,
    /// About the site.
    About,
    /// The accessibility statement.
    Accessibility,
    /// What a search finds.
    Search,
}

impl Derived {
    /// All of them.
    pub(crate) const ALL: &[Self] = &[
        Self::Matrix,
        Self::Plan,
        Self::Calendar,
        Self::TimelineShort,
        Self::TimelineLong,
        Self::Responsibility,
        Self::Year,
        Self::Kpis,
        Self::Activities,
        Self::WindingUp,
        Self::Report,
        Self::Quality,
        Self::Specification,
        Self::AcceptanceTest,
        Self::Overlap,
        Self::AToO,
        Self::Sources,
        Self::About,
        Self::Accessibility,
        Self::Search,
    ];

    /// The word after `view:` in the settings.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Plan => "plan",
            Self::Calendar => "calendar",
            Self::TimelineShort => "timeline-24",
            Self::TimelineLong => "timeline-60",
            Self::Responsibility => "responsibility",
            Self::Year => "year",
            Self::Kpis => "kpis",
            Self::Activities => "activities",
            Self::WindingUp => "winding-up",
            Self::Report => "report",
            Self::Quality => "quality",
            Self::Specification => "specification",
            Self::AcceptanceTest => "acceptance-test",
            Self::Overlap => "overlap",
            Self::AToO => "a-o",
            Self::Sources => "sources",
            Self::About => "about",
            Self::Accessibility => "accessibility",
            Self::Search => "search",
        }
    }

    /// The page of the site that it stands on.
    pub(crate) const fn page(self) -> &'static str {
        match self {
            Self::Matrix => "matris.html",
            Self::Plan => "plan/index.html",
            Self::Calendar => "kalender/index.html",
            Self::TimelineShort => "kalender/24-manader.html",
            Self::TimelineLong => "kalender/60-manader.html",
            Self::Responsibility => "mitt-ansvar/index.html",
            Self::Year => "arshjul.html",
            Self::Kpis => "utfall.html",
            Self::Activities => "aktivitetslage.html",
            Self::WindingUp => "avvecklingslage.html",
            Self::Report => "rapport.html",
            Self::Quality => "datakvalitet.html",
            Self::Specification => "kravspecifikation.html",
            Self::AcceptanceTest => "acceptanstest.html",
            Self::Overlap => "overlapp.html",
            Self::AToO => "a-o.html",
            Self::Sources => "kallor.html",
            Self::About => "om.html",
            Self::Accessibility => "tillganglighet.html",
            Self::Search => "sok.html",
        }
    }
}

/// The page for addresses that do not exist.
pub(crate) const NOT_FOUND: &str = "404.html";

/// The derived pages that belong to the register of a kind.
pub(crate) fn of_kind(kind: &str) -> &'static [Derived] {
    match kind {
        kind if kind == REQUIREMENT_TEXT.kind => &[Derived::Specification, Derived::AcceptanceTest],
        kind if kind == CHECKLIST_ITEMS.kind => &[Derived::AcceptanceTest],
        _ => &[],
    }
}

/// Where a setting leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Destination {
    /// The index page of a kind.
    Kind(KindId),
    /// A derived page.
    Derived(Derived),
    /// An entry, or a part of it.
    Entry(EntryId, Option<String>),
    /// Another site.
    External(String),
    /// Something that the audience may not see.
    Hidden,
}

/// Follows the words of a setting: `kind:process`, `view:matrix`, `guide:ska-du-kopa`, an address.
pub(crate) fn follow(handbook: &Handbook, words: &str) -> Option<Destination> {
    if let Some(id) = words.strip_prefix("kind:") {
        return handbook.kinds.find(id).map(Destination::Kind);
    }
    if let Some(id) = words.strip_prefix("view:") {
        let view = Derived::ALL.iter().find(|view| view.id() == id);
        return view.copied().map(Destination::Derived);
    }
    if ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| words.starts_with(scheme)) {
        return Some(Destination::External(words.to_owned()));
    }
    match handbook.target(&reference::parse(words)?, &[]) {
        Target::Entry(id, item) => Some(Destination::Entry(id, item)),
        Target::Hidden => Some(Destination::Hidden),
        Target::Missing => None,
    }
}
