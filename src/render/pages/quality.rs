//! Data quality: how much is known, what is to be done, and who can do it.

use tera::{Context, Value as Tera};

use crate::handbook::EntryId;
use crate::kind::value::Value;
use crate::kind::{Field, KindId};
use crate::locale::{capitalised, collate, numbers};
use crate::render::context::{link, map, maybe_date};
use crate::render::frame::{self, Own};
use crate::render::{Renderer, address, base_context, menu};
use crate::view::belonging;
use crate::view::destination::Derived;
use crate::view::observations::{self, MISSING, Observation};
use crate::view::quality::Share;

/// Everything at a glance.
pub(super) fn context(renderer: &Renderer<'_>, path: &str) -> Context {
    let title = menu::title(renderer, Derived::Quality);
    let lead = renderer.t().get("quality_lead");
    let own = Own { title: &title, lead, trail: vec![frame::home(renderer)] };
    let mut context = base_context(path, frame::derived(renderer, own));
    let quality = &renderer.quality;
    let kinds: Vec<Tera> = quality.kinds.iter().map(|(kind, own)| {
        let declared = renderer.handbook.kinds.get(*kind);
        let to = link(declared.plural.get(renderer.lang), &address::quality(declared));
        map! { "link": to, "entries": own.entries as i64, "gaps": own.gaps.len() as i64, "share": share(renderer, own.share) }
    }).collect();
    context.insert_value("total", share(renderer, quality.total));
    context.insert_value("rules", rules(renderer).into());
    context.insert_value("kinds", kinds.into());
    context.insert_value("units", shares(renderer, &quality.units).into());
    context.insert_value("keepers", shares(renderer, &quality.keepers).into());
    context.insert_value("waived", waived(renderer).into());
    context
}

/// What is missing among the entries of one kind.
pub(super) fn of_kind(renderer: &Renderer<'_>, path: &str, kind: KindId) -> Context {
    let handbook = renderer.handbook;
    let declared = handbook.kinds.get(kind);
    let plural = declared.plural.get(renderer.lang);
    let whole = menu::title(renderer, Derived::Quality);
    let title = format!("{whole}: {}", plural.to_lowercase());
    let trail = vec![frame::home(renderer), link(&whole, Derived::Quality.page())];
    let own = Own { title: &title, lead: "", trail };
    let mut context = base_context(path, frame::derived(renderer, own));
    let Some(quality) = renderer.quality.kinds.get(&kind) else { return context };
    let field = |place: &usize| declared.fields.get(*place);
    let label = |field: &Field| field.label.get(renderer.lang).to_owned();
    let mut fields: Vec<_> = quality.fields.iter().collect();
    fields.sort_by_key(|(place, share)| (std::cmp::Reverse(share.missing()), **place));
    let fields: Vec<Tera> = fields
        .into_iter()
        .filter_map(|(place, found)| {
            Some(map! { "label": label(field(place)?), "share": share(renderer, *found) })
        })
        .collect();
    let gaps: Vec<Tera> = quality
        .gaps
        .iter()
        .map(|(id, places)| {
            let missing: Vec<String> = places.iter().filter_map(field).map(label).collect();
            map! {
                "link": to(renderer, *id), "missing": missing,
                "keeper": keeper(renderer, *id), "count": places.len() as i64,
            }
        })
        .collect();
    let all = index_of(renderer, kind);
    context.insert_value("register", link(plural, &all));
    context.insert_value("entries", (quality.entries as i64).into());
    context.insert_value("share", share(renderer, quality.share));
    context.insert_value("fields", fields.into());
    context.insert_value("gaps", gaps.into());
    context
}

fn index_of(renderer: &Renderer<'_>, kind: KindId) -> String {
    address::index_of(renderer.handbook, kind).unwrap_or_default()
}

/// A share with its words: `78 %` and `1 234 av 1 580`.
pub(super) fn share(renderer: &Renderer<'_>, share: Share) -> Tera {
    let number = |n: usize| numbers::integer(n as i64, renderer.lang);
    let percent = share.percent().unwrap_or(100);
    map! {
        "percent": percent as i64,
        "text": numbers::with_unit(&percent.to_string(), "%"),
        "filled": number(share.filled),
        "expected": number(share.expected),
        "missing": number(share.missing()),
        "complete": share.missing() == 0,
    }
}

