//! `lathund serve`: builds, serves the site to this machine, and rebuilds on change.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use super::build;
use super::context::{Context, Failure};
use super::workbench::work;
use crate::locale::Text;
use crate::pipeline::Session;
use crate::serve::{self, Event, Options, Work};

/// Build, serve on this machine and rebuild on change
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Port to listen on; the next free one is taken when it is busy
    #[arg(long, default_value_t = 4000)]
    port: u16,
    /// Address to listen on instead of this machine's own: `0.0.0.0` lets the whole network in
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// Show the site in the browser
    #[arg(long)]
    open: bool,
    /// Folder to write the site to (default: `public` in the project)
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Tell where the time went, after every change
    #[arg(long)]
    timings: bool,
    /// Folder with theme files that replace the built-in ones
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let output = build::output(context, args.output.as_deref());
    context.may_replace(&output)?;
    let watch = std::iter::once(context.project.content.clone()).chain(args.theme.clone());
    let options = Options {
        watch: watch.collect(),
        output: output.clone(),
        address: args.address,
        port: args.port,
        open: args.open,
    };
    if let Some(warning) = serve::warning(args.address) {
        context.tell(&warning);
    }
    let mut session = Session::new(context.project.clone(), output, args.theme.clone());
    let mut work = |asked: Work<'_>| work(context, &mut session, asked, args.timings);
    serve::run(&options, &mut work, &mut |event| tell(context, &event))?;
    Ok(0)
}

/// Says what happens while files are watched.
pub(super) fn tell(context: &Context, event: &Event<'_>) {
    match event {
        Event::Listening { address } => context.tell(&Text::new(
            format!("handboken visas på {address} (avsluta med Ctrl+C)"),
            format!("the handbook is shown at {address} (stop with Ctrl+C)"),
        )),
        Event::Changed(paths) => {
            let first = paths.first().map_or_else(String::new, |path| path.display().to_string());
            let and =
                if paths.len() > 1 { format!(" (+{})", paths.len() - 1) } else { String::new() };
            let words = |changed| format!("{changed}: {first}{and}");
            context.tell(&Text::new(words("ändrat"), words("changed")));
        }
        Event::WatchTrouble(trouble) => {
            context.tell(&Text::new(
                format!("ändringar kan ha missats: {trouble}"),
                format!("changes may have been missed: {trouble}"),
            ));
        }
    }
}
