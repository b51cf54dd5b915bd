//! What `serve` does after a change, and what it says of that.

use std::path::PathBuf;

use super::context::{Context, Failure};
use super::stopwatch::Stopwatch;
use crate::locale::Text;
use crate::pipeline::{Built, Listener, Session, Step};
use crate::publish::Summary;
use crate::report;
use crate::serve::{Outcome, Work};

/// Brings the site up to date, and tells how that went.
pub(super) fn work(
    context: &Context,
    session: &mut Session,
    asked: Work<'_>,
    timings: bool,
) -> Outcome {
    let mut watch = Stopwatch::start(context);
    let mut heard = |stage| watch.hear(stage, context);
    let done = match asked {
        Work::Changed(changed) => rebuild(context, session, changed, &mut heard),
        Work::Rest(waits) => finish(session, waits, &mut heard),
    };
    let milliseconds = watch.stop();
    match done {
        Ok((outcome, Some(words))) => {
            context.tell(&Text::new(
                format!("{} på {milliseconds} ms", words.sv),
                format!("{} in {milliseconds} ms", words.en),
            ));
            if timings {
                context.tell(&watch.table());
            }
            outcome
        }
        Ok((outcome, None)) => outcome,
        Err(failure) => {
            context.fail(&failure);
            let details = failure.0.get(context.lang).to_owned();
            let heading = Text::new("Webbplatsen kunde inte byggas", "The site could not be built");
            Outcome::Failed { heading: heading.get(context.lang).to_owned(), details }
        }
    }
}

/// What came of it, for open pages and in words.
type Done = Result<(Outcome, Option<Text>), Failure>;

fn rebuild(
    context: &Context,
    session: &mut Session,
    changed: &[PathBuf],
    heard: Listener<'_>,
) -> Done {
    let step = session.rebuild(changed, heard)?;
    let Some(loaded) = session.loaded() else { return Ok((Outcome::Unchanged, None)) };
    context.show(&loaded.faults, &loaded.sources);
    let phrase = context.phrase(&loaded.faults);
    let said = |words: Text| {
        Some(Text::new(format!("{phrase}. {}", words.sv), format!("{phrase}. {}", words.en)))
    };
    let styles = !changed.is_empty()
        && changed.iter().all(|file| file.extension().is_some_and(|end| end == "css"));
    let seen = |written: Summary| match written.written + written.removed {
        0 => Outcome::Unchanged,
        _ if styles => Outcome::Styles,
        _ => Outcome::Pages,
    };
    Ok(match step {
        Step::Whole(built) => (seen(built.written), said(whole(&built))),
        Step::Pages(pages, written) => (seen(written), said(count(pages, PAGES))),
        Step::Same => (Outcome::Unchanged, Some(Text::new(phrase.clone(), phrase))),
        Step::Unsound => {
            let details =
                report::human::render(&loaded.faults, &loaded.sources, context.lang, false);
            let words = Some(Text::new(phrase.clone(), phrase.clone()));
            (Outcome::Failed { heading: phrase, details }, words)
        }
    })
}

fn finish(session: &mut Session, waits: &(dyn Fn() -> bool + Sync), heard: Listener<'_>) -> Done {
    let written = session.finish(waits, heard)?;
    Ok((Outcome::Unchanged, written.map(|written| count(written.written, BESIDE))))
}

fn whole(built: &Built) -> Text {
    let (pages, written) = (count(built.pages, ALL), count(built.written.written, WRITTEN));
    Text::new(format!("{}, {}", pages.sv, written.sv), format!("{}, {}", pages.en, written.en))
}

/// One and many, in Swedish and English.
type Words = [&'static str; 4];
const ALL: Words = ["sida", "sidor", "page", "pages"];
const PAGES: Words = ["sida gjordes om", "sidor gjordes om", "page made again", "pages made again"];
const WRITTEN: Words = ["fil skriven", "filer skrivna", "file written", "files written"];
const BESIDE: Words = [
    "fil vid sidan om skriven",
    "filer vid sidan om skrivna",
    "file beside the pages written",
    "files beside the pages written",
];

fn count(number: usize, [one, many, one_en, many_en]: Words) -> Text {
    match number {
        1 => Text::new(format!("1 {one}"), format!("1 {one_en}")),
        _ => Text::new(format!("{number} {many}"), format!("{number} {many_en}")),
    }
}
