//! The year wheel: a drawing, and month by month what happens.

use tera::{Context, Value as Tera};

use super::responsibility::{label, occasion_day};
use super::{forum, plan};
use crate::locale::{capitalised, dates};
use crate::render::context::{link_noted, map, safe};
use crate::render::frame::{self, Own};
use crate::render::{Renderer, address, base_context, menu, wheel};
use crate::view::destination::Derived;
use crate::view::occasions::What;
use crate::view::urgency::SOON_DAYS;
use crate::view::year::{self, Month};

pub(super) fn context(renderer: &Renderer<'_>, path: &str) -> Context {
    let handbook = renderer.handbook;
    let months = year::months(handbook, &renderer.occasions);
    let title = menu::title(renderer, Derived::Year);
    let lead = renderer.t().get("year_lead");
    let own = Own { title: &title, lead, trail: vec![frame::home(renderer)] };
    let mut context = base_context(path, frame::derived(renderer, own));
    let shown: Vec<Tera> = months.iter().map(|month| self::month(renderer, month)).collect();
    let undated: Vec<Tera> = year::undated(handbook, &renderer.occasions)
        .into_iter()
        .map(|id| {
            let path = renderer.addresses.href(id, None);
            link_noted(&handbook.entry(id).title, &path, &forum::next(renderer, id))
        })
        .collect();
    context.insert_value("wheel", safe(&drawing(renderer, &title, &months)));
    context.insert_value("months", shown.into());
    context.insert_value("undated", undated.into());
    context.insert_value("soon_days", i64::from(SOON_DAYS).into());
    context
}

fn name(renderer: &Renderer<'_>, month: &Month) -> String {
    dates::month(month.first.year(), month.first.month(), renderer.lang)
}

fn anchor(month: &Month) -> String {
    format!("s-{:04}-{:02}", month.first.year(), month.first.month())
}

/// How many things happen in a month; the reviews of a month are one thing.
fn count(month: &Month) -> usize {
    month.occasions.len() + usize::from(!month.reviews.is_empty())
}

fn drawing(renderer: &Renderer<'_>, title: &str, months: &[Month]) -> String {
    let parts: Vec<wheel::Part> = months
        .iter()
        .enumerate()
        .map(|(index, month)| {
            let whole = name(renderer, month);
            let count = count(month);
            wheel::Part {
                month: month.first.month(),
                label: whole.split('\u{a0}').next().unwrap_or_default().to_owned(),
                count,
                href: format!("#{}", anchor(month)),
                now: index == 0,
            }
        })
        .collect();
    let ends = [months.first(), months.last()].into_iter().flatten();
    let middle: Vec<String> = ends.map(|month| name(renderer, month)).collect();
    wheel::svg(title, &middle, &parts)
}

fn month(renderer: &Renderer<'_>, month: &Month) -> Tera {
    let items: Vec<Tera> = month
        .occasions
        .iter()
        .map(|one| {
            map! {
                "text": renderer.handbook.entry(one.entry).title.clone(),
                "path": renderer.addresses.href(one.entry, None),
                "external": false,
                "date": occasion_day(one.day, one.loose, renderer.lang),
                "label": label(renderer, one.what),
                "state": plan::urgency(renderer, one.urgency),
                "judged": one.what != What::Meeting,
            }
        })
        .collect();
    let kinds = &renderer.handbook.kinds;
    let reviews: Vec<Tera> = month
        .reviews
        .iter()
        .map(|(kind, n)| {
            let declared = kinds.get(*kind);
            let path = address::index(declared).unwrap_or_default();
            let plural = declared.plural.get(renderer.lang);
            link_noted(plural, &path, &n.to_string())
        })
        .collect();
    let all: usize = month.reviews.values().sum();
    map! {
        "id": anchor(month),
        "label": capitalised(&name(renderer, month)),
        "items": items,
        "reviews": reviews,
        "review_count": all as i64,
    }
}
