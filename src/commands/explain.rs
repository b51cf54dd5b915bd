//! `lathund explain`: what a code means, why it matters, and how the fault is mended.

use super::context::{Context, Failure};
use super::voice::print;
use crate::checks;
use crate::kind::suggest;
use crate::report::explain;
use crate::view::observations;

/// Explain what a code in a message means
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The code, such as `broken-reference`; without it, all codes with a line each
    code: Option<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let all = checks::explained();
    let Some(code) = &args.code else {
        print(&explain::all(&all, context.lang));
        let seen = observations::explained().map(|(code, about)| (code, about.label));
        print(&explain::observations(seen, context.lang));
        return Ok(0);
    };
    let code = code.trim_matches(['[', ']']).to_lowercase();
    if let Some(found) = all.iter().find(|explanation| explanation.code == code) {
        print(&explain::one(found, context.lang));
    } else if let Some(about) = observations::about(&code) {
        print(&explain::observation(&code, &about.label, &about.why, context.lang));
    } else {
        let codes = all.iter().map(|explanation| explanation.code);
        return Err(unknown(&code, codes.chain(observations::explained().map(|(code, _)| code))));
    }
    Ok(0)
}

fn unknown<'a>(code: &str, known: impl Iterator<Item = &'a str>) -> Failure {
    let (sv, en) = match suggest::nearest(code, known) {
        Some(near) => (format!(", menade du {near}?"), format!(", did you mean {near}?")),
        None => {
            ("; lathund explain visar alla".to_owned(), "; lathund explain shows all".to_owned())
        }
    };
    Failure::new(format!("koden {code} finns inte{sv}"), format!("no code {code}{en}"))
}
