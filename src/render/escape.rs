//! Words into HTML: the only way that text from sources becomes part of a page.

/// Writes `words` as text or as the value of a quoted attribute.
pub(crate) fn text(out: &mut String, words: &str) {
    write(out, words, |_| false);
}

/// Writes words that already are HTML text: their entities stay, their signs are escaped.
pub(crate) fn text_with_entities(out: &mut String, words: &str) {
    write(out, words, starts_with_entity);
}

/// Writes markup of our own: nothing in it may come from sources.
pub(crate) fn markup(out: &mut String, markup: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = std::fmt::Write::write_fmt(out, markup);
}

/// `words` as text or as the value of a quoted attribute.
pub(crate) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + words.len() / 8);
    text(&mut out, words);
    out
}

/// Writes a URL as the value of a quoted attribute; signs that URLs do not have are encoded.
pub(crate) fn url(out: &mut String, url: &str) {
    let is_sign = |byte: u8| matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{'..=b'}');
    let is_encoded = |byte: u8| is_sign(byte) || matches!(byte, 0..=b' ' | 0x7f..);
    if !url.bytes().any(|byte| is_encoded(byte) || matches!(byte, b'&' | b'\'')) {
        return out.push_str(url);
    }
    for byte in url.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#39;"),
            byte if is_encoded(byte) => {
                out.push('%');
                out.push(hex(byte >> 4));
                out.push(hex(byte & 15));
            }
            _ => out.push(char::from(byte)),
        }
    }
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
}

/// Whether words have one of some bytes. The processor looks at sixteen of them at a time.
pub(crate) fn has(words: &str, is_one: impl Fn(u8) -> bool) -> bool {
    let mut chunks = words.as_bytes().chunks(CHUNK);
    chunks.any(|chunk| chunk.iter().fold(false, |found, byte| found | is_one(*byte)))
}

fn write(out: &mut String, words: &str, keeps: impl Fn(&str) -> bool) {
    let mut done = 0;
    // Nearly all signs stand for themselves, as the processor sees of sixteen at a time.
    for (chunk, start) in words.as_bytes().chunks(CHUNK).zip((0..).step_by(CHUNK)) {
        if !chunk.iter().fold(false, |found, byte| found | is_special(*byte)) {
            continue;
        }
        for (byte, at) in chunk.iter().zip(start..) {
            let entity = match byte {
                b'&' if !keeps(&words[at..]) => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                // Signs that HTML does not allow in any form.
                0..=8 | 11 | 12 | 14..=31 | 127 => "\u{fffd}",
                _ => continue,
            };
            out.push_str(&words[done..at]);
            out.push_str(entity);
            done = at + 1;
        }
    }
    out.push_str(&words[done..]);
}

const CHUNK: usize = 64;

/// Whether a byte may be written otherwise.
#[expect(clippy::needless_bitwise_bool, reason = "without branches many are looked at at a time")]
const fn is_special(byte: u8) -> bool {
    let control = (byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
    let bracket = (byte == b'<') | (byte == b'>');
    control | bracket | (byte == b'&') | (byte == b'"') | (byte == b'\'') | (byte == 127)
}

/// Whether `words` begin with `&name;` or `&#number;`.
fn starts_with_entity(words: &str) -> bool {
    let name = words.strip_prefix('&').unwrap_or(words);
    let name = name.strip_prefix('#').unwrap_or(name);
    let end = name.bytes().take(33).position(|byte| !byte.is_ascii_alphanumeric());
    end.is_some_and(|end| end > 0 && name.as_bytes().get(end) == Some(&b';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_html_become_entities() {
        assert_eq!(
            escaped("å <b a=\"1\"> & 'x'\u{0}"),
            "å &lt;b a=&quot;1&quot;&gt; &amp; &#39;x&#39;\u{fffd}"
        );
        assert_eq!(escaped("rad\n\trad"), "rad\n\trad");
    }

    #[test]
    fn entities_stay_where_they_are_meant() {
        let kept = |words| {
            let mut out = String::new();
            text_with_entities(&mut out, words);
            out
        };
        assert_eq!(kept("&nbsp;&#229; & &x <"), "&nbsp;&#229; &amp; &amp;x &lt;");
        assert_eq!(kept("&&amp;"), "&amp;&amp;");
    }

    #[test]
    fn urls_keep_their_form_and_lose_their_quotes() {
        let mut out = String::new();
        url(&mut out, "a b/å\"?x=1&y='%20'#z");
        assert_eq!(out, "a%20b/%C3%A5%22?x=1&amp;y=&#39;%20&#39;#z");
    }
}
