//! The page of a role: its tasks, decisions and forums, then what its own text says.

use tera::{Context, Value as Tera};

use super::entry;
use crate::handbook::EntryId;
use crate::locale;
use crate::render::Renderer;
use crate::render::context::{link_noted, map};
use crate::view::keys::STEPS;

pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let handbook = renderer.handbook;
    let none = crate::view::tasks::Duties::default();
    let duties = renderer.duties.get(&id).unwrap_or(&none);
    let forums: Vec<Tera> = duties
        .forums
        .iter()
        .map(|forum| {
            let path = renderer.addresses.href(*forum, None);
            link_noted(&handbook.entry(*forum).title, &path, &super::forum::next(renderer, *forum))
        })
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
    let tasks: Vec<Tera> = by_process(renderer, id)
        .into_iter()
        .map(|(label, items)| map! { "label": label, "items": items })
        .collect();
    context.insert_value("tasks", tasks.into());
    context.insert_value("decides", decisions(renderer, id).into());
    context.insert_value("forums", forums.into());
    context
}

/// The tasks of a role by the title of the process.
pub(super) fn by_process(renderer: &Renderer<'_>, role: EntryId) -> Vec<(String, Vec<Tera>)> {
    let handbook = renderer.handbook;
    let mut groups: Vec<(EntryId, Vec<Tera>)> = Vec::new();
    for task in renderer.duties.get(&role).into_iter().flat_map(|duties| &duties.tasks) {
        let item = map! {
            "text": locale::capitalised(&task.text),
            "kind_label": involvement(renderer, &task.involvement),
            "note": involvement(renderer, &task.involvement),
            "external": false,
            "path": renderer.addresses.href(task.process, Some(&task.step)),
        };
        match groups.iter_mut().find(|(process, _)| *process == task.process) {
            Some((_, items)) => items.push(item),
            None => groups.push((task.process, vec![item])),
        }
    }
    let title = |process: EntryId| handbook.entry(process).title.clone();
    groups.into_iter().map(|(process, items)| (title(process), items)).collect()
}

/// The decisions that a role makes.
pub(super) fn decisions(renderer: &Renderer<'_>, role: EntryId) -> Vec<Tera> {
    let decisions = renderer.duties.get(&role).into_iter().flat_map(|duties| &duties.decisions);
    decisions
        .map(|decision| {
            let path = renderer.addresses.href(decision.process, Some(&decision.step));
            let process = &renderer.handbook.entry(decision.process).title;
            link_noted(&decision.question, &path, process)
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
