//! The tables of the views.

use super::tables::Offer;
use crate::handbook::EntryId;
use crate::kind::loose_date::LooseDate;
use crate::parse::reference::Reference;
use crate::render::pages::specification::{self, Variant};
use crate::render::{Renderer, address};
use crate::view::calendar::Line;
use crate::view::destination::Derived;
use crate::view::keys::{NEED_CARRIED, NEED_STATE, NEED_SUBCATEGORY, NEED_UNIT, PLAN_YEAR, STEPS};
use crate::view::plan;
use crate::view::table::{Cell, Column, Table};
use crate::view::urgency::Urgency;

/// All of them: the procurement plan, each of its years, the calendar, the matrix and the
/// specifications.
pub(super) fn offers<'a>(renderer: &'a Renderer<'a>) -> Vec<Offer<'a>> {
    let mut offers = Vec::new();
    if !renderer.plan.is_empty() {
        let base = address::beside(Derived::Plan.page());
        offers.push(Offer::new(base, || plan(renderer, None)));
    }
    for year in renderer.plan.keys().copied() {
        offers.push(Offer::new(format!("plan/{year}"), move || plan(renderer, Some(year))));
    }
    if !renderer.calendar.lines().is_empty() {
        let base = address::beside(Derived::Calendar.page());
        offers.push(Offer::new(base, || calendar(renderer)));
    }
    if renderer.matrix.is_some() {
        let base = address::beside(Derived::Matrix.page());
        offers.push(Offer::new(base, || matrix(renderer)));
    }
    if renderer.has(Derived::Specification) {
        for variant in [Variant::Whole, Variant::Light] {
            let table = move || specification::table(renderer, variant);
            offers.push(Offer::new(specification::base(variant), table));
        }
    }
    offers
}

/// The plan of a year, or of all.
fn plan(renderer: &Renderer<'_>, year: Option<i64>) -> Table {
    let word = |key: &'static str| renderer.t().get(key);
    let title = renderer.title_of(Derived::Plan);
    let columns = vec![
        Column::new("year", word("year")),
        Column::new("need", word("need")),
        Column::new("unit", word("export_unit")),
        Column::new("subcategory", word("subcategory")),
        Column::new("extendable_until", word("extendable")),
        Column::new("latest_start", word("latest_start")),
        Column::new("urgency", word("time_state")),
        Column::new("state", word("state")),
        Column::new("successor", word("successor")),
    ];
    let years = renderer.plan.iter().filter(|(found, _)| year.is_none_or(|year| year == **found));
    Table {
        title: year.map_or_else(|| title.clone(), |year| format!("{title} {year}")),
        lang: renderer.lang,
        columns,
        rows: years.flat_map(|(_, rows)| rows).map(|row| need(renderer, row)).collect(),
    }
}

fn need(renderer: &Renderer<'_>, row: &plan::Row) -> Vec<Cell> {
    let handbook = renderer.handbook;
    let entry = handbook.entry(row.need);
    let title = |id: EntryId| Cell::text(&*handbook.entry(id).title);
    let to = |reference: Option<&Reference>| {
        reference.and_then(|reference| handbook.entry_of(reference)).map_or(Cell::Empty, title)
    };
    let kind = handbook.kind_of(entry);
    let state = NEED_STATE.of(entry).and_then(|id| kind.field(NEED_STATE.field)?.choice(id));
    let until = row.until.map_or(Cell::Empty, |until| match until {
        LooseDate::Day(day) => Cell::Date(day),
        until => Cell::text(until.words(renderer.lang)),
    });
    vec![
        PLAN_YEAR.of(entry).map_or(Cell::Empty, Cell::Integer),
        title(row.need),
        to(NEED_UNIT.of(entry)),
        to(NEED_SUBCATEGORY.of(entry)),
        until,
        Cell::date(row.latest_start()),
        urgency(renderer, row.urgency),
        state.map_or(Cell::Empty, |state| Cell::text(state.label.get(renderer.lang))),
        to(NEED_CARRIED.of(entry)),
    ]
}

