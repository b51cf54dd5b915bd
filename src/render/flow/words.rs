//! Lines of text in a drawing, which has no layout of its own: widths are estimated.

/// The width of `words` at `size`, on the generous side for any common sans serif.
pub(super) fn width(words: &str, size: i32) -> i32 {
    words.chars().map(|sign| hundredths(sign) * size).sum::<i32>() / 100
}

/// A sign's width in hundredths of the font size.
fn hundredths(sign: char) -> i32 {
    match sign {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' => 30,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '[' | ']' | '-' | '/' => 38,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' => 90,
        'A'..='Z' | 'Å' | 'Ä' | 'Ö' => 72,
        '\u{1100}'.. => 105,
        _ => 58,
    }
}

/// `words` in lines that are at most `room` wide; what does not fit in `most` lines is cut off.
pub(super) fn wrap(words: &str, size: i32, room: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    // Text far beyond what is shown is not measured.
    for word in words.split_whitespace().take(most * 40) {
        let space = if line.is_empty() { 0 } else { width(" ", size) };
        let mut wide = width(word, size);
        if space > 0 && used + space + wide > room {
            lines.push(std::mem::take(&mut line));
            used = 0;
        } else if space > 0 {
            line.push(' ');
            used += space;
        }
        for sign in word.chars() {
            let next = width(sign.encode_utf8(&mut [0; 4]), size);
            if used + next + hyphen(wide, size) > room && !line.is_empty() {
                line.push('-');
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(sign);
            used += next;
            wide -= next;
        }
        if lines.len() > most {
            break;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    shorten(lines, most)
}

/// The room that a hyphen takes, when there is more of the word to come.
fn hyphen(left: i32, size: i32) -> i32 {
    if left > size { width("-", size) } else { 0 }
}

fn shorten(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.pop();
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_in_words_that_are_too_long() {
        assert_eq!(
            wrap("Möt leverantören och följ avtalet", 16, 160, 5),
            ["Möt leverantören", "och följ avtalet"]
        );
        let lines = wrap("Informationssäkerhetsklassningsmodellen ny", 16, 150, 5);
        assert!(lines.iter().all(|line| width(line, 16) <= 150), "{lines:?}");
        assert!(
            lines[0].ends_with('-')
                && lines.concat().replace('-', "").starts_with("Informationssäkerhets")
        );
        assert_eq!(wrap("", 16, 100, 3), [""; 0]);
        assert_eq!(wrap(&"ord ".repeat(1000), 16, 60, 2), ["ord ord", "ord or…"]);
        assert_eq!(wrap(&"x".repeat(100_000), 16, 1, 3).len(), 3);
    }
}
