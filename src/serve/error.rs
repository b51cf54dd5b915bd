//! Why serving cannot begin or go on. All of it is the environment's fault.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::locale::Text;

/// A fault of the network or of file watching.
#[derive(Debug)]
pub enum ServeError {
    /// No port could be listened on.
    Port {
        /// The first port that was tried.
        first: u16,
        /// The last one.
        last: u16,
        /// What the system said to the last.
        error: io::Error,
    },
    /// A folder cannot be watched.
    Watch {
        /// The folder, if it is about one.
        folder: Option<PathBuf>,
        /// What the system said.
        error: String,
    },
    /// Watching ended by itself.
    WatchEnded,
}

impl ServeError {
    /// What is wrong; lower case, no full stop.
    pub fn text(&self) -> Text {
        match self {
            Self::Port { first, last, error } if first == last => Text::new(
                format!("det går inte att lyssna på port {first} ({error})"),
                format!("cannot listen on port {first} ({error})"),
            ),
            Self::Port { first, last, error } => Text::new(
                format!("ingen port mellan {first} och {last} är ledig ({error})"),
                format!("no port from {first} to {last} is free ({error})"),
            ),
            Self::Watch { folder: Some(folder), error } => Text::new(
                format!("det går inte att bevaka `{}` ({error})", folder.display()),
                format!("cannot watch `{}` ({error})", folder.display()),
            ),
            Self::Watch { folder: None, error } => Text::new(
                format!("det går inte att bevaka filer ({error})"),
                format!("cannot watch files ({error})"),
            ),
            Self::WatchEnded => {
                Text::new("bevakningen av filer avbröts", "watching files came to an end")
            }
        }
    }

    /// What can be done about it, when we know.
    pub fn help(&self) -> Option<Text> {
        match self {
            Self::Port { .. } => {
                Some(Text::new("välj en annan port med --port", "choose another port with --port"))
            }
            Self::Watch { .. } | Self::WatchEnded => None,
        }
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text().en)
    }
}

impl std::error::Error for ServeError {}
