//! Overlap and reduction: who does the same, what is decided, what could go, how far it is.

use tera::{Context, Value as Tera};

use super::compare;
use crate::handbook::{EntryId, Handbook};
use crate::kind::value::{Fields, Value};
use crate::kind::{Field, KindId};
use crate::locale::{collate, numbers};
use crate::render::context::{date, link, map};
use crate::render::frame::{self, Own};
use crate::render::{Renderer, address, base_context, menu};
use crate::view::destination::Derived;
use crate::view::keys::{
    DECISION_DAY, DECISION_ORGANISATION, DECISION_REASON, DECISION_ROLE, DECISION_WHAT,
    FUNCTION_DECISIONS, FUNCTION_GROUP, FUNCTION_PREFERRED, KPI_NOTE, KPI_PERIOD, KPI_TARGET,
    KPI_TARGET_VALUE, KPI_TEXT, KPI_UNIT, KPI_VALUE, KPI_VALUES, SYSTEM_FUNCTIONS, SYSTEM_STATE,
};
use crate::view::overlap::{self, Group, Similar};
use crate::view::reduction::{self, Candidate, LOW_USE, Reason};

/// Larger groups are compared in the register.
const MAX_COMPARED: usize = 5;

/// The most pairs, and the most candidates, that the page lists.
const MAX_LISTED: usize = 100;

pub(super) fn context(renderer: &Renderer<'_>, path: &str) -> Context {
    let handbook = renderer.handbook;
    let groups = overlap::in_use(handbook);
    let similar = overlap::similar(&overlap::profiles(handbook));
    let candidates = reduction::candidates(handbook, &groups);
    let title = menu::title(renderer, Derived::Overlap);
    let lead = renderer.t().get("overlap_lead");
    let own = Own { title: &title, lead, trail: vec![frame::home(renderer)] };
    let mut context = base_context(path, frame::derived(renderer, own));
    context.insert_value("path", way(renderer));
    context.insert_value("groups", by_organisation(renderer, &groups).into());
    context.insert_value("group_count", (groups.len() as i64).into());
    context.insert_value("similar", pairs(renderer, &similar).into());
    context.insert_value("candidates", candidates_of(renderer, &candidates).into());
    context.insert_value("units", units(renderer, &groups).into());
    context.insert_value("functions", functions(renderer).into());
    context.insert_value("low_use", LOW_USE.into());
    context.insert_value("register", register(handbook).into());
    context
}

fn to(renderer: &Renderer<'_>, id: EntryId) -> Tera {
    link(&renderer.handbook.entry(id).title, &renderer.addresses.href(id, None))
}

/// The page of the register of systems.
fn register(handbook: &Handbook) -> String {
    let kind = handbook.kinds.find(SYSTEM_STATE.kind);
    kind.and_then(|kind| address::index_of(handbook, kind)).unwrap_or_default()
}

/// The register, narrowed down to a function.
fn narrowed(handbook: &Handbook, function: EntryId) -> String {
    format!("{}?{}={}", register(handbook), SYSTEM_FUNCTIONS.field, handbook.entry(function).id)
}

/// The groups, under the organisation whose they are.
fn by_organisation(renderer: &Renderer<'_>, groups: &[Group]) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let title = |id: EntryId| collate::key(&handbook.entry(id).title);
    let mut organisations: Vec<(Option<EntryId>, Vec<&Group>)> = Vec::new();
    for group in groups {
        match organisations.iter_mut().find(|(known, _)| *known == group.organisation) {
            Some((_, found)) => found.push(group),
            None => organisations.push((group.organisation, vec![group])),
        }
    }
    organisations.sort_by_cached_key(|(organisation, _)| organisation.map(title));
    let systems = handbook.kinds.find(SYSTEM_STATE.kind);
    organisations
        .into_iter()
        .zip(systems.into_iter().cycle())
        .map(|((organisation, mut groups), kind)| {
            groups.sort_by_cached_key(|group| {
                (std::cmp::Reverse(group.systems.len()), title(group.function))
            });
            let groups: Vec<Tera> =
                groups.into_iter().map(|found| group(renderer, kind, found)).collect();
            let name = organisation.map(|id| handbook.entry(id));
            map! {
                "id": name.map_or_else(|| "_ingen".to_owned(), |unit| format!("_{}", unit.id)),
                "label": name.map_or(renderer.t().get("no_organisation"), |unit| unit.title.as_str()),
                "groups": groups,
            }
        })
        .collect()
}

