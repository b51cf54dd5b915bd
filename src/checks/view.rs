//! `broken-reference` in texts: a derived page that does not exist, as in `[[view:kalender]]`.

use super::{Check, Look};
use crate::diagnostic::Diagnostic;
use crate::handbook::links::place;
use crate::handbook::{Destination, VIEW, destination};
use crate::kind::suggest;
use crate::kind::value::Value;
use crate::locale::Text;
use crate::view::destination::Derived;

/// The fault is explained with the links between entries.
pub(super) const CHECK: Check = Check { run: check, explained: &[] };

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, sources, .. } = *look;
    let mut faults = Vec::new();
    for seen in look.seen {
        let address = &sources.file(seen.entry.file).address;
        for visit in &seen.values {
            let Value::Markdown(prose) = &visit.value.value else { continue };
            for (index, link) in prose.scan.links.iter().enumerate() {
                let scheme = link.dest.split_once(':').map(|(scheme, _)| scheme.trim());
                if !scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(VIEW)) {
                    continue;
                }
                let dest = (link.form, link.dest.as_str());
                let Destination::View(view) = destination(handbook, seen.id, address, dest) else {
                    continue;
                };
                let known: Vec<&str> = Derived::ALL.iter().map(|view| view.id()).collect();
                if known.contains(&view.as_str()) {
                    continue;
                }
                let message = Text::new(
                    format!("sidan `view:{view}` finns inte"),
                    format!("the page `view:{view}` does not exist"),
                );
                let help = suggest::help(&view, known);
                let span = place(prose, index, sources);
                faults.push(Diagnostic::error("broken-reference", span, message).maybe_help(help));
            }
        }
    }
    faults
}