/// The contracts and needs with their days.
fn calendar(renderer: &Renderer<'_>) -> Table {
    let handbook = renderer.handbook;
    let word = |key: &'static str| renderer.t().get(key);
    let columns = vec![
        Column::new("title", word("what")),
        Column::new("supplier", word("export_supplier")),
        Column::new("unit", word("export_unit")),
        Column::new("subcategory", word("subcategory")),
        Column::new("runs_out", word("runs_out")),
        Column::new("terminate_by", word("terminate_by")),
        Column::new("extend_by", word("extend_by")),
        Column::new("latest_start", word("latest_start")),
        Column::new("urgency", word("time_state")),
    ];
    let to =
        |id: Option<EntryId>| id.map_or(Cell::Empty, |id| Cell::text(&*handbook.entry(id).title));
    let row = |line: &Line| {
        let days = &line.deadlines;
        vec![
            to(Some(line.entry)),
            to(line.supplier),
            to(line.unit),
            to(line.subcategory),
            Cell::date(line.runs_out()),
            Cell::date(days.terminate.day()),
            Cell::date(days.extend.day()),
            Cell::date(days.start.day()),
            urgency(renderer, line.urgency),
        ]
    };
    let rows = renderer.calendar.lines().iter().map(row).collect();
    Table { title: renderer.title_of(Derived::Calendar), lang: renderer.lang, columns, rows }
}

fn urgency(renderer: &Renderer<'_>, urgency: Urgency) -> Cell {
    match urgency {
        Urgency::None => Cell::Empty,
        urgency => Cell::text(renderer.t().get(&format!("urgency_{}", urgency.id()))),
    }
}

/// The matrix as a row for each role and phase.
fn matrix(renderer: &Renderer<'_>) -> Table {
    let handbook = renderer.handbook;
    let word = |key: &'static str| renderer.t().get(key);
    let columns = vec![
        Column::new("role", word("role")),
        Column::new("phase", word("phase")),
        Column::new("involvement", word("export_involvement")),
        Column::new("duty", word("export_duty")),
    ];
    let mut rows = Vec::new();
    for row in renderer.matrix.iter().flat_map(|matrix| &matrix.rows) {
        let phases = renderer.matrix.iter().flat_map(|matrix| &matrix.phases);
        for ((phase, _), duties) in phases.zip(&row.cells) {
            let role = Cell::text(&*handbook.entry(row.role).title);
            let phase = Cell::text(step_word(renderer, "phase", phase));
            if duties.is_empty() {
                rows.push(vec![
                    role.clone(),
                    phase.clone(),
                    Cell::text(word("nobody")),
                    Cell::Empty,
                ]);
            }
            for duty in duties {
                let involvement =
                    Cell::text(step_word(renderer, "involvements.kind", &duty.involvement));
                rows.push(vec![role.clone(), phase.clone(), involvement, Cell::text(&*duty.text)]);
            }
        }
    }
    Table { title: renderer.title_of(Derived::Matrix), lang: renderer.lang, columns, rows }
}

/// The word for a choice in a field of the steps of processes.
fn step_word(renderer: &Renderer<'_>, path: &str, id: &str) -> String {
    let kinds = &renderer.handbook.kinds;
    let mut fields = kinds
        .find(STEPS.kind)
        .and_then(|kind| kinds.get(kind).field(STEPS.field))
        .map(crate::kind::Field::fields)
        .unwrap_or_default();
    let mut label = None;
    for key in path.split('.') {
        let field = fields.iter().find(|field| &*field.key == key);
        label = field.and_then(|field| field.choice(id)).map(|choice| &choice.label);
        fields = field.map(crate::kind::Field::fields).unwrap_or_default();
    }
    label.map_or(id, |label| label.get(renderer.lang)).to_owned()
}
