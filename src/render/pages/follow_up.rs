//! Follow-up: measures with their outcomes, activities by priority and state, systems wound up.

use tera::{Context, Value as Tera};

use super::tables::{self, Cells, Section};
use crate::handbook::EntryId;
use crate::kind::entry::Entry;
use crate::kind::key::Key;
use crate::locale::numbers;
use crate::render::context::link;
use crate::render::escape::escaped;
use crate::render::frame::{self, Own};
use crate::render::{Renderer, address, base_context, menu};
use crate::view::belonging;
use crate::view::destination::Derived;
use crate::view::keys::{
    ACTIVITY_END, ACTIVITY_NUMBER, ACTIVITY_PRIORITY, ACTIVITY_PROGRESS, ACTIVITY_RESPONSIBLE,
    ACTIVITY_START, DECOMMISSIONING_BY, DECOMMISSIONING_DATA, DECOMMISSIONING_END,
    DECOMMISSIONING_SYSTEM, KPI_COMPUTED, KPI_DIRECTION, KPI_TARGET, KPI_UNIT,
};
use crate::view::kpis::{self, Computed, Outcome};
use crate::view::urgency::{SOON_DAYS, Urgency};
use crate::view::winding_up::{self, Row};

/// A page of sections, with the register that it is drawn from.
pub(super) fn page(
    renderer: &Renderer<'_>,
    path: &str,
    view: Derived,
    kind: Option<&str>,
    sections: Vec<Section>,
) -> Context {
    let title = menu::title(renderer, view);
    let words = renderer.t();
    let lead = words.get(&format!("lead_{}", view.id())).to_owned();
    let own = Own { title: &title, lead: &lead, trail: vec![frame::home(renderer)] };
    let mut context = base_context(path, frame::derived(renderer, own));
    let register = kind.and_then(|kind| {
        let kind = renderer.handbook.kinds.get(renderer.handbook.kinds.find(kind)?);
        Some(link(words.get("whole_register"), &address::index(kind)?))
    });
    let sections: Vec<Tera> = sections.into_iter().map(Section::value).collect();
    context.insert_value("register", register.unwrap_or_else(Tera::none));
    context.insert_value("sections", sections.into());
    context.insert_value("intro", "".into());
    context.insert_value("signed", false.into());
    context.insert_value("soon_days", i64::from(SOON_DAYS).into());
    context
}

/// The words for the value of an enumeration; a grey word when there is none.
fn choice(cells: Cells<'_, '_>, id: EntryId, key: &Key<str>) -> String {
    let entry = cells.renderer.handbook.entry(id);
    let field = cells.renderer.handbook.kind_of(entry).field(key.field);
    match key.of(entry).and_then(|id| field?.choice(id)) {
        Some(choice) => escaped(choice.label.get(cells.renderer.lang)),
        None => cells.word("unknown"),
    }
}

/// The measures: first those that the registers answer, then all by organisation.
pub(super) fn kpis(renderer: &Renderer<'_>, path: &str) -> Context {
    let root = address::root(path);
    let cells = Cells { renderer, root: &root };
    let words = renderer.t();
    let all: Vec<EntryId> = renderer.handbook.of(KPI_DIRECTION.kind).map(|(id, _)| id).collect();
    let counted = |id: &&EntryId| KPI_COMPUTED.of(renderer.handbook.entry(**id)).is_some();
    let own = Section {
        id: "raknade",
        heading: words.get("kpis_computed").to_owned(),
        text: words.get("kpis_computed_text").to_owned(),
        columns: vec![
            cells.column("kpi", false),
            cells.column("outcome_now", true),
            cells.column("calculation", false),
        ],
        rows: all.iter().filter(counted).map(|id| computed_row(cells, *id)).collect(),
        empty: words.get("kpis_computed_none").to_owned(),
    };
    let rest = Section {
        id: "nyckeltal",
        heading: words.get("kpis_all").to_owned(),
        text: words.get("kpis_all_text").to_owned(),
        columns: vec![
            cells.column("kpi", false),
            cells.column("direction", false),
            cells.column("target", false),
            cells.column("latest_outcome", false),
        ],
        rows: all.iter().map(|id| kpi_row(cells, *id)).collect(),
        empty: String::new(),
    };
    page(renderer, path, Derived::Kpis, Some(KPI_DIRECTION.kind), vec![own, rest])
}

