//! What each role does: its tasks, decisions and forums, drawn from processes and forums.

use foldhash::HashMap;

use super::keys::{
    DECISION_BY, DECISION_QUESTION, FORUM_LED_BY, FORUM_PARTICIPANTS, INVOLVEMENT_KIND,
    INVOLVEMENT_ROLE, INVOLVEMENT_TEXT, STEP_DECISION, STEP_ID, STEP_INVOLVEMENTS, STEP_TITLE,
    STEPS,
};
use super::matrix::objects;
use crate::handbook::{EntryId, Handbook};
use crate::kind::value::{Fields, Value};

/// A task of a role in a step.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub(crate) process: EntryId,
    pub(crate) step: String,
    /// What the role does, or the title of the step.
    pub(crate) text: String,
    /// The kind of involvement.
    pub(crate) involvement: String,
}

/// A decision that a role makes.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    pub(crate) process: EntryId,
    pub(crate) step: String,
    pub(crate) question: String,
}

/// All that a role does.
#[derive(Debug, Clone, Default)]
pub(crate) struct Duties {
    pub(crate) tasks: Vec<Task>,
    pub(crate) decisions: Vec<Decision>,
    pub(crate) forums: Vec<EntryId>,
}

/// The duties of every role.
pub(crate) fn duties(handbook: &Handbook) -> HashMap<EntryId, Duties> {
    let mut duties: HashMap<EntryId, Duties> = HashMap::default();
    for (process, entry) in handbook.of("process") {
        for step in objects(STEPS.of(entry).unwrap_or_default()) {
            of_step(handbook, process, step, &mut duties);
        }
    }
    for (forum, entry) in handbook.of("forum") {
        let led_by = FORUM_LED_BY.of(entry).unwrap_or_default().iter();
        let members = led_by.chain(FORUM_PARTICIPANTS.of(entry).unwrap_or_default());
        let roles = members.filter_map(|item| match &item.value {
            Value::Reference(reference) => handbook.entry_of(reference),
            _ => None,
        });
        for role in roles {
            let forums = &mut duties.entry(role).or_default().forums;
            if !forums.contains(&forum) {
                forums.push(forum);
            }
        }
    }
    duties
}

fn of_step(
    handbook: &Handbook,
    process: EntryId,
    step: &Fields,
    duties: &mut HashMap<EntryId, Duties>,
) {
    let id = STEP_ID.within(step).unwrap_or_default();
    let title = STEP_TITLE.within(step).unwrap_or_default();
    for involvement in objects(STEP_INVOLVEMENTS.within(step).unwrap_or_default()) {
        let role = INVOLVEMENT_ROLE.within(involvement).and_then(|role| handbook.entry_of(role));
        let Some(role) = role else { continue };
        duties.entry(role).or_default().tasks.push(Task {
            process,
            step: id.to_owned(),
            text: INVOLVEMENT_TEXT.within(involvement).unwrap_or(title).to_owned(),
            involvement: INVOLVEMENT_KIND.within(involvement).unwrap_or_default().to_owned(),
        });
    }
    if let Some(decision) = STEP_DECISION.within(step)
        && let Some(role) = DECISION_BY.within(decision).and_then(|role| handbook.entry_of(role))
    {
        let question = DECISION_QUESTION.within(decision).unwrap_or(title).to_owned();
        let decision = Decision { process, step: id.to_owned(), question };
        duties.entry(role).or_default().decisions.push(decision);
    }
}
