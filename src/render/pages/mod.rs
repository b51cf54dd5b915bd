//! The context of each page type. Together with `frame` this is the theme's contract.

mod about;
mod calendar;
pub(crate) mod catalogue;
mod checklist;
pub(crate) mod compare;
mod contract;
mod dates;
mod entry;
mod figure;
mod follow_up;
mod forum;
mod glossary;
mod guide;
mod index;
mod matrix;
mod matters;
mod need;
mod overlap;
mod plan;
mod process;
mod quality;
mod report;
mod responsibility;
mod role;
pub(crate) mod specification;
mod start;
mod system;
mod tables;
mod template;
mod text;
mod timeline;
mod year;

use tera::Context;

use super::Renderer;
use super::site::{Page, What};
use crate::view::destination::Derived;
use crate::view::keys::{
    CHECKLIST_ITEMS, CONTRACT_END, FORUM_CADENCE, GUIDE_QUESTIONS, PLAN_YEAR,
    ROLE_RESPONSIBILITIES, STEPS, SYSTEM_STATE, TEMPLATE_TEXT, TERM_DEFINITION, VALUE_PERIODS,
};

/// The template of a page and what it is given.
pub(super) fn context(renderer: &Renderer<'_>, page: &Page) -> (String, Context) {
    let path = &page.path;
    let (template, context) = match &page.what {
        What::Start(text) => ("start.html", start::context(renderer, path, *text)),
        What::Entry(id) => return of_entry(renderer, path, *id),
        What::Text(id) => ("page.html", text::context(renderer, path, *id)),
        What::Section(folder) => ("section.html", text::section(renderer, path, folder)),
        What::Kind(kind, about) => {
            let declared = renderer.handbook.kinds.get(*kind);
            if declared.id == TERM_DEFINITION.kind {
                ("glossary.html", glossary::context(renderer, path, *kind, *about))
            } else {
                ("kind.html", index::context(renderer, path, *kind, *about))
            }
        }
        What::Compare(kind) => ("compare.html", compare::context(renderer, path, *kind)),
        What::Year(year) => ("plan.html", plan::year(renderer, path, *year)),
        What::Calendar(id) => ("calendar.html", calendar::of_entry(renderer, path, *id)),
        What::Responsibility(id) => {
            ("responsibility.html", responsibility::context(renderer, path, *id))
        }
        What::Quality(kind) => ("quality-kind.html", quality::of_kind(renderer, path, *kind)),
        What::Derived(view) => derived(renderer, path, *view),
        What::NotFound => ("404.html", about::not_found(renderer, path)),
        What::Redirect { target, title } => {
            ("redirect.html", about::redirect(renderer, path, target, title))
        }
    };
    (template.to_owned(), context)
}

fn of_entry(
    renderer: &Renderer<'_>,
    path: &str,
    id: crate::handbook::EntryId,
) -> (String, Context) {
    let kind = renderer.handbook.kind_of(renderer.handbook.entry(id));
    let context = match kind.id.as_str() {
        known if known == STEPS.kind => process::context(renderer, path, id),
        known if known == GUIDE_QUESTIONS.kind => guide::context(renderer, path, id),
        known if known == PLAN_YEAR.kind => need::context(renderer, path, id),
        known if known == CONTRACT_END.kind => contract::context(renderer, path, id),
        known if known == VALUE_PERIODS.kind => figure::context(renderer, path, id),
        known if known == ROLE_RESPONSIBILITIES.kind => role::context(renderer, path, id),
        known if known == FORUM_CADENCE.kind => forum::context(renderer, path, id),
        known if known == CHECKLIST_ITEMS.kind => checklist::context(renderer, path, id),
        known if known == TEMPLATE_TEXT.kind => template::context(renderer, path, id),
        known if known == SYSTEM_STATE.kind => system::context(renderer, path, id),
        _ => entry::context(renderer, path, id, &[]),
    };
    (kind.template.clone(), context)
}

fn derived(renderer: &Renderer<'_>, path: &str, view: Derived) -> (&'static str, Context) {
    match view {
        Derived::Matrix => ("matrix.html", matrix::context(renderer, path)),
        Derived::Plan => ("plan-index.html", plan::index(renderer, path)),
        Derived::Calendar => ("calendar.html", calendar::index(renderer, path)),
        Derived::TimelineShort => ("timeline.html", timeline::context(renderer, path, view, 24)),
        Derived::TimelineLong => ("timeline.html", timeline::context(renderer, path, view, 60)),
        Derived::Responsibility => {
            ("responsibility-index.html", responsibility::index(renderer, path))
        }
        Derived::Year => ("year.html", year::context(renderer, path)),
        Derived::Kpis => ("follow-up.html", follow_up::kpis(renderer, path)),
        Derived::Activities => ("follow-up.html", follow_up::activities(renderer, path)),
        Derived::WindingUp => ("follow-up.html", follow_up::winding_up(renderer, path)),
        Derived::Report => ("follow-up.html", report::context(renderer, path)),
        Derived::Quality => ("quality.html", quality::context(renderer, path)),
        Derived::Specification => ("specification.html", specification::context(renderer, path)),
        Derived::AcceptanceTest => {
            ("acceptance-test.html", specification::acceptance_test(renderer, path))
        }
        Derived::Overlap => ("overlap.html", overlap::context(renderer, path)),
        Derived::AToO => ("a-o.html", index::a_to_o(renderer, path)),
        Derived::Sources => ("sources.html", index::sources(renderer, path)),
        Derived::About => ("about.html", about::about(renderer, path)),
        Derived::Search => ("search.html", about::search(renderer, path)),
        Derived::Accessibility => ("accessibility.html", about::accessibility(renderer, path)),
    }
}
