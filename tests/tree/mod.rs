//! A source tree as text: enough Rust to find modules, paths and functions, and no more.

use std::path::{Path, PathBuf};

/// The folder with `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A text file.
pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The path from the root, with `/`.
pub(crate) fn relative(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The files under `folder` with one of `extensions` (all files when there are none), sorted;
/// hidden folders and what tools produce are left out.
pub(crate) fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    const PRODUCED: [&str; 3] = ["target", "node_modules", "public"];
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && !PRODUCED.contains(&name.as_str()) {
                found.extend(files(&path, extensions));
            }
        } else if name == ".git" {
            // In a linked working tree it is a file, and none of ours.
        } else if extensions.is_empty() || extensions.contains(&extension.as_str()) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The text before the first `#[cfg(test)]` that opens a block or stands alone: tests come last.
pub(crate) fn without_tests(text: &str) -> &str {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end() == "#[cfg(test)]" {
            return &text[..start];
        }
        start += line.len();
    }
    text
}

/// The text with comments and the contents of strings and characters as blanks, so that what is
/// left is code. Lines keep their numbers.
pub(crate) fn blank(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = opaque_length(rest, out.chars().next_back()).min(rest.len());
        if length == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            out.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
        }
    }
    out
}

/// How many bytes at the start of `rest` are a comment, a string or a character; 0 when code.
fn opaque_length(rest: &str, before: Option<char>) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    if rest.starts_with('"') {
        return quoted_length(rest, '"');
    }
    if let Some(after) = rest.strip_prefix('\'') {
        let word = after.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let lifetime = word && after.chars().nth(1) != Some('\'');
        return if lifetime { 1 } else { quoted_length(rest, '\'') };
    }
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let hashes =
        rest.strip_prefix('r').map(|after| after.len() - after.trim_start_matches('#').len());
    match hashes {
        Some(hashes) if !in_word && rest[1 + hashes..].starts_with('"') => {
            let close = format!("\"{}", "#".repeat(hashes));
            let body = &rest[hashes + 2..];
            hashes + 2 + body.find(&close).map_or(body.len(), |end| end + close.len())
        }
        _ => 0,
    }
}

fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The modules that a file declares in files of their own, in order.
pub(crate) fn module_names(text: &str) -> Vec<String> {
    let declaration = |line: &str| {
        let line = line.trim();
        let line = line
            .split_once(") ")
            .filter(|(before, _)| before.starts_with("pub("))
            .map_or(line.strip_prefix("pub ").unwrap_or(line), |(_, after)| after);
        Some(line.strip_prefix("mod ")?.strip_suffix(';')?.to_owned())
    };
    text.lines().filter_map(declaration).collect()
}

/// The folder in which the modules that `file` declares have their files.
pub(crate) fn module_folder(file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default();
    let folder = file.parent().unwrap_or(Path::new(""));
    if ["lib", "main", "mod"].iter().any(|name| stem == *name) {
        folder.to_path_buf()
    } else {
        folder.join(stem)
    }
}

/// The top module that a source file belongs to; none for `lib.rs` and `main.rs`.
pub(crate) fn module_of(file: &Path) -> Option<String> {
    let path = relative(file);
    let first = path.strip_prefix("src/")?.split('/').next()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (!["lib", "main"].contains(&name)).then(|| name.to_owned())
}

/// The top modules that code names through `crate::` or a row of `super::` that ends at the root,
/// with their lines.
pub(crate) fn crate_paths(text: &str, file: &Path) -> Vec<(usize, String)> {
    let path = relative(file);
    let inner = path.trim_start_matches("src/").trim_end_matches("/mod.rs").trim_end_matches(".rs");
    let to_root = format!("{}::", vec!["super"; inner.split('/').count()].join("::"));
    let mut found = Vec::new();
    for start in ["crate::", to_root.as_str()] {
        for (at, _) in text.match_indices(start) {
            let before = text[..at].chars().next_back();
            if before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':') {
                let line = text[..at].matches('\n').count() + 1;
                let targets = first_segments(&text[at + start.len()..]);
                found.extend(targets.into_iter().map(|target| (at, line, target)));
            }
        }
    }
    found.sort_by_key(|(at, ..)| *at);
    found.into_iter().map(|(_, line, target)| (line, target)).collect()
}

/// The first segments of a path: one, or those of a group in braces.
fn first_segments(rest: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let Some(group) = rest.strip_prefix('{') else { return vec![word(rest)] };
    let mut segments = vec![word(group)];
    let mut depth = 0_usize;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => segments.push(word(&group[at + 1..])),
            _ => {}
        }
    }
    segments.retain(|segment| !segment.is_empty());
    segments
}

/// A function and how long it is.
pub(crate) struct Function {
    /// Its name.
    pub(crate) name: String,
    /// The line of `fn`.
    pub(crate) line: usize,
    /// Lines up to and with its closing brace.
    pub(crate) lines: usize,
}

/// The functions with bodies in blanked code.
pub(crate) fn functions(code: &str) -> Vec<Function> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let before = code[..at].chars().next_back();
        let name: String =
            code[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if name.is_empty() || before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        if let Some(body) = body_of(&code[at..]) {
            let line = code[..at].matches('\n').count() + 1;
            found.push(Function { name, line, lines: body.matches('\n').count() + 1 });
        }
    }
    found
}

/// From `fn` to the brace that closes the body; none for a declaration that ends in `;`.
fn body_of(code: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let mut brackets = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            ';' if depth == 0 && brackets == 0 => return None,
            '{' => depth += 1,
            '}' if depth == 1 => return Some(&code[..=at]),
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}
