//! Finds an id in the words of a reference, whatever stands around it.

use std::ops::Range;

/// Where the id stands in a reference as written: `kind:id#item`, in quotes or not.
pub(super) fn id_in_reference(raw: &str, kind: &str, id: &str) -> Option<Range<usize>> {
    let target = raw.split('#').next()?;
    let start = match target.split_once(':') {
        Some((before, _)) => {
            let named = before.trim_start_matches(is_around).trim_end();
            if !named.eq_ignore_ascii_case(kind) {
                return None;
            }
            before.len() + 1
        }
        None => 0,
    };
    let rest = target.get(start..)?;
    let skipped = rest.len() - rest.trim_start_matches(is_around).len();
    let found = rest.get(skipped..)?.trim_end_matches(is_around);
    let at = start + skipped;
    (found.to_lowercase() == id).then_some(at..at + found.len())
}

/// Where the last name of a path stands without its ending, when it is `stem`.
pub(super) fn stem_in_path(raw: &str, stem: &str) -> Option<Range<usize>> {
    let path = raw.split(['#', '?']).next()?.trim_end_matches(is_around);
    let start = path
        .rfind('/')
        .map_or_else(|| path.len() - path.trim_start_matches(is_around).len(), |slash| slash + 1);
    let name = path.get(start..)?;
    let bare = name.split_once('.').map_or(name, |(bare, _)| bare);
    (bare == stem).then_some(start..start + bare.len())
}

/// Blanks, quotes and the backslash before the bar of a table.
fn is_around(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '"' | '\'' | '\\' | '<' | '>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_id_of_a_reference_is_found() {
        let found = |raw: &str| id_in_reference(raw, "role", "chef").map(|at| raw[at].to_owned());
        for raw in ["chef", "role:chef", "\"role:chef#ansvar\"", "'chef'", "Role:Chef", "chef\\"] {
            assert_eq!(found(raw).unwrap().to_lowercase(), "chef", "{raw}");
        }
        for raw in ["chefer", "system:chef", "role:chef-it", "a/chef"] {
            assert_eq!(found(raw), None, "{raw}");
        }
    }

    #[test]
    fn only_the_name_of_a_file_is_found() {
        let found = |raw: &str| stem_in_path(raw, "chef").map(|at| at.start);
        assert_eq!(found("../chef/chef.md#ansvar"), Some(8));
        assert_eq!(found("chef.html?x"), Some(0));
        assert_eq!(found("chef/index.md"), None);
    }
}
