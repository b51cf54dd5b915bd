//! `lathund hosting`: configuration for the web server that readers meet.

use super::context::{Context, Failure};
use super::voice::print;
use crate::hosting::{self, Place, Server};

/// Write the configuration of a web server: headers, caching, packed files, 404
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The web server
    #[arg(long = "for", value_name = "SERVER", value_parser = ["nginx", "apache", "iis", "caddy"])]
    server: String,
    /// Folder of the built site on the server
    #[arg(long, default_value = "/srv/handbok", value_name = "DIR")]
    folder: String,
    /// Name of the host that readers write
    #[arg(long, default_value = "handbok.example.se", value_name = "HOST")]
    name: String,
    /// Port to listen on
    #[arg(long, default_value_t = 80)]
    port: u16,
    /// Path of the site on the host
    #[arg(long, default_value = "/", value_name = "PATH")]
    base: String,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let server = Server::from_id(&args.server).ok_or_else(|| {
        Failure::new(
            format!("webbservern {} är okänd", args.server),
            format!("the web server {} is unknown", args.server),
        )
    })?;
    let place = Place::new(&args.folder, &args.name, args.port, &args.base).map_err(Failure)?;
    print(&hosting::configuration(server, &place, context.lang));
    Ok(0)
}
