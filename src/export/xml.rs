//! Text in XML.

use std::borrow::Cow;

/// The declaration that every part begins with.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Text that means itself, in content and in attributes. Signs that XML cannot hold are left out.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    // The bytes of what is escaped, and those that what is left out can begin with.
    let special =
        |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | 0xef) || byte < b' ' && byte != b'\n';
    if !text.bytes().any(special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            sign if allowed(sign) => out.push(sign),
            _ => {}
        }
    }
    Cow::Owned(out)
}

const fn allowed(sign: char) -> bool {
    matches!(sign, '\t' | '\n' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn markup_is_escaped_and_what_xml_cannot_hold_is_left_out() {
        assert_eq!(escaped("å\n"), "å\n");
        assert_eq!(escaped("\u{ff0b}\u{ffff}\t"), "\u{ff0b}\t");
        assert_eq!(escaped("<a b=\"&\">\u{1}\r\n"), "&lt;a b=&quot;&amp;&quot;&gt;\n");
    }
}
