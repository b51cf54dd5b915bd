//! Search cases: whether readers find what they are to find.

use super::index::Index;
use crate::diagnostic::{Diagnostic, Span};
use crate::kind::value::{Fields, Value};
use crate::locale::Text;
use crate::render::{Renderer, address};
use crate::view::destination::{Destination, follow};

/// A page, and a place on it for entries that share one.
type Place = (String, String);

/// The cases that do not hold.
pub(crate) fn faults(renderer: &Renderer<'_>, index: &Index, cases: &[Fields]) -> Vec<Diagnostic> {
    cases.iter().filter_map(|case| fault(renderer, index, case)).collect()
}

fn fault(renderer: &Renderer<'_>, index: &Index, case: &Fields) -> Option<Diagnostic> {
    let query = case.text("query")?;
    let to = case.text("to")?;
    let span = |key: &str| case.spanned(key).map(|value| value.span);
    let rank = match case.get("rank") {
        Some(Value::Integer(rank)) => usize::try_from(*rank).unwrap_or(1),
        _ => 1,
    };
    let place = match follow(renderer.handbook, to) {
        Some(destination) => place(renderer, &destination)?,
        None => return Some(nowhere(to, span("to")?)),
    };
    let hits = index.search(query).hits;
    let found = hits.iter().position(|hit| {
        let card = &index.cards[hit.doc as usize];
        card.path == place.0 && card.anchor == place.1
    });
    if found.is_some_and(|at| at < rank) {
        return None;
    }
    let first = hits.first().map(|hit| index.cards[hit.doc as usize].title.as_str());
    let text = message(query, to, rank);
    Some(Diagnostic::warning("search-case", span("query")?, text).help(help(found, first)))
}

/// Where a page is; `None` for what this audience cannot see.
fn place(renderer: &Renderer<'_>, destination: &Destination) -> Option<Place> {
    match destination {
        Destination::Kind(kind) => {
            Some((address::index_of(renderer.handbook, *kind)?, String::new()))
        }
        Destination::Derived(view) => Some((view.page().to_owned(), String::new())),
        Destination::Entry(id, _) => {
            let address = renderer.addresses.of(*id);
            Some((address.page.clone(), address.anchor.clone().unwrap_or_default()))
        }
        Destination::External(_) | Destination::Hidden => None,
    }
}

fn nowhere(to: &str, span: Span) -> Diagnostic {
    let message = Text::new(format!("`{to}` leder ingenstans"), format!("`{to}` leads nowhere"));
    let help = Text::new(
        "skriv `sort:id`, `kind:sort` eller `view:sida`, som i menyn",
        "write `kind:id`, `kind:kind` or `view:page`, as in the menu",
    );
    Diagnostic::error("broken-reference", span, message).help(help)
}

fn message(query: &str, to: &str, rank: usize) -> Text {
    if rank == 1 {
        return Text::new(
            format!("sökningen ”{query}” ger inte {to} först"),
            format!("the search “{query}” does not give {to} first"),
        );
    }
    Text::new(
        format!("sökningen ”{query}” ger inte {to} bland de {rank} första"),
        format!("the search “{query}” does not give {to} among the first {rank}"),
    )
}

fn help(found: Option<usize>, first: Option<&str>) -> Text {
    let Some(first) = first else {
        return Text::new(
            "den ger inga träffar; skriv ordet i postens `search_words`",
            "it finds nothing; write the word among the `search_words` of the entry",
        );
    };
    let (sv, en) = match found {
        Some(at) => (format!("den kommer på plats {}", at + 1), format!("it comes as {}", at + 1)),
        None => ("den är inte med".to_owned(), "it is not among the hits".to_owned()),
    };
    Text::new(
        format!(
            "{sv} och ”{first}” kommer först; skriv ordet i postens `search_words` eller ändra fallet"
        ),
        format!(
            "{en}, and “{first}” comes first; write the word among the entry's `search_words` or change the case"
        ),
    )
}