fn group(renderer: &Renderer<'_>, kind: KindId, group: &Group) -> Tera {
    let handbook = renderer.handbook;
    let function = handbook.entry(group.function);
    let preferred = FUNCTION_PREFERRED.of(function).and_then(|id| handbook.entry_of(id));
    let table = if group.systems.len() <= MAX_COMPARED {
        compare::table(renderer, kind, &group.systems)
    } else {
        Tera::none()
    };
    let systems: Vec<Tera> = group.systems.iter().map(|id| to(renderer, *id)).collect();
    map! {
        "function": to(renderer, group.function),
        "systems": systems,
        "preferred": preferred.map_or_else(Tera::none, |id| to(renderer, id)),
        "decision": decision(renderer, group),
        "register": narrowed(handbook, group.function),
        "table": table,
    }
}

/// What is decided about a group: for its organisation, or else for all.
fn decision(renderer: &Renderer<'_>, group: &Group) -> Tera {
    let handbook = renderer.handbook;
    let function = handbook.entry(group.function);
    let decisions = FUNCTION_DECISIONS.of(function).unwrap_or_default().iter();
    let decisions = decisions.filter_map(|decision| match &decision.value {
        Value::Object(fields) => Some(fields),
        _ => None,
    });
    let whose =
        |fields: &Fields| DECISION_ORGANISATION.within(fields).map(|unit| handbook.entry_of(unit));
    let fitting = decisions.filter(|fields| {
        whose(fields).is_none_or(|organisation| organisation == group.organisation)
    });
    let latest =
        fitting.max_by_key(|fields| (whose(fields).is_some(), DECISION_DAY.within(fields)));
    let Some(fields) = latest else { return Tera::none() };
    let kind = handbook.kind_of(function);
    let declared = kind.field(FUNCTION_DECISIONS.field).into_iter().flat_map(Field::fields);
    let mut what = declared.filter(|field| DECISION_WHAT.field.ends_with(&*field.key));
    let id = DECISION_WHAT.within(fields).unwrap_or_default();
    let label = what.find_map(|field| field.choice(id));
    let day = DECISION_DAY.within(fields);
    let role = DECISION_ROLE.within(fields).and_then(|role| handbook.entry_of(role));
    map! {
        "label": label.map_or(id, |choice| choice.label.get(renderer.lang)),
        "reason": DECISION_REASON.within(fields).unwrap_or_default(),
        "date": day.map_or_else(Tera::none, |day| date(day, renderer.lang)),
        "role": role.map_or_else(Tera::none, |role| to(renderer, role)),
    }
}

fn pairs(renderer: &Renderer<'_>, similar: &[Similar]) -> Vec<Tera> {
    let pair = |pair: &Similar| {
        let shared: Vec<Tera> = pair.shared.iter().map(|id| to(renderer, *id)).collect();
        let share = renderer.t().get("similar_share");
        let share = share.replace("{n}", &pair.shared.len().to_string());
        map! {
            "one": to(renderer, pair.one), "other": to(renderer, pair.other), "shared": shared,
            "share": share.replace("{total}", &pair.together.to_string()),
        }
    };
    similar.iter().take(MAX_LISTED).map(pair).collect()
}

fn candidates_of(renderer: &Renderer<'_>, candidates: &[Candidate]) -> Vec<Tera> {
    let candidate = |found: &Candidate| {
        let reasons: Vec<Tera> =
            found.reasons.iter().map(|reason| reason_of(renderer, *reason)).collect();
        map! { "system": to(renderer, found.system), "reasons": reasons }
    };
    candidates.iter().take(MAX_LISTED).map(candidate).collect()
}

/// A reason in words, with a link to what it rests on.
fn reason_of(renderer: &Renderer<'_>, reason: Reason) -> Tera {
    let t = renderer.t();
    let (key, on, number) = match reason {
        Reason::Replaced(None) => ("reason_replaced", None, 0),
        Reason::Replaced(Some(by)) => ("reason_replaced_by", Some(by), 0),
        Reason::NotPreferred(_, preferred) => ("reason_not_preferred", Some(preferred), 0),
        Reason::SameFunction(function) => ("reason_same_function", Some(function), 0),
        Reason::NoOwner => ("reason_no_owner", None, 0),
        Reason::ContractEnded(contract) => ("reason_contract_ended", Some(contract), 0),
        Reason::LowUse(users) => ("reason_low_use", None, users),
    };
    map! {
        "text": t.get(key).replace("{n}", &number.to_string()),
        "link": on.map_or_else(Tera::none, |id| to(renderer, id)),
    }
}