fn to(renderer: &Renderer<'_>, id: EntryId) -> Tera {
    link(&renderer.handbook.entry(id).title, &renderer.addresses.href(id, None))
}

/// The role that can fill in what an entry lacks.
pub(super) fn keeper(renderer: &Renderer<'_>, id: EntryId) -> Tera {
    let keeper = belonging::keeper(renderer.handbook, renderer.handbook.entry(id));
    keeper.map_or_else(Tera::none, |keeper| to(renderer, keeper))
}

/// Shares of units or roles, those that lack most first.
fn shares(
    renderer: &Renderer<'_>,
    shares: &std::collections::BTreeMap<Option<EntryId>, Share>,
) -> Vec<Tera> {
    let title = |id: &Option<EntryId>| match id {
        Some(id) => renderer.handbook.entry(*id).title.as_str(),
        None => renderer.t().get("belongs_to_none"),
    };
    let mut found: Vec<_> = shares.iter().filter(|(_, share)| share.expected > 0).collect();
    found.sort_by_cached_key(|(id, share)| {
        (std::cmp::Reverse(share.missing()), collate::key(title(id)))
    });
    found
        .into_iter()
        .map(|(id, found)| {
            let path = id.map(|id| address::responsibility(renderer.handbook, id));
            map! {
                "link": link(title(id), &path.unwrap_or_default()),
                "share": share(renderer, *found),
            }
        })
        .collect()
}

/// The observations by rule, each with what to do and who can do it.
fn rules(renderer: &Renderer<'_>) -> Vec<Tera> {
    let all = renderer.observations.all();
    let by_code = all.chunk_by(|a, b| a.code == b.code);
    let mut groups: Vec<&[Observation]> = by_code.collect();
    groups.sort_by_key(|group| (group[0].code == MISSING, std::cmp::Reverse(group.len())));
    groups.into_iter().filter_map(|group| rule(renderer, group)).collect()
}

fn rule(renderer: &Renderer<'_>, group: &[Observation]) -> Option<Tera> {
    let code = group.first()?.code;
    let about = observations::about(code)?;
    let listed = if code == MISSING { &[][..] } else { group };
    let items: Vec<Tera> = listed
        .iter()
        .map(|found| {
            let kind = renderer.handbook.kind_of(renderer.handbook.entry(found.entry));
            map! {
                "link": to(renderer, found.entry),
                "kind": kind.label.get(renderer.lang),
                "text": capitalised(found.message.get(renderer.lang)),
                "keeper": keeper(renderer, found.entry),
            }
        })
        .collect();
    Some(map! {
        "code": code,
        "label": about.label.get(renderer.lang),
        "why": about.why.get(renderer.lang),
        "count": group.len() as i64,
        "items": items,
    })
}

/// The faults that entries accept for a time, those that run out first on top.
fn waived(renderer: &Renderer<'_>) -> Vec<Tera> {
    let mut found = Vec::new();
    for (id, entry) in renderer.handbook.all() {
        for waiver in entry.fields.objects("waive") {
            let until = match waiver.get("until") {
                Some(Value::Date(until)) => Some(*until),
                _ => None,
            };
            found.push((until, id, waiver));
        }
    }
    found.sort_by_key(|(until, id, _)| (*until, *id));
    let explained = crate::checks::explained();
    found
        .into_iter()
        .map(|(until, id, waiver)| {
            let code = waiver.text("code").unwrap_or_default();
            let what = explained.iter().find(|one| one.code == code);
            map! {
                "link": to(renderer, id),
                "what": what.map_or(code, |one| one.what.get(renderer.lang)),
                "reason": waiver.text("reason").unwrap_or_default(),
                "until": maybe_date(until, renderer.lang),
                "keeper": keeper(renderer, id),
            }
        })
        .collect()
}
