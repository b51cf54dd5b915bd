//! Shows an address in the user's browser.

use std::process::{Command, Stdio};

/// Asks the desktop to show `address`. Where there is no desktop, nothing happens: the address
/// stands on the terminal, too.
pub(super) fn open(address: &str) {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("explorer");
        command.arg(address);
        command
    } else {
        let mut command = Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
        command.arg(address);
        command
    };
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Ok(mut child) = silent.spawn() {
        // The desktop's helper ends at once or lives as long as the browser; waiting for it here
        // would hold up the first rebuild.
        std::thread::spawn(move || child.wait());
    }
}
