//! The format of a case file.
//!
//! Each `## heading` is a case. A line with nothing but a path in backticks, and the fenced block
//! after it, is a file of the case's site; before the first heading it belongs to every case. A
//! block marked `diagnostics`, `html <page> <selector>` or `console` is an expectation. All else
//! is prose.

/// A file of cases.
pub(crate) struct CaseFile<'a> {
    text: &'a str,
    /// The cases, in order.
    pub(crate) cases: Vec<Case>,
}

/// One case.
pub(crate) struct Case {
    /// The heading.
    pub(crate) name: String,
    /// The site.
    pub(crate) files: Vec<(String, String)>,
    /// What must hold.
    pub(crate) expectations: Vec<Block>,
}

/// An expectation, and where it stands.
pub(crate) struct Block {
    /// What is asked.
    pub(crate) expectation: Expectation,
    /// What is expected.
    pub(crate) body: String,
    /// The line of the opening fence, from 1.
    pub(crate) line: usize,
    lines: std::ops::Range<usize>,
}

/// What a case asks for.
pub(crate) enum Expectation {
    /// The diagnostics of the site.
    Diagnostics,
    /// The first element of a page that a selector finds.
    Html {
        /// The page's path in the output.
        path: String,
        /// The selector.
        selector: String,
    },
    /// What the program prints.
    Console {
        /// The lines after `$ lathund`.
        commands: Vec<String>,
    },
}

struct Fence {
    info: String,
    body: String,
    line: usize,
    lines: std::ops::Range<usize>,
}

impl<'a> CaseFile<'a> {
    /// Reads a file of cases; the fault begins with its line.
    pub(crate) fn parse(text: &'a str) -> Result<Self, String> {
        let lines: Vec<&str> = text.lines().collect();
        let mut cases: Vec<Case> = Vec::new();
        let mut shared = Vec::new();
        let mut path: Option<String> = None;
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at += 1;
            if let Some(name) = line.strip_prefix("## ") {
                let name = name.trim().to_owned();
                cases.push(Case { name, files: shared.clone(), expectations: Vec::new() });
                path = None;
            } else if let Some(fence) = Fence::read(&lines, at - 1)? {
                at = fence.lines.end + 1;
                let case = cases.last_mut();
                match (path.take(), case) {
                    (Some(path), Some(case)) => place(&mut case.files, path, fence.body),
                    (Some(path), None) => place(&mut shared, path, fence.body),
                    (None, Some(case)) => case.expectations.push(fence.into_expectation()?),
                    (None, None) => {
                        return Err(format!(
                            "{}: an expectation before the first case",
                            fence.line
                        ));
                    }
                }
            } else if let Some(named) = path_line(line) {
                path = Some(named.to_owned());
            } else if !line.trim().is_empty() {
                path = None;
            }
        }
        match cases.iter().find(|case| case.expectations.is_empty()) {
            Some(case) => Err(format!("1: the case \"{}\" expects nothing", case.name)),
            None => Ok(Self { text, cases }),
        }
    }

    /// The text with new bodies for some of its expectations.
    pub(crate) fn rewritten(&self, rewrites: &[(&Block, String)]) -> String {
        let mut out = String::new();
        for (number, line) in self.text.lines().enumerate() {
            for (_, body) in rewrites.iter().filter(|(block, _)| block.lines.start == number) {
                out.push_str(body);
                if !body.is_empty() {
                    out.push('\n');
                }
            }
            if !rewrites.iter().any(|(block, _)| block.lines.contains(&number)) {
                out.push_str(line);
                out.push('\n');
            }
        }
        out
    }
}

/// Adds a file, or replaces one of the same path: a case may change what all cases share.
fn place(files: &mut Vec<(String, String)>, path: String, text: String) {
    files.retain(|(other, _)| *other != path);
    files.push((path, text));
}

/// The path on a line such as `` `content/roller/chef.md` ``.
fn path_line(line: &str) -> Option<&str> {
    let path = line.trim().strip_prefix('`')?.strip_suffix('`')?;
    (!path.is_empty() && !path.contains('`')).then_some(path)
}

impl Fence {
    /// The fenced block that opens on line `at`, if one does. As in `CommonMark`, a longer fence
    /// may hold a shorter one.
    fn read(lines: &[&str], at: usize) -> Result<Option<Self>, String> {
        let opening = lines.get(at).copied().unwrap_or_default();
        let ticks = opening.len() - opening.trim_start_matches('`').len();
        if ticks < 3 || opening[ticks..].contains('`') {
            return Ok(None);
        }
        let closes = |line: &&str| {
            let line = line.trim_end();
            line.len() >= ticks && line.chars().all(|c| c == '`')
        };
        let Some(length) = lines[at + 1..].iter().position(closes) else {
            return Err(format!("{}: this block is not closed", at + 1));
        };
        let range = at + 1..at + 1 + length;
        let body: String = lines[range.clone()].iter().flat_map(|line| [line, "\n"]).collect();
        let info = opening[ticks..].trim().to_owned();
        Ok(Some(Self { info, body, line: at + 1, lines: range }))
    }

    fn into_expectation(self) -> Result<Block, String> {
        let body = self.body.trim_end().to_owned();
        let mut words = self.info.splitn(3, ' ');
        let expectation = match (words.next(), words.next(), words.next()) {
            (Some("diagnostics"), None, None) => Expectation::Diagnostics,
            (Some("html"), Some(path), Some(selector)) => {
                Expectation::Html { path: path.to_owned(), selector: selector.trim().to_owned() }
            }
            (Some("console"), None, None) => {
                let command = |line: &str| line.strip_prefix("$ lathund").map(str::to_owned);
                Expectation::Console { commands: body.lines().filter_map(command).collect() }
            }
            _ => {
                let said = format!("`{}` has no path above it and is no expectation", self.info);
                return Err(format!("{}: {said}", self.line));
            }
        };
        Ok(Block { expectation, body, line: self.line, lines: self.lines })
    }
}