fn computed_row(cells: Cells<'_, '_>, id: EntryId) -> Vec<String> {
    let entry = cells.renderer.handbook.entry(id);
    let found = kpis::computed(cells.renderer.handbook, entry);
    let figure = found.and_then(|found| figure(cells.renderer, found));
    vec![
        format!("{}{}", cells.entry(id), scope(cells, id)),
        figure.map_or_else(|| cells.word("unknown"), |figure| escaped(&figure)),
        found.map(|found| escaped(&calculation(cells.renderer, entry, found))).unwrap_or_default(),
    ]
}

/// What the measure is about: the organisation, as a line below.
fn scope(cells: Cells<'_, '_>, id: EntryId) -> String {
    let handbook = cells.renderer.handbook;
    let unit = belonging::unit(handbook, handbook.entry(id));
    unit.map_or_else(String::new, |unit| tables::sub(&handbook.entry(unit).title))
}

/// The figure that came out; `None` when it cannot be told.
pub(super) fn figure(renderer: &Renderer<'_>, found: Computed) -> Option<String> {
    let number = |n: usize| numbers::integer(n as i64, renderer.lang);
    match found {
        Computed::InTime { in_time, .. } => Some(number(in_time)),
        Computed::FollowedUp { followed, public, .. } => {
            let percent = (followed * 100).checked_div(public)?;
            Some(numbers::with_unit(&number(percent), "%"))
        }
        Computed::Systems(n) => Some(number(n)),
        Computed::NoReports | Computed::NoPublicSystems => None,
    }
}

/// How it was computed, in words, and for which organisation.
pub(super) fn calculation(renderer: &Renderer<'_>, kpi: &Entry, found: Computed) -> String {
    let words = renderer.t();
    let handbook = renderer.handbook;
    let scope = kpis::scope(handbook, kpi)
        .map(|unit| words.get("calc_scope").replace("{unit}", &handbook.entry(unit).title));
    let how = counted(renderer, found);
    match scope {
        Some(scope) => format!("{scope} {how}"),
        None => how,
    }
}

fn counted(renderer: &Renderer<'_>, found: Computed) -> String {
    let words = renderer.t();
    let year = renderer.handbook.today.year().to_string();
    let told = |key: &str, numbers: &[(&str, usize)]| {
        let text = words.get(key).replace("{year}", &year);
        numbers.iter().fold(text, |text, (name, n)| text.replace(name, &n.to_string()))
    };
    match found {
        Computed::InTime { in_time, received } => {
            told("calc_in_time", &[("{n}", in_time), ("{of}", received)])
        }
        Computed::FollowedUp { followed, public, unknown } => {
            told("calc_followed", &[("{n}", followed), ("{of}", public), ("{unknown}", unknown)])
        }
        Computed::Systems(n) => told("calc_systems", &[("{n}", n)]),
        Computed::NoReports => told("calc_no_reports", &[]),
        Computed::NoPublicSystems => told("calc_no_public", &[]),
    }
}

fn kpi_row(cells: Cells<'_, '_>, id: EntryId) -> Vec<String> {
    let entry = cells.renderer.handbook.entry(id);
    let target = KPI_TARGET.of(entry);
    let outcomes = kpis::outcomes(entry);
    let latest =
        outcomes.last().map(|outcome| escaped(&outcome_words(cells.renderer, id, outcome)));
    vec![
        format!("{}{}", cells.entry(id), scope(cells, id)),
        choice(cells, id, &KPI_DIRECTION),
        target.map_or_else(|| cells.word("no_target"), escaped),
        latest.unwrap_or_else(|| cells.word("no_outcome")),
    ]
}

/// An outcome with its unit and period: `19 sekunder (2013)`.
pub(super) fn outcome_words(renderer: &Renderer<'_>, kpi: EntryId, outcome: &Outcome) -> String {
    let unit = KPI_UNIT.of(renderer.handbook.entry(kpi)).unwrap_or_default();
    let figure = match (&outcome.words, outcome.number) {
        (Some(text), _) => text.clone(),
        (None, Some(number)) => {
            let figure = numbers::decimal(number, renderer.lang);
            numbers::with_unit(&figure, if unit == "procent" { "%" } else { unit })
        }
        (None, None) => renderer.t().get("unknown").to_owned(),
    };
    format!("{figure} ({})", outcome.period.words(renderer.lang))
}

