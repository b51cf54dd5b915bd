//! Text in XML.

use std::borrow::Cow;

use crate::render::escape::has;

/// The declaration that every part begins with.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Text that means itself, in content and in attributes. Signs that XML cannot hold are left out.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if !has(text, special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| special(*byte)) {
        let sign = text[at..].chars().next().unwrap_or_default();
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ if allowed(sign) => continue,
            _ => "",
        };
        out.push_str(&text[done..at]);
        out.push_str(entity);
        done = at + sign.len_utf8();
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Whether a byte begins what is escaped, or may begin what is left out.
const fn special(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | 0xef) || byte < b' ' && byte != b'\n'
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
