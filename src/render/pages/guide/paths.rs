//! The list of all paths of a guide, for those who check it.

use tera::Value as Tera;

use crate::render::Renderer;
use crate::render::context::map;
use crate::view::guide::walk::{Route, Step, Walk};
use crate::view::guide::{Guide, words};

/// The paths by outcome; none when the guide cannot be walked.
pub(super) fn context(renderer: &Renderer<'_>, guide: &Guide<'_>, walk: &Walk) -> Tera {
    if walk.routes.is_empty() {
        return Tera::none();
    }
    let mut outcomes = Vec::new();
    for (at, outcome) in guide.outcomes.iter().enumerate() {
        let routes: Vec<&Route> = walk.routes.iter().filter(|route| route.outcome == at).collect();
        let paths = routes.iter().map(|route| route.paths).fold(0, u64::saturating_add);
        let routes: Vec<Tera> = routes.iter().map(|route| row(renderer, guide, route)).collect();
        if !routes.is_empty() {
            outcomes.push(map! {
                "id": outcome.id,
                "title": outcome.title,
                "count": count(renderer, "paths", paths),
                "routes": routes,
            });
        }
    }
    let longest = walk.routes.iter().map(|route| route.steps.len()).max().unwrap_or(0);
    map! {
        "paths": count(renderer, "paths", walk.paths()),
        "routes": count(renderer, "routes", walk.routes.len() as u64),
        "outcomes": count(renderer, "verdicts", outcomes.len() as u64),
        "longest": count(renderer, "answers", longest as u64),
        "by_outcome": outcomes,
    }
}

fn count(renderer: &Renderer<'_>, key: &str, number: u64) -> String {
    renderer.t().count(key, i64::try_from(number).unwrap_or(i64::MAX))
}

fn row(renderer: &Renderer<'_>, guide: &Guide<'_>, route: &Route) -> Tera {
    let steps: Vec<Tera> =
        route.steps.iter().map(|step| self::step(renderer, guide, step)).collect();
    map! { "steps": steps, "count": count(renderer, "paths", route.paths) }
}

fn step(renderer: &Renderer<'_>, guide: &Guide<'_>, step: &Step) -> Tera {
    let Some(question) = guide.questions.get(step.question) else { return Tera::none() };
    let answers = words::answers(question, &step.answers, renderer.lang);
    map! {
        "id": question.id,
        "title": question.title,
        "answers": answers.unwrap_or_else(|| renderer.t().get("any_answer").to_owned()),
    }
}
