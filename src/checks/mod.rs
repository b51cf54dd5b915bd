//! Faults that need the whole handbook to be seen. One file per fault; the table names them all.

mod contrast;
mod heading;
mod menu;
mod prose;
mod query;
mod raw_html;
mod waive;

use crate::diagnostic::{Diagnostic, sort};
use crate::handbook::Handbook;
use crate::source::Sources;

/// A rule: finds its fault everywhere in the handbook.
type Rule = fn(&Handbook, &Sources) -> Vec<Diagnostic>;

/// All rules, in the order of their names.
const RULES: &[Rule] =
    &[contrast::check, heading::check, menu::check, query::check, raw_html::check];

/// Runs every rule, then takes away what the entries waive with a reason.
///
/// `faults`: what earlier stages found.
pub(crate) fn run(
    handbook: &Handbook,
    sources: &Sources,
    mut faults: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    use rayon::prelude::*;
    let found: Vec<Vec<Diagnostic>> =
        RULES.par_iter().map(|rule| rule(handbook, sources)).collect();
    faults.extend(found.into_iter().flatten());
    let mut faults = waive::apply(handbook, faults);
    sort(&mut faults);
    faults
}
