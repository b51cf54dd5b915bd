//! `lathund owners`: writes CODEOWNERS from the roles that own the entries.

use super::context::{Context, Failure};
use super::voice::print;
use crate::exchange::owners;

/// Print CODEOWNERS, from the roles that own the entries
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(context: &Context, _: &Args) -> Result<u8, Failure> {
    // The names of roles and files are no secret; whoever reviews must be asked about all of it.
    let loaded = context.unrestricted().load(None)?;
    print(&owners::render(&loaded.handbook, &loaded.sources, context.lang));
    Ok(u8::from(!loaded.is_sound()))
}
