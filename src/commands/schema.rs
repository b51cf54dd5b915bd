//! `lathund schema`: JSON Schemas of what editors write.

use std::path::PathBuf;

use serde_json::json;

use super::context::{Context, Failure};
use super::new::write;
use super::voice::print;
use crate::handbook::{self, Handbook};
use crate::kind::{Kind, schema};
use crate::locale::Text;

/// Write JSON Schemas for editors
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only this kind, to standard output
    kind: Option<String>,
    /// `json`: one document with all schemas, to standard output; `vscode`: files and settings
    #[arg(long = "for", default_value = "json", value_parser = ["json", "vscode"])]
    target: String,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let loaded = context.load(None)?;
    let kinds = &loaded.handbook.kinds;
    let ids = ids(&loaded.handbook);
    let ids = (args.target == "vscode").then_some(&ids);
    let schemas: Vec<(&str, Option<&str>, serde_json::Value)> = kinds
        .all()
        .filter(|(_, kind)| args.kind.as_ref().is_none_or(|wanted| *wanted == kind.id))
        .map(|(_, kind)| {
            (kind.id.as_str(), kind.folder.as_deref(), schema::of_kind(kind, context.lang, ids))
        })
        .collect();
    match (schemas.as_slice(), &args.kind) {
        ([], Some(kind)) => {
            Err(Failure::new(format!("sorten {kind} finns inte"), format!("no kind {kind}")))
        }
        ([(_, _, schema)], Some(_)) => {
            print(&format!("{schema:#}\n"));
            Ok(0)
        }
        _ if args.target == "vscode" => vscode(context, &schemas),
        _ => {
            let all = schemas.iter().map(|(id, _, schema)| ((*id).to_owned(), schema.clone()));
            print(&format!("{:#}\n", serde_json::Value::Object(all.collect())));
            Ok(0)
        }
    }
}

/// What references may name: ids and former ids, by kind.
fn ids(handbook: &Handbook) -> schema::Ids {
    let of_kind = |(id, kind): (_, &Kind)| {
        let entries = handbook.of_kind(id).iter().map(|id| handbook.entry(*id));
        let own = entries.clone().map(|entry| (entry.id.clone(), entry.title.clone()));
        let former = entries.flat_map(|entry| {
            let aliases = handbook::aliases(entry);
            aliases.map(|(alias, _)| (alias.to_owned(), entry.title.clone()))
        });
        (kind.id.clone(), own.chain(former).collect())
    };
    handbook.kinds.all().map(of_kind).collect()
}

/// Writes the schemas under `.vscode/` with settings that apply each to its folder.
fn vscode(
    context: &Context,
    schemas: &[(&str, Option<&str>, serde_json::Value)],
) -> Result<u8, Failure> {
    let folder: PathBuf = context.project.root.join(".vscode");
    let mut associations = serde_json::Map::new();
    for (id, place, schema) in schemas {
        let name = format!("lathund/{id}.json");
        write(&folder.join(&name), &format!("{schema:#}\n"))?;
        if let Some(place) = place {
            let globs = json!([format!("content/{place}/*.yaml"), format!("content/{place}.yaml")]);
            associations.insert(format!("./.vscode/{name}"), globs);
        }
    }
    let settings = json!({ "yaml.schemas": associations });
    write(&folder.join("settings.json"), &format!("{settings:#}\n"))?;
    let count = schemas.len();
    context.tell(&Text::new(
        format!("skrev {count} scheman och inställningar i {}", folder.display()),
        format!("wrote {count} schemas and settings in {}", folder.display()),
    ));
    Ok(0)
}
