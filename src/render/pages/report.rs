//! The report to the board, to print and sign: every figure with how it was counted.

use tera::Context;

use super::follow_up::{self, activity_counts};
use super::tables::{Cells, Section};
use crate::handbook::EntryId;
use crate::locale::capitalised;
use crate::render::escape::escaped;
use crate::render::{Renderer, address};
use crate::view::belonging;
use crate::view::destination::Derived;
use crate::view::keys::{KPI_COMPUTED, KPI_TARGET};
use crate::view::kpis;
use crate::view::observations;
use crate::view::report::{self, Figure};

/// The most rows of a list; the rest is told by its number.
const MAX_ROWS: usize = 15;

/// What is told as risks: observations that mean that something may go wrong.
const RISKS: [&str; 6] = [
    "ended-contract-in-use",
    "extension-without-responsible",
    "late-start",
    "no-crisis-terms",
    "no-pub-agreement",
    "nobody-named",
];

pub(super) fn context(renderer: &Renderer<'_>, path: &str) -> Context {
    let root = address::root(path);
    let cells = Cells { renderer, root: &root };
    let sections = vec![
        figures(
            cells,
            "system",
            "report_systems",
            &report::systems(renderer.handbook, &renderer.observations),
        ),
        goal(cells),
        contracts(cells),
        late(cells),
        law(cells),
        risks(cells),
        Section { id: "aktiviteter", ..activity_counts(cells) },
        organisations(cells),
        decisions(cells),
    ];
    let mut context = follow_up::page(renderer, path, Derived::Report, None, sections);
    let words = renderer.t();
    let today = cells.plain_day(renderer.handbook.today);
    let intro = words.get("report_intro").replace("{day}", &today);
    context.insert_value("intro", intro.into());
    context.insert_value("signed", true.into());
    context
}

/// A section of figures, each with how it is counted.
fn figures(cells: Cells<'_, '_>, id: &'static str, heading: &str, found: &[Figure]) -> Section {
    Section {
        id,
        heading: cells.renderer.t().get(heading).to_owned(),
        text: String::new(),
        columns: vec![
            cells.column("figure_name", false),
            cells.column("outcome_now", true),
            cells.column("calculation", false),
        ],
        rows: found.iter().map(|figure| figure_row(cells, figure)).collect(),
        empty: String::new(),
    }
}

fn figure_row(cells: Cells<'_, '_>, figure: &Figure) -> Vec<String> {
    let words = cells.renderer.t();
    let mut how = words.get(&format!("report_{}_how", figure.id)).to_owned();
    if figure.unknown > 0 {
        how.push(' ');
        how.push_str(&words.count("report_unknown", figure.unknown as i64));
    }
    vec![
        escaped(words.get(&format!("report_{}", figure.id))),
        figure.count.map_or_else(|| cells.word("report_hidden"), |n| n.to_string()),
        escaped(&how),
    ]
}

/// The path towards fewer systems: what was counted when, what stands in the register, the goal.
fn goal(cells: Cells<'_, '_>) -> Section {
    let renderer = cells.renderer;
    let words = renderer.t();
    let mut rows = Vec::new();
    if let Some((id, kpi)) = report::system_count(renderer.handbook) {
        for outcome in kpis::outcomes(kpi) {
            let told = follow_up::outcome_words(renderer, id, &outcome);
            rows.push(vec![escaped(words.get("goal_counted")), escaped(&told), cells.entry(id)]);
        }
        if let Some(found) = kpis::computed(renderer.handbook, kpi) {
            let how = follow_up::calculation(renderer, kpi, found);
            let figure = follow_up::figure(renderer, found).unwrap_or_default();
            rows.push(vec![escaped(words.get("goal_register")), escaped(&figure), escaped(&how)]);
        }
        let target = KPI_TARGET.of(kpi).map_or_else(|| cells.word("no_target"), escaped);
        rows.push(vec![escaped(words.get("goal_target")), target, cells.entry(id)]);
    }
    Section {
        id: "mal",
        heading: words.get("report_goal").to_owned(),
        text: words.get("report_goal_text").to_owned(),
        columns: vec![
            cells.column("figure_name", false),
            cells.column("measured", false),
            cells.column("source", false),
        ],
        rows,
        empty: words.get("report_goal_none").to_owned(),
    }
}

fn contracts(cells: Cells<'_, '_>) -> Section {
    let renderer = cells.renderer;
    let words = renderer.t();
    let ending = report::ending(&renderer.calendar, renderer.handbook.today);
    let rows = ending
        .iter()
        .take(MAX_ROWS)
        .map(|(day, line)| {
            vec![
                cells.entry(line.entry),
                cells.day(Some(*day)),
                cells.entries(keeper(renderer, line.entry)),
            ]
        })
        .collect();
    Section {
        id: "avtal",
        heading: words.get("report_contracts").to_owned(),
        text: words.count("report_contracts_text", ending.len() as i64),
        columns: vec![
            cells.column("contract", false),
            cells.column("runs_out", false),
            cells.column("keeper_role", false),
        ],
        rows,
        empty: String::new(),
    }
}

