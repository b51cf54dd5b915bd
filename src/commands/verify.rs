//! `lathund verify`: compares a published site with its manifest.

use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::json;

use super::build::output;
use super::context::{Context, Failure};
use super::voice::{print, say};
use crate::locale::Text;
use crate::pipeline::BuildError;
use crate::publish::{self, Defect, Problem};

/// Compare a published site with its manifest
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder of the site (default: `public` in the project)
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Form of the answer
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let folder = output(context, args.folder.as_deref());
    let problems = publish::verify(&folder).map_err(BuildError::from)?;
    match args.format {
        Format::Json => print(&as_json(&problems)),
        Format::Human => {
            for problem in &problems {
                say(problem.text().get(context.lang));
            }
            context.tell(&verdict(problems.len(), &folder.display().to_string()));
        }
    }
    Ok(u8::from(!problems.is_empty()))
}

fn as_json(problems: &[Problem]) -> String {
    let problems: Vec<_> = problems
        .iter()
        .map(|problem| json!({ "path": problem.path, "defect": word(problem.defect) }))
        .collect();
    format!("{}\n", json!({ "whole": problems.is_empty(), "problems": problems }))
}

const fn word(defect: Defect) -> &'static str {
    match defect {
        Defect::Missing => "missing",
        Defect::Changed => "changed",
        Defect::Unlisted => "unlisted",
        Defect::Unfinished => "unfinished",
    }
}

fn verdict(problems: usize, folder: &str) -> Text {
    if problems == 0 {
        return Text::new(
            format!("webbplatsen i {folder} är hel"),
            format!("the site in {folder} is whole"),
        );
    }
    let (sv, en) = if problems == 1 { ("brist", "defect") } else { ("brister", "defects") };
    Text::new(
        format!("{problems} {sv} i {folder}; bygg webbplatsen igen"),
        format!("{problems} {en} in {folder}; build the site again"),
    )
}
