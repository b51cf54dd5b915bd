//! The page of a system: where it is in its life, what other registers say of it, and what is
//! affected if it closes.

use tera::{Context, Value as Tera};

use super::entry;
use crate::handbook::{EntryId, Handbook};
use crate::kind::FieldType;
use crate::kind::entry::Entry;
use crate::kind::loose_date::LooseDate;
use crate::parse::reference::Reference;
use crate::render::context::{link, loose, map, safe};
use crate::render::escape::escaped;
use crate::render::flow::{Edge, Flow, Kind as Shape, Node, svg};
use crate::render::{Renderer, address};
use crate::view::belonging;
use crate::view::impact::{self, Affected, Way};
use crate::view::keys::{
    PUB_CONTRACT, REPORT_SYSTEM, SYSTEM_CONTRACTS, SYSTEM_FROM, SYSTEM_PERSONAL, SYSTEM_PHASE,
    SYSTEM_PUBLIC, SYSTEM_STATE, SYSTEM_SUPPLIER, SYSTEM_TO,
};

/// A drawing of more than this is a thicket; the list has all of it.
const MAX_DRAWN: usize = 20;

pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let system = renderer.handbook.entry(id);
    let affected = impact::of(renderer.handbook, id);
    let mut context = entry::context(renderer, path, id, &[]);
    let root = address::root(path);
    let rows = vec![agreements(renderer, &root, system), reports(renderer, &root, id, system)];
    entry::add_last(&mut context, renderer.t().get("from_registers"), rows);
    let heading = ("s-paverkas".to_owned(), renderer.t().get("impact").to_owned(), 2);
    entry::outline_after(&mut context, "s-uppgifter", heading);
    context.insert_value("lifecycle", lifecycle(renderer, system));
    context.insert_value("impact", affected_list(renderer, id, &affected).into());
    context.insert_value("impact_svg", safe(&drawing(renderer, &root, id, &affected)));
    context
}

/// The phases as declared, the present one marked, with the days that are known.
fn lifecycle(renderer: &Renderer<'_>, system: &Entry) -> Tera {
    let lang = renderer.lang;
    let kind = renderer.handbook.kind_of(system);
    let Some(present) = SYSTEM_PHASE.of(system) else { return Tera::none() };
    let Some(FieldType::Enum(phases)) = kind.field(SYSTEM_PHASE.field).map(|field| &field.ty)
    else {
        return Tera::none();
    };
    let state = SYSTEM_STATE.of(system).unwrap_or_default();
    let state = kind.field(SYSTEM_STATE.field).and_then(|field| field.choice(state));
    let at = phases.iter().position(|phase| phase.id == present);
    let day = |day: Option<LooseDate>| day.map_or_else(Tera::none, |day| loose(day, lang));
    let steps: Vec<Tera> = phases
        .iter()
        .enumerate()
        .map(|(number, phase)| {
            let place = match at {
                Some(at) if number < at => "done",
                Some(at) if number == at => "now",
                _ => "later",
            };
            map! {
                "label": phase.label.get(lang), "place": place,
                "from": if phase.id == "anvandning" { day(SYSTEM_FROM.of(system)) } else { Tera::none() },
                "to": if phase.id == "avveckling" { day(SYSTEM_TO.of(system)) } else { Tera::none() },
                "state": if place == "now" { state.map_or("", |state| state.label.get(lang)) } else { "" },
            }
        })
        .collect();
    steps.into()
}

/// The entries of a kind that name another through a field of theirs.
fn naming<'a>(
    handbook: &'a Handbook,
    to: EntryId,
    kind: &'static str,
    through: impl Fn(&'a Entry) -> Option<&'a Reference> + 'a,
) -> impl Iterator<Item = EntryId> + 'a {
    let from = handbook.incoming(to).map(|link| link.from);
    from.filter(move |id| {
        let entry = handbook.entry(*id);
        let named = through(entry).and_then(|reference| handbook.entry_of(reference));
        handbook.kind_of(entry).id == kind && named == Some(to)
    })
}

