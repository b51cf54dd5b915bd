//! What is not known yet: fields that are expected and empty, gaps that a source leaves open.

use super::{Observation, observation};
use crate::handbook::{EntryId, Handbook};
use crate::kind::Field;
use crate::kind::entry::Entry;
use crate::kind::value::Value;
use crate::locale::Text;
use crate::view::keys::{
    INVOLVEMENT_KIND, REVIEW_LEGAL, STEP_INVOLVEMENTS, STEP_TITLE, STEPS, TEMPLATE_REVIEW,
};
use crate::view::quality;

/// The code of what is not known yet.
pub(crate) const MISSING: &str = "missing-facts";

/// The fields of an entry that are expected and empty, of those that the audience may see.
pub(crate) fn missing<'a>(handbook: &'a Handbook, entry: &'a Entry) -> Vec<&'a Field> {
    let expected = quality::expected(handbook, entry);
    expected.filter(|(_, _, filled)| !filled).map(|(_, field, _)| field).collect()
}

pub(super) fn observe(handbook: &Handbook) -> Vec<Observation> {
    let mut found = Vec::new();
    for (id, entry) in handbook.all() {
        let missing = missing(handbook, entry);
        if !missing.is_empty() {
            let names = |name: fn(&Field) -> &str| {
                missing.iter().map(|field| name(field)).collect::<Vec<_>>().join(", ")
            };
            let message = Text::new(
                format!("uppgifter saknas: {}", names(|field| &field.label.sv)),
                format!("facts are missing: {}", names(|field| &field.label.en)),
            );
            found.push(observation(MISSING, id, message));
        }
        found.extend(nobody_named(id, entry));
        found.extend(legal_check(id, entry));
    }
    found
}

/// Steps for which the source names nobody.
fn nobody_named(id: EntryId, entry: &Entry) -> Vec<Observation> {
    let steps = STEPS.of(entry).unwrap_or_default().iter();
    steps
        .filter_map(|step| match &step.value {
            Value::Object(fields) => Some(fields),
            _ => None,
        })
        .filter(|step| {
            let involvements = STEP_INVOLVEMENTS.within(step).unwrap_or_default();
            involvements.iter().any(|one| match &one.value {
                Value::Object(fields) => INVOLVEMENT_KIND.within(fields) == Some("ingen"),
                _ => false,
            })
        })
        .map(|step| {
            let title = STEP_TITLE.within(step).unwrap_or_default();
            let message = Text::new(
                format!("ingen är utpekad för steget ”{title}”"),
                format!("nobody is named for the step “{title}”"),
            );
            observation("nobody-named", id, message)
        })
        .collect()
}

/// A template in force that no lawyer has looked at yet.
fn legal_check(id: EntryId, entry: &Entry) -> Option<Observation> {
    let review = TEMPLATE_REVIEW.of(entry)?;
    let open = REVIEW_LEGAL.within(review) == Some("aterstar");
    let in_force = entry.fields.text("status") == Some("gallande");
    let message =
        Text::new("den juridiska kontrollen återstår", "the legal check remains to be done");
    (open && in_force).then(|| observation("open-legal-check", id, message))
}
