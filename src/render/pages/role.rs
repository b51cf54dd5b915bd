//! The page of a role: its tasks, decisions and forums, then what its own text says.

use tera::{Context, Value as Tera};

use super::entry;
use crate::handbook::EntryId;
use crate::render::Renderer;
use crate::render::context::{link, link_noted, map};
use crate::view::keys::STEPS;
use crate::view::tasks::Task;

pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let handbook = renderer.handbook;
    let none = crate::view::tasks::Duties::default();
    let duties = renderer.duties.get(&id).unwrap_or(&none);
    let decides: Vec<Tera> = duties
        .decisions
        .iter()
        .map(|decision| {
            let path = renderer.addresses.href(decision.process, Some(&decision.step));
            link_noted(&decision.question, &path, &handbook.entry(decision.process).title)
        })
        .collect();
    let forums: Vec<Tera> = duties
        .forums
        .iter()
        .map(|forum| link(&handbook.entry(*forum).title, &renderer.addresses.href(*forum, None)))
        .collect();
    let mut context = entry::context(renderer, path, id, &[]);
    let headings = [
        ("s-uppdrag", "tasks", duties.tasks.is_empty()),
        ("s-beslutar-om", "decides", duties.decisions.is_empty()),
        ("s-forum", "forums", duties.forums.is_empty()),
    ];
    let shown = headings.into_iter().filter(|(_, _, empty)| !empty);
    let shown = shown.map(|(id, key, _)| (id.to_owned(), renderer.t().get(key).to_owned(), 2));
    entry::outline_first(&mut context, &shown.collect::<Vec<_>>());
    context.insert_value("tasks", tasks(renderer, &duties.tasks).into());
    context.insert_value("decides", decides.into());
    context.insert_value("forums", forums.into());
    context
}

/// The tasks by process.
fn tasks(renderer: &Renderer<'_>, tasks: &[Task]) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let mut groups: Vec<(EntryId, Vec<Tera>)> = Vec::new();
    for task in tasks {
        let item = map! {
            "text": capitalised(&task.text),
            "kind_label": involvement(renderer, &task.involvement),
            "path": renderer.addresses.href(task.process, Some(&task.step)),
        };
        match groups.iter_mut().find(|(process, _)| *process == task.process) {
            Some((_, items)) => items.push(item),
            None => groups.push((task.process, vec![item])),
        }
    }
    groups
        .into_iter()
        .map(|(process, items)| {
            map! { "label": handbook.entry(process).title.clone(), "items": items }
        })
        .collect()
}

/// The word for a kind of involvement, from the declaration of processes.
pub(super) fn involvement(renderer: &Renderer<'_>, id: &str) -> String {
    let kinds = &renderer.handbook.kinds;
    let field = kinds
        .find(STEPS.kind)
        .and_then(|kind| kinds.get(kind).field(STEPS.field))
        .and_then(|steps| steps.fields().iter().find(|field| &*field.key == "involvements"))
        .and_then(|found| found.fields().iter().find(|field| &*field.key == "kind"));
    let label = field.and_then(|field| field.choice(id)).map(|choice| &choice.label);
    label.map_or(id, |label| label.get(renderer.lang)).to_owned()
}

fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}