/// The data processing agreements of the system's contracts, or why there is none.
fn agreements(renderer: &Renderer<'_>, root: &str, system: &Entry) -> Tera {
    let handbook = renderer.handbook;
    let contracts = belonging::entries(handbook, SYSTEM_CONTRACTS.of(system));
    let mut found: Vec<EntryId> = contracts
        .flat_map(|contract| {
            naming(handbook, contract, PUB_CONTRACT.kind, |entry| PUB_CONTRACT.of(entry))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    let word = match SYSTEM_PERSONAL.of(system) {
        Some(false) => "pub_not_needed",
        Some(true) if SYSTEM_SUPPLIER.of(system).is_none() => "pub_no_supplier",
        Some(true) => "pub_missing",
        None => "pub_unknown",
    };
    row(renderer, root, "pub_agreement", &found, word)
}

/// The accessibility reports of the system, or why there is none.
fn reports(renderer: &Renderer<'_>, root: &str, id: EntryId, system: &Entry) -> Tera {
    let handbook = renderer.handbook;
    let mut found: Vec<EntryId> =
        naming(handbook, id, REPORT_SYSTEM.kind, |entry| REPORT_SYSTEM.of(entry)).collect();
    found.sort_unstable();
    found.dedup();
    let word = match SYSTEM_PUBLIC.of(system) {
        Some(false) => "report_not_needed",
        Some(true) => "report_missing",
        None => "report_unknown",
    };
    row(renderer, root, "accessibility_report", &found, word)
}

/// A computed fact: links to what there is, or the words for why there is nothing; and its rule.
fn row(renderer: &Renderer<'_>, root: &str, key: &str, found: &[EntryId], word: &str) -> Tera {
    let t = renderer.t();
    let links: Vec<String> = found
        .iter()
        .map(|id| {
            let href = escaped(&renderer.addresses.href(*id, None));
            let title = escaped(&renderer.handbook.entry(*id).title);
            format!("<a class=\"ref\" href=\"{root}{href}\">{title}</a>")
        })
        .collect();
    let said = if links.is_empty() { escaped(t.get(word)) } else { links.join(", ") };
    let label = t.get(key);
    let why = format!(
        "<details class=\"why\"><summary>{}<span class=\"visually-hidden\"> {}</span></summary><p>{}</p></details>",
        escaped(t.get("why")),
        escaped(label),
        escaped(t.get(&format!("{key}_rule"))),
    );
    map! {
        "key": key, "label": label, "help": "", "value": safe(&format!("{said} {why}")),
        "unknown": false,
    }
}

const fn way_key(way: Way) -> &'static str {
    match way {
        Way::Receives => "impact_receives",
        Way::Delivers => "impact_delivers",
        Way::Part => "impact_part",
        Way::Service => "impact_service",
        Way::Package => "impact_package",
    }
}

fn affected_list(renderer: &Renderer<'_>, id: EntryId, affected: &[Affected]) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let to = |id: EntryId| link(&handbook.entry(id).title, &renderer.addresses.href(id, None));
    affected
        .iter()
        .map(|one| {
            let kind = handbook.kind_of(handbook.entry(one.entry));
            map! {
                "link": to(one.entry), "kind": kind.label.get(renderer.lang),
                "way": renderer.t().get(way_key(one.way)),
                "by": if one.by == id { Tera::none() } else { to(one.by) },
            }
        })
        .collect()
}

/// The same as a drawing; empty when there is nothing to draw or too much.
fn drawing(renderer: &Renderer<'_>, root: &str, id: EntryId, affected: &[Affected]) -> String {
    if affected.is_empty() || affected.len() > MAX_DRAWN {
        return String::new();
    }
    let handbook = renderer.handbook;
    let t = renderer.t();
    let title = &handbook.entry(id).title;
    let name = |id: EntryId| format!("n{}", id.0);
    let node = |entry: EntryId, kind: Shape, href: String| Node {
        id: name(entry),
        title: handbook.entry(entry).title.clone(),
        number: None,
        kind,
        href,
    };
    let closing = std::iter::once(node(id, Shape::Decision, String::new()));
    let nodes = affected.iter().map(|one| {
        let shape = match one.way {
            Way::Service | Way::Package => Shape::Outcome,
            Way::Receives | Way::Delivers | Way::Part => Shape::Step,
        };
        node(one.entry, shape, format!("{root}{}", renderer.addresses.href(one.entry, None)))
    });
    let edges = affected.iter().map(|one| Edge {
        from: name(one.by),
        to: name(one.entry),
        label: t.get(way_key(one.way)).to_owned(),
    });
    svg(&Flow {
        id: "_paverkan".to_owned(),
        title: format!("{}: {title}", t.get("impact")),
        description: t.get("impact_drawing").to_owned(),
        nodes: closing.chain(nodes).collect(),
        edges: edges.collect(),
    })
}