/// The activities: how many of each priority and state, then each with its time.
pub(super) fn activities(renderer: &Renderer<'_>, path: &str) -> Context {
    let root = address::root(path);
    let cells = Cells { renderer, root: &root };
    let mut sections = vec![activity_counts(cells)];
    let ids = ["prio-1", "prio-2", "prio-3", "prio-lopande", "prio-ej"];
    for (place, (priority, label)) in choices(renderer, &ACTIVITY_PRIORITY).into_iter().enumerate()
    {
        let rows: Vec<Vec<String>> = activities_of(renderer, &priority)
            .into_iter()
            .map(|id| activity_row(cells, id))
            .collect();
        if rows.is_empty() {
            continue;
        }
        sections.push(Section {
            id: ids.get(place).copied().unwrap_or("prio"),
            heading: label,
            text: String::new(),
            columns: vec![
                cells.column("activity", false),
                cells.column("responsible", false),
                cells.column("start", false),
                cells.column("done_by", false),
                cells.column("state", false),
            ],
            rows,
            empty: String::new(),
        });
    }
    page(renderer, path, Derived::Activities, Some(ACTIVITY_NUMBER.kind), sections)
}

/// The values of an enumeration in their declared order, with their words.
fn choices(renderer: &Renderer<'_>, key: &Key<str>) -> Vec<(String, String)> {
    let kinds = &renderer.handbook.kinds;
    let field = kinds.find(key.kind).and_then(|kind| kinds.get(kind).field(key.field));
    let choices = match field.map(|field| &field.ty) {
        Some(crate::kind::FieldType::Enum(choices)) => choices.as_slice(),
        _ => &[],
    };
    choices.iter().map(|one| (one.id.clone(), one.label.get(renderer.lang).to_owned())).collect()
}

/// The activities of a priority, by their numbers.
fn activities_of(renderer: &Renderer<'_>, priority: &str) -> Vec<EntryId> {
    let all = renderer.handbook.of(ACTIVITY_PRIORITY.kind);
    let own = all.filter(|(_, entry)| ACTIVITY_PRIORITY.of(entry) == Some(priority));
    let mut own: Vec<_> = own.map(|(id, _)| id).collect();
    own.sort_by_cached_key(|id| {
        let number = ACTIVITY_NUMBER.of(renderer.handbook.entry(*id)).unwrap_or_default();
        crate::locale::collate::key(number)
    });
    own
}

/// Priority down, state across.
pub(super) fn activity_counts(cells: Cells<'_, '_>) -> Section {
    let renderer = cells.renderer;
    let words = renderer.t();
    let states = choices(renderer, &ACTIVITY_PROGRESS);
    let mut columns = vec![cells.column("priority", false)];
    columns.extend(states.iter().map(|(_, label)| (label.clone(), true)));
    columns.push((words.get("unknown_state").to_owned(), true));
    columns.push((words.get("total").to_owned(), true));
    let state = |id: &EntryId| ACTIVITY_PROGRESS.of(renderer.handbook.entry(*id));
    let rows = choices(renderer, &ACTIVITY_PRIORITY)
        .into_iter()
        .map(|(priority, label)| (label, activities_of(renderer, &priority)))
        .filter(|(_, own)| !own.is_empty())
        .map(|(label, own)| {
            let count = |wanted: Option<&str>| {
                own.iter().filter(|id| state(id) == wanted).count().to_string()
            };
            let mut row = vec![escaped(&label)];
            row.extend(states.iter().map(|(wanted, _)| count(Some(wanted))));
            row.push(count(None));
            row.push(own.len().to_string());
            row
        })
        .collect();
    Section {
        id: "lage",
        heading: words.get("activities_by_state").to_owned(),
        text: words.get("activities_by_state_text").to_owned(),
        columns,
        rows,
        empty: String::new(),
    }
}