fn units(renderer: &Renderer<'_>, groups: &[Group]) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let mut units: Vec<_> = reduction::per_unit(handbook, groups).into_iter().collect();
    units.sort_by_cached_key(|(unit, count)| {
        let title = unit.map(|id| collate::key(&handbook.entry(id).title));
        (std::cmp::Reverse(count.in_use), title)
    });
    units
        .into_iter()
        .map(|(unit, count)| {
            let none = || link(renderer.t().get("no_organisation"), "");
            map! {
                "unit": unit.map_or_else(none, |id| to(renderer, id)),
                "in_use": count.in_use as i64, "overlapping": count.overlapping as i64,
                "ownerless": count.ownerless as i64, "needs": count.needs as i64,
            }
        })
        .collect()
}

/// Every function with its systems: where to look before anything new is bought.
fn functions(renderer: &Renderer<'_>) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let counts = reduction::per_function(handbook);
    let kind = handbook.kinds.find(FUNCTION_GROUP.kind).map(|kind| handbook.kinds.get(kind));
    let field = kind.and_then(|kind| kind.field(FUNCTION_GROUP.field));
    let mut groups: Vec<(&str, Vec<Tera>)> = Vec::new();
    for (id, function) in handbook.of(FUNCTION_GROUP.kind) {
        let (in_use, planned) = counts.get(&id).copied().unwrap_or_default();
        let group = FUNCTION_GROUP.of(function).unwrap_or_default();
        let has = in_use + planned > 0;
        let path = if has { narrowed(handbook, id) } else { renderer.addresses.href(id, None) };
        let item = map! {
            "link": link(&function.title, &path), "in_use": in_use as i64,
            "planned": planned as i64,
        };
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, items)) => items.push(item),
            None => groups.push((group, vec![item])),
        }
    }
    let label = |id: &str| {
        let choice = field.and_then(|field| field.choice(id));
        choice.map_or_else(String::new, |choice| choice.label.get(renderer.lang).to_owned())
    };
    let mut groups: Vec<(String, Vec<Tera>)> =
        groups.into_iter().map(|(id, items)| (label(id), items)).collect();
    groups.sort_by_cached_key(|(label, _)| collate::key(label));
    groups.into_iter().map(|(label, items)| map! { "label": label, "items": items }).collect()
}

/// The counts that have been recorded, and how far it is to the goal.
fn way(renderer: &Renderer<'_>) -> Tera {
    let handbook = renderer.handbook;
    let kpi = match handbook.settings.fields.get("reduction_kpi") {
        Some(Value::Reference(kpi)) => handbook.entry_of(kpi),
        _ => None,
    };
    let Some(id) = kpi else { return Tera::none() };
    let entry = handbook.entry(id);
    let lang = renderer.lang;
    let unit = KPI_UNIT.of(entry).unwrap_or_default();
    let goal = KPI_TARGET_VALUE.of(entry);
    let mut latest = None;
    let values = KPI_VALUES.of(entry).unwrap_or_default().iter();
    let values: Vec<Tera> = values
        .filter_map(|value| match &value.value {
            Value::Object(fields) => Some(fields),
            _ => None,
        })
        .map(|fields| {
            let value = KPI_VALUE.within(fields);
            latest = value.or(latest);
            let words = value.map(|value| numbers::with_unit(&numbers::decimal(value, lang), unit));
            let left = goal.zip(value).map(|(goal, value)| numbers::decimal(value - goal, lang));
            map! {
                "period": KPI_PERIOD.within(fields).map_or_else(String::new, |at| at.words(lang)),
                "value": KPI_TEXT.within(fields).map_or_else(|| words.unwrap_or_default(), str::to_owned),
                "left": left.unwrap_or_default(),
                "note": KPI_NOTE.within(fields).unwrap_or_default(),
            }
        })
        .collect();
    let far = goal.zip(latest).filter(|(goal, latest)| goal < latest);
    let far = far.map_or_else(String::new, |(goal, latest)| {
        let text = renderer.t().get("reduction_left");
        text.replace("{n}", &numbers::decimal(latest - goal, lang))
            .replace("{goal}", &numbers::decimal(goal, lang))
    });
    map! {
        "kpi": to(renderer, id), "values": values,
        "target": KPI_TARGET.of(entry).unwrap_or_default(), "left": far,
    }
}
