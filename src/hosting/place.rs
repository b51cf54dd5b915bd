//! Where a site is to be served from, in signs that mean nothing to any configuration.

use crate::locale::Text;

/// The place of a site on a server and on the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The folder of the built site.
    pub(super) folder: String,
    /// The name of the host.
    pub(super) name: String,
    /// The port that is listened to.
    pub(super) port: u16,
    /// The path of the site on the host, with a slash at both ends.
    pub(super) base: String,
}

impl Place {
    /// A place; the words tell what cannot stand in a configuration.
    pub fn new(folder: &str, name: &str, port: u16, base: &str) -> Result<Self, Text> {
        // A line break, a quote or a variable would end the text that the folder stands in.
        let odd = |sign: char| sign.is_control() || "\"'`$%{}<>;#*?|\\".contains(sign);
        if folder.is_empty() || folder.chars().any(odd) {
            return Err(Text::new(
                format!("mappen {folder:?} har tecken som inte kan stå i en konfiguration"),
                format!("the folder {folder:?} has signs that cannot stand in a configuration"),
            ));
        }
        let letter = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_';
        if name.is_empty() || !name.chars().all(|sign| letter(sign) || sign == '.') {
            return Err(Text::new(
                format!("{name:?} är inget namn på en server"),
                format!("{name:?} is no name of a host"),
            ));
        }
        let steps = base.trim_matches('/');
        let plain = |step: &str| !step.is_empty() && step.chars().all(letter);
        if !(steps.is_empty() || steps.split('/').all(plain)) {
            return Err(Text::new(
                format!(
                    "sökvägen {base:?} ska vara som /handbok/: bokstäver a-z, siffror, - och _"
                ),
                format!("the path {base:?} is to be like /handbok/: letters a-z, digits, - and _"),
            ));
        }
        let base = if steps.is_empty() { "/".to_owned() } else { format!("/{steps}/") };
        let folder = match folder.trim_end_matches('/') {
            "" => "/".to_owned(),
            folder => folder.to_owned(),
        };
        Ok(Self { folder, name: name.to_owned(), port, base })
    }

    /// The path of the site without slashes at its ends: empty at the root of the host.
    pub(super) fn steps(&self) -> &str {
        self.base.trim_matches('/')
    }

    /// A name for what all sites of a server share the names of.
    pub(super) fn own(&self) -> String {
        self.name.replace(['.', '-'], "_")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_has_a_slash_at_both_ends() {
        for (given, base) in [("", "/"), ("/", "/"), ("handbok", "/handbok/"), ("/a/b", "/a/b/")] {
            assert_eq!(Place::new("/srv/a/", "x.se", 80, given).unwrap().base, base);
        }
        assert_eq!(Place::new("/srv/a/", "x.se", 80, "").unwrap().folder, "/srv/a");
    }

    #[test]
    fn nothing_that_a_server_could_read_as_an_order_is_let_through() {
        for folder in ["", "/a\"; return 200", "/a\nb", "/$uri", "/a;b", "/{b}", "C:\\b", "/a#b"] {
            assert!(Place::new(folder, "x.se", 80, "/").is_err(), "{folder}");
        }
        for name in ["", "a b", "a;b", "å.se", "a\nb", "$host", "a/b"] {
            assert!(Place::new("/a", name, 80, "/").is_err(), "{name}");
        }
        for base in ["/a b/", "/a//b/", "/../", "/a.b/", "/a;/", "/$/", "/a\n/"] {
            assert!(Place::new("/a", "x.se", 80, base).is_err(), "{base}");
        }
        assert!(Place::new("/srv/inköp och it", "handbok.example.se", 80, "/inkop/it/").is_ok());
    }
}