fn activity_row(cells: Cells<'_, '_>, id: EntryId) -> Vec<String> {
    let handbook = cells.renderer.handbook;
    let entry = handbook.entry(id);
    let end = ACTIVITY_END.of(entry);
    let progress = choice(cells, id, &ACTIVITY_PROGRESS);
    let open = !matches!(ACTIVITY_PROGRESS.of(entry), Some("klar" | "pausad"));
    let day = end.and_then(crate::kind::loose_date::LooseDate::last_day).filter(|_| open);
    let urgency = day.map(|day| Urgency::of(Some(day), handbook.today));
    let state = urgency.map_or_else(String::new, |urgency| {
        let word = cells.renderer.t().get(&format!("urgency_{}", urgency.id())).to_owned();
        tables::state(urgency.id(), &word, day)
    });
    let number = ACTIVITY_NUMBER.of(entry).unwrap_or_default();
    vec![
        format!("{}{}", cells.entry(id), tables::sub(number)),
        cells.entries(belonging::entries(handbook, ACTIVITY_RESPONSIBLE.of(entry))),
        cells.time(ACTIVITY_START.of(entry)),
        cells.time(end),
        if state.is_empty() {
            progress
        } else {
            format!("{state}<span class=\"sub\">{progress}</span>")
        },
    ]
}

/// The systems that are wound up: planned, done, and those that nobody has described.
pub(super) fn winding_up(renderer: &Renderer<'_>, path: &str) -> Context {
    let root = address::root(path);
    let cells = Cells { renderer, root: &root };
    let words = renderer.t();
    let rows = winding_up::rows(renderer.handbook);
    let (done, planned): (Vec<&Row>, Vec<&Row>) =
        rows.iter().partition(|row| row.confirmed.is_some());
    let section = |id, key: &str, rows: Vec<&Row>| Section {
        id,
        heading: words.get(key).to_owned(),
        text: String::new(),
        columns: vec![
            cells.column("system", false),
            cells.column("answers_for", false),
            cells.column("contract_ends", false),
            cells.column("data_handling", false),
            cells.column("remains", false),
        ],
        rows: rows.into_iter().map(|row| winding_up_row(cells, row)).collect(),
        empty: words.get(&format!("{key}_none")).to_owned(),
    };
    let lost = Section {
        id: "utan-plan",
        heading: words.get("wound_up_lost").to_owned(),
        text: words.get("wound_up_lost_text").to_owned(),
        columns: vec![cells.column("system", false), cells.column("keeper", false)],
        rows: winding_up::undescribed(renderer.handbook)
            .into_iter()
            .map(|id| {
                let keeper = belonging::keeper(renderer.handbook, renderer.handbook.entry(id));
                vec![cells.entry(id), cells.entries(keeper)]
            })
            .collect(),
        empty: words.get("wound_up_lost_none").to_owned(),
    };
    let sections = vec![
        section("pagar", "wound_up_planned", planned),
        section("klara", "wound_up_done", done),
        lost,
    ];
    page(renderer, path, Derived::WindingUp, Some(DECOMMISSIONING_SYSTEM.kind), sections)
}

fn winding_up_row(cells: Cells<'_, '_>, row: &Row) -> Vec<String> {
    let words = cells.renderer.t();
    let entry = cells.renderer.handbook.entry(row.decommissioning);
    let system = row.system.map(|system| cells.renderer.handbook.entry(system).title.clone());
    let remains: Vec<String> = row.remains.iter().map(|one| escaped(words.get(one.id()))).collect();
    let remains = if remains.is_empty() {
        let day = row.confirmed.map(|day| cells.plain_day(day)).unwrap_or_default();
        escaped(&words.get("remains_nothing").replace("{day}", &day))
    } else {
        let items: String = remains.iter().map(|item| format!("<li>{item}</li>")).collect();
        format!("<ul class=\"plain\">{items}</ul>")
    };
    let by = DECOMMISSIONING_BY.of(entry).and_then(|by| cells.renderer.handbook.entry_of(by));
    vec![
        format!("{}{}", cells.entry(row.decommissioning), tables::sub(&system.unwrap_or_default())),
        cells.entries(by),
        cells.day(DECOMMISSIONING_END.of(entry)),
        choice(cells, row.decommissioning, &DECOMMISSIONING_DATA),
        remains,
    ]
}
