//! `lathund import`: turns the rows of a spreadsheet into entries.

use std::path::{Path, PathBuf};

use super::context::{Context, Failure};
use super::voice::{print, say};
use crate::exchange::import::table::{self, Table};
use crate::exchange::import::{self, Import, Request};
use crate::locale::Text;
use crate::source;

/// Turn the rows of a spreadsheet into entries of a kind
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The spreadsheet: the first sheet of an XLSX file, or CSV in UTF-8
    #[arg(value_name = "FILE.csv|xlsx")]
    file: PathBuf,
    /// Kind of entries, such as `system`
    #[arg(long)]
    kind: String,
    /// YAML file with a line `Column: field` for each column that is not called as its field
    #[arg(long, value_name = "MAP.yaml")]
    map: Option<PathBuf>,
    /// Print the entries, and make no file
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let table = table(&args.file)?;
    let map = match &args.map {
        Some(path) => import::map(&read(path)?).map_err(Failure)?,
        None => Vec::new(),
    };
    let name = args.file.file_stem().unwrap_or_default().to_string_lossy();
    let request = Request { kind: &args.kind, name: &name, table: &table, map: &map };
    // A hidden entry has its id too.
    let loaded = context.unrestricted().load(None)?;
    let import = import::import(&loaded, request).map_err(Failure)?;
    for fault in &import.faults {
        let column = fault.column.as_deref().map(|column| format!(", {column}"));
        let words = match context.lang.tag() {
            "en" => "row",
            _ => "rad",
        };
        let (row, column) = (fault.row, column.unwrap_or_default());
        say(&format!("{words} {row}{column}: {}", fault.message.get(context.lang)));
    }
    if args.dry_run {
        print(&import.text);
    } else if import.entries > 0 {
        let among = &context.project.content;
        super::new::write_in(among, &among.join(&import.address), &import.text)?;
    }
    context.tell(&summary(&import, table.rows.len(), args.dry_run));
    Ok(u8::from(!import.faults.is_empty()))
}

fn summary(import: &Import, rows: usize, dry_run: bool) -> Text {
    let Import { address, entries, .. } = import;
    let (sv, en) = match (dry_run, entries) {
        (true, _) => (format!("skulle bli {address}"), format!("would become {address}")),
        (false, 0) => ("ingen fil skrevs".to_owned(), "no file was made".to_owned()),
        (false, _) => (format!("skrevs till {address}"), format!("were written to {address}")),
    };
    Text::new(
        format!("{entries} poster ur {rows} rader: {sv}"),
        format!("{entries} entries from {rows} rows: {en}"),
    )
}

fn table(path: &Path) -> Result<Table, Failure> {
    let is_xlsx = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    let table = if is_xlsx { table::xlsx(&bytes(path)?) } else { table::csv(&read(path)?) };
    table.map_err(|refusal| Failure(refusal.text(&path.display().to_string())))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    source::read_file(path).map_err(|error| {
        let shown = path.display();
        Failure::new(
            format!("{shown} går inte att läsa ({error})"),
            format!("{shown} cannot be read ({error})"),
        )
    })
}

fn read(path: &Path) -> Result<String, Failure> {
    String::from_utf8(bytes(path)?).map_err(|_| {
        let shown = path.display();
        Failure::new(
            format!(
                "{shown} är ingen text i UTF-8; spara kalkylarket som ”CSV UTF-8” och försök igen"
            ),
            format!(
                "{shown} is no text in UTF-8; save the spreadsheet as “CSV UTF-8” and try again"
            ),
        )
    })
}