fn keeper(renderer: &Renderer<'_>, id: EntryId) -> Option<EntryId> {
    belonging::keeper(renderer.handbook, renderer.handbook.entry(id))
}

fn late(cells: Cells<'_, '_>) -> Section {
    let renderer = cells.renderer;
    let words = renderer.t();
    let late = report::late(&renderer.calendar, renderer.handbook.today);
    let rows = late
        .iter()
        .take(MAX_ROWS)
        .map(|(day, id)| {
            let day = match day {
                Some(day) => cells.day(Some(*day)),
                None => escaped(words.get("as_soon_as_possible")),
            };
            vec![cells.entry(*id), day, cells.entries(keeper(renderer, *id))]
        })
        .collect();
    Section {
        id: "sena",
        heading: words.get("report_late").to_owned(),
        text: words.count("report_late_text", late.len() as i64),
        columns: vec![
            cells.column("need", false),
            cells.column("latest_start", false),
            cells.column("keeper_role", false),
        ],
        rows,
        empty: String::new(),
    }
}

/// What the law asks, and the two measures of accessibility.
fn law(cells: Cells<'_, '_>) -> Section {
    let renderer = cells.renderer;
    let found = report::law(renderer.handbook, &renderer.observations);
    let mut section = figures(cells, "lag", "report_law", &found);
    let kpis = renderer.handbook.of(KPI_COMPUTED.kind);
    for (id, kpi) in kpis.filter(|(_, kpi)| {
        matches!(KPI_COMPUTED.of(kpi), Some("utlatanden-i-tid" | "uppfoljda-system"))
    }) {
        let Some(found) = kpis::computed(renderer.handbook, kpi) else { continue };
        let figure = follow_up::figure(renderer, found);
        section.rows.push(vec![
            cells.entry(id),
            figure.map_or_else(|| cells.word("unknown"), |figure| escaped(&figure)),
            escaped(&follow_up::calculation(renderer, kpi, found)),
        ]);
    }
    section
}

fn risks(cells: Cells<'_, '_>) -> Section {
    let renderer = cells.renderer;
    let rows = RISKS
        .into_iter()
        .filter_map(|code| {
            let count = report::observed(&renderer.observations, code);
            let about = observations::about(code).filter(|_| count > 0)?;
            let label = about.label.get(renderer.lang);
            let path = format!("{}#_{code}", Derived::Quality.page());
            let why = escaped(about.why.get(renderer.lang));
            Some(vec![cells.link(label, &path), count.to_string(), why])
        })
        .collect();
    Section {
        id: "risker",
        heading: renderer.t().get("report_risks").to_owned(),
        text: renderer.t().get("report_risks_text").to_owned(),
        columns: vec![
            cells.column("rule", false),
            cells.column("number_of", true),
            cells.column("why", false),
        ],
        rows,
        empty: renderer.t().get("report_risks_none").to_owned(),
    }
}

fn organisations(cells: Cells<'_, '_>) -> Section {
    let renderer = cells.renderer;
    let rows = report::organisations(renderer.handbook, &renderer.observations)
        .into_iter()
        .map(|one| {
            let unit = one.unit.map(|unit| cells.entry(unit));
            vec![
                unit.unwrap_or_else(|| cells.word("belongs_to_none")),
                one.systems.to_string(),
                one.no_owner.to_string(),
                one.overlaps.to_string(),
            ]
        })
        .collect();
    Section {
        id: "organisationer",
        heading: renderer.t().get("report_organisations").to_owned(),
        text: String::new(),
        columns: vec![
            cells.column("organisation", false),
            cells.column("systems_kept", true),
            cells.column("without_owner", true),
            cells.column("overlap_count", true),
        ],
        rows,
        empty: String::new(),
    }
}

/// What somebody has to decide: extensions, tasks without anybody, systems that do the same.
fn decisions(cells: Cells<'_, '_>) -> Section {
    let renderer = cells.renderer;
    let words = renderer.t();
    let mut rows: Vec<Vec<String>> = report::choices(renderer.handbook)
        .into_iter()
        .map(|choice| {
            let what =
                words.get("decide_extension").replace("{day}", &cells.plain_day(choice.from));
            let by = match choice.by {
                Some(by) => cells.entry(by),
                None => cells.word("unknown"),
            };
            vec![cells.entry(choice.contract), escaped(&what), by]
        })
        .collect();
    for code in ["nobody-named", "overlap"] {
        let own = renderer.observations.all().iter().filter(|found| found.code == code);
        rows.extend(own.map(|found| {
            let text = capitalised(found.message.get(renderer.lang));
            vec![
                cells.entry(found.entry),
                escaped(&text),
                cells.entries(keeper(renderer, found.entry)),
            ]
        }));
    }
    Section {
        id: "beslut",
        heading: words.get("report_decisions").to_owned(),
        text: words.get("report_decisions_text").to_owned(),
        columns: vec![
            cells.column("matter", false),
            cells.column("to_decide", false),
            cells.column("by_whom", false),
        ],
        rows,
        empty: words.get("report_decisions_none").to_owned(),
    }
}
