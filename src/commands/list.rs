//! `lathund list`: shows entries with their fields, for editors and scripts.

use super::context::{Context, Failure};
use super::voice::print;
use crate::handbook::Handbook;
use crate::kind::{KindId, suggest};
use crate::view::facts::{self, Told};
use crate::view::list::{self, Filter};

/// List entries with their fields
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Kind of entries, such as `system`; without it, every kind with its count
    kind: Option<String>,
    /// Only entries with this value, such as `state=planerad` (may be given several times)
    #[arg(long = "where", value_name = "FIELD=VALUE")]
    filters: Vec<String>,
    /// Only entries whose conditions this fact does not rule out, such as `personal_data=true`;
    /// `-` for none (may be given several times)
    #[arg(long, value_name = "FACT=VALUE")]
    given: Vec<String>,
    /// List what there is to observe instead: truths about the world that somebody should act on
    #[arg(long)]
    observations: bool,
    /// How to print
    #[arg(long, default_value = "table", value_parser = ["table", "json", "csv"])]
    format: String,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let loaded = context.load(None)?;
    let handbook = &loaded.handbook;
    if args.observations {
        let kind = args.kind.as_ref().map(|kind| find(handbook, kind)).transpose()?;
        print(&list::observations(handbook, kind, &args.format, context.lang));
        return Ok(u8::from(!loaded.is_sound()));
    }
    let Some(kind) = &args.kind else {
        print(&list::kinds(handbook, &args.format, context.lang));
        return Ok(0);
    };
    let id = find(handbook, kind)?;
    let filters = filters(handbook.kinds.get(id), &args.filters)?;
    let told = told(handbook, id, &args.given)?;
    let entries = list::select(handbook, id, &filters, &told);
    print(&list::render(handbook, &loaded.sources, id, &entries, &args.format, context.lang));
    Ok(u8::from(!loaded.is_sound()))
}

fn find(handbook: &Handbook, kind: &str) -> Result<KindId, Failure> {
    let known: Vec<&str> = handbook.kinds.all().map(|(_, kind)| kind.id.as_str()).collect();
    handbook.kinds.find(kind).ok_or_else(|| {
        let near = suggest::nearest(kind, known).map(|near| format!(" ({near}?)"));
        let near = near.unwrap_or_default();
        Failure::new(format!("sorten {kind} finns inte{near}"), format!("no kind {kind}{near}"))
    })
}

/// The facts that the conditions of a kind may ask for.
fn told(handbook: &Handbook, kind: KindId, words: &[String]) -> Result<Told, Failure> {
    let fields = &handbook.kinds.get(kind).fields;
    let about: Vec<String> = fields.iter().flat_map(|field| field.rules.about.clone()).collect();
    let mut told = Told::default();
    for word in words {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        if value.is_empty() || facts::field(&handbook.kinds, &about, key).is_none() {
            let known = facts::keys(&handbook.kinds, &about);
            let near = suggest::nearest(key, known.iter().map(String::as_str));
            let near = near.map(|near| format!(" ({near}?)")).unwrap_or_default();
            return Err(Failure::new(
                format!("--given {word}: inget villkor kan fråga efter det{near}"),
                format!("--given {word}: no condition can ask for that{near}"),
            ));
        }
        told.add(key, value);
    }
    Ok(told)
}

fn filters(kind: &crate::kind::Kind, words: &[String]) -> Result<Vec<Filter>, Failure> {
    words
        .iter()
        .map(|word| {
            let (field, value) = word.split_once('=').ok_or_else(|| {
                Failure::new(
                    format!("skriv --where fält=värde, inte {word}"),
                    format!("write --where field=value, not {word}"),
                )
            })?;
            let root = field.split('.').next().unwrap_or(field);
            if kind.field(root).is_none() {
                let keys: Vec<&str> = kind.fields.iter().map(|field| &*field.key).collect();
                let near = suggest::nearest(field, keys).map(|near| format!(" ({near}?)"));
                let near = near.unwrap_or_default();
                return Err(Failure::new(
                    format!("{} har inget fält {field}{near}", kind.id),
                    format!("{} has no field {field}{near}", kind.id),
                ));
            }
            Ok(Filter { field: field.to_owned(), value: value.to_owned() })
        })
        .collect()
}
