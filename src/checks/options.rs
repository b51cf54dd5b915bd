//! `option-does-not-join`: an extension that begins on another day than the one after the end of
//! the contract.

use jiff::ToSpan;

use super::{Check, Look};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Error;
use crate::diagnostic::explanation::{Explanation, words};
use crate::kind::entry::Entry;
use crate::kind::value::{Fields, Value};
use crate::locale::Text;
use crate::view::keys::{CONTRACT_END, CONTRACT_OPTIONS, OPTION_FROM, OPTION_STATUS, OPTION_TO};

/// The state of an extension that the end of the contract counts with.
const USED: &str = "utnyttjad";

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "option-does-not-join",
        severity: Error,
        what: words(
            "Avtalets slut är varken slutet på en förlängning eller dagen före en.",
            "The contract's end is neither the end of an extension nor the day before one.",
        ),
        why: words(
            "Då går det inte att räkna ut hur länge avtalet kan gälla. Rätta slutet eller förlängningens första dag.",
            "How long the contract can last cannot be told then. Mend the end or the extension's first day.",
        ),
        bad: "end: 2026-12-31\nextension_options:\n  - { n: 1, from: 2027-02-01, to: 2027-12-31, status: mojlig }",
        good: "end: 2026-12-31\nextension_options:\n  - { n: 1, from: 2027-01-01, to: 2027-12-31, status: mojlig }",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    handbook.of(CONTRACT_END.kind).filter_map(|(_, contract)| apart(contract)).collect()
}

/// That the extensions follow on each other is another rule's matter: here the end of the contract
/// must be where one of them begins or ends.
fn apart(contract: &Entry) -> Option<Diagnostic> {
    let end = CONTRACT_END.of(contract)?;
    let due = end.checked_add(1.day()).ok()?;
    let options = CONTRACT_OPTIONS.of(contract)?.iter().filter_map(|item| match &item.value {
        Value::Object(fields) => Some(fields),
        _ => None,
    });
    let options: Vec<&Fields> = options.collect();
    let joins = |option: &Fields| {
        OPTION_TO.within(option) == Some(end) || OPTION_FROM.within(option) == Some(due)
    };
    if options.iter().any(|option| joins(option)) {
        return None;
    }
    let open = options.iter().find(|option| OPTION_STATUS.within(option) != Some(USED));
    let option = open.or_else(|| options.last())?;
    let from = OPTION_FROM.within(option)?;
    let message = Text::new(
        format!("förlängningen börjar {from}, men avtalet slutar {end}"),
        format!("the extension begins on {from}, but the contract ends on {end}"),
    );
    let help = Text::new(
        format!("skriv `{due}`, eller rätta `end`, som räknar in utnyttjade förlängningar"),
        format!("write `{due}`, or mend `end`, which counts with extensions in use"),
    );
    let place = option.spanned("from")?.span;
    Some(Diagnostic::error("option-does-not-join", place, message).help(help))
}
