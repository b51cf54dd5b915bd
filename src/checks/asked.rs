//! `unknown-fact` and `impossible-answer`: conditions that nobody can fulfil, because they ask for
//! something that does not exist or for an answer that cannot be given.

use super::{Check, Look};
use crate::diagnostic::Severity::Error;
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::Handbook;
use crate::kind::condition::Test;
use crate::kind::value::{Fields, Value};
use crate::kind::{Field, FieldType, suggest};
use crate::locale::Text;
use crate::view::facts;
use crate::view::keys::{CHECKLIST_ITEMS, ITEM_ID, ITEM_OPTIONS, ITEM_SHOW_IF, ITEM_TYPE};
use crate::view::matrix::objects;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[
        Explanation {
            code: "unknown-fact",
            severity: Error,
            what: words(
                "Ett villkor frågar efter något som inte finns: varken en egenskap hos systemet eller en tidigare punkt i listan.",
                "A condition asks for something that does not exist: neither a property of the system nor an earlier item of the list.",
            ),
            why: words(
                "Ingen kan svara, så kravet eller punkten skulle aldrig gälla. Skriv fältets nyckel, eller id för en punkt som står före.",
                "Nobody can answer, so the requirement or the item would never apply. Write the key of the field, or the id of an item that stands before.",
            ),
            bad: "applies_when: { personuppgifter: true }",
            good: "applies_when: { personal_data: true }",
        },
        Explanation {
            code: "impossible-answer",
            severity: Error,
            what: words(
                "Ett villkor väntar på ett svar som inte går att ge.",
                "A condition waits for an answer that cannot be given.",
            ),
            why: words(
                "Då gäller kravet eller punkten aldrig. Skriv ett av svaren som går att välja; beskedet räknar upp dem.",
                "The requirement or the item would never apply. Write one of the answers to choose from; the message lists them.",
            ),
            bad: "applies_when: { operation: moln }",
            good: "applies_when: { operation: molntjanst }",
        },
    ],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut faults = Vec::new();
    for seen in look.seen {
        for visit in &seen.values {
            let about = &visit.field.rules.about;
            if let (Value::Condition(condition), false, None) =
                (&visit.value.value, about.is_empty(), visit.item)
            {
                condition.tests(&mut |key, span, test, _| {
                    faults.extend(of_fact(handbook, about, &[], (key, span, test)));
                });
            }
        }
    }
    for (_, list) in handbook.of(CHECKLIST_ITEMS.kind) {
        let declared = handbook.kind_of(list).field(CHECKLIST_ITEMS.field);
        let mut fields = declared.map_or(&[][..], Field::fields).iter();
        let field = fields.find(|field| matches!(field.ty, FieldType::Condition));
        let about = field.map_or(&[][..], |field| &field.rules.about);
        let items: Vec<_> = objects(CHECKLIST_ITEMS.of(list).unwrap_or_default()).collect();
        for (at, item) in items.iter().enumerate() {
            let Some(condition) = ITEM_SHOW_IF.within(item) else { continue };
            condition.tests(&mut |key, span, test, _| {
                faults.extend(of_fact(handbook, about, &items[..at], (key, span, test)));
            });
        }
    }
    faults
}

/// The fault of one test, if any; `before`: the items that may be asked about.
fn of_fact(
    handbook: &Handbook,
    about: &[String],
    before: &[&Fields],
    (key, span, test): (&str, Span, &Test),
) -> Option<Diagnostic> {
    let item = before.iter().find(|item| ITEM_ID.within(item) == Some(key));
    let answers = match (item, facts::field(&handbook.kinds, about, key)) {
        (Some(item), _) => answers_to(item),
        (None, Some(field)) => {
            let choices = facts::Fact { key: key.to_owned(), field }.choices();
            choices.into_iter().map(|choice| choice.id).collect()
        }
        (None, None) => {
            let ids = before.iter().filter_map(|item| ITEM_ID.within(item)).map(str::to_owned);
            let known: Vec<String> = ids.chain(facts::keys(&handbook.kinds, about)).collect();
            return Some(unknown(key, span, &known));
        }
    };
    let Test::In(wanted) = test else { return None };
    let wrong = wanted.iter().find(|word| !answers.is_empty() && !answers.contains(word))?;
    let message = Text::new(
        format!("`{wrong}` är inget svar på `{key}`"),
        format!("`{wrong}` is no answer to `{key}`"),
    );
    let listed = answers.iter().map(|answer| format!("`{answer}`")).collect::<Vec<_>>();
    Some(Diagnostic::error("impossible-answer", span, message).help(Text::new(
        format!("skriv något av {}", listed.join(", ")),
        format!("write one of {}", listed.join(", ")),
    )))
}

/// The answers to choose among; none where anything can be answered.
fn answers_to(item: &Fields) -> Vec<String> {
    match ITEM_TYPE.within(item).unwrap_or("ja-nej") {
        "ja-nej" => vec!["true".to_owned(), "false".to_owned()],
        "val" => {
            let options = ITEM_OPTIONS.within(item).unwrap_or_default().iter();
            options
                .filter_map(|option| match &option.value {
                    Value::Text(text) => Some(text.clone()),
                    _ => None,
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

fn unknown(key: &str, span: Span, known: &[String]) -> Diagnostic {
    let message = Text::new(
        format!("villkoret frågar efter `{key}`, som inte finns"),
        format!("the condition asks for `{key}`, which does not exist"),
    );
    let help = suggest::help(key, known.iter().map(String::as_str)).unwrap_or_else(|| {
        Text::new(
            "skriv ett fält hos systemet, eller id för en punkt som står före",
            "write a field of the system, or the id of an item that stands before",
        )
    });
    Diagnostic::error("unknown-fact", span, message).help(help)
}
