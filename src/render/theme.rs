//! The theme: templates, words and static files; the built-in one, overridden file by file.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use include_dir::{Dir, DirEntry, include_dir};
use tera::{Kwargs, State, Tera, Value};

use super::slim;
use crate::kind::settings::Settings;
use crate::locale::{Lang, Text};
use crate::parse::yaml;
use crate::view::contrast;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/handbok");

/// The style sheet that the colours of the settings are written to.
const COLOURS: &str = "css/farger.css";

/// A theme, ready to render.
pub(crate) struct Theme {
    pub(crate) tera: Tera,
    pub(crate) words: Words,
    /// Files to publish: path on the site and bytes.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// Path on the site by the name in the theme.
    pub(crate) assets: BTreeMap<String, String>,
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme").field("assets", &self.assets).finish_non_exhaustive()
    }
}

/// The words of the interface.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words(Arc<BTreeMap<String, String>>);

impl Words {
    /// The words under `key`. A key that is not there shows itself, and a test finds it.
    pub(crate) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The words whose keys begin so, for a script.
    pub(crate) fn beginning(&self, prefix: &str) -> BTreeMap<&str, &str> {
        let from = self.0.range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
        from.map_while(|(key, words)| Some((key.strip_prefix(prefix)?, words.as_str()))).collect()
    }

    /// A count in words: `1 post`, `12 poster`.
    pub(crate) fn count(&self, key: &str, n: i64) -> String {
        let form = if n == 1 { "one" } else { "other" };
        self.get(&format!("{key}_{form}")).replace("{n}", &n.to_string())
    }
}

/// A theme that cannot be used.
#[derive(Debug)]
pub struct ThemeError {
    /// The file.
    pub file: String,
    /// What is wrong with it.
    pub message: Text,
}

/// Loads the built-in theme with `overrides` (path in the theme, bytes) in place of its files.
pub(crate) fn load(
    settings: &Settings,
    lang: Lang,
    overrides: Vec<(String, Vec<u8>)>,
) -> Result<Theme, ThemeError> {
    let mut files = built_in();
    files.extend(overrides);
    let words = words(&files, lang)?;
    let mut tera = Tera::new();
    let counted = words.clone();
    tera.register_function("n", move |kwargs: Kwargs, _: &State| -> tera::TeraResult<String> {
        let key: String = kwargs.must_get("key")?;
        Ok(counted.count(&key, kwargs.must_get("n")?))
    });
    let templates = templates(&files)?;
    tera.add_raw_templates(templates).map_err(|error| template_error(&error))?;
    let (mut out, mut assets) = (Vec::new(), BTreeMap::new());
    let colours = (COLOURS.to_owned(), colours(settings).into_bytes());
    let statics = files
        .into_iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix("static/")?.to_owned(), bytes)));
    for (name, mut bytes) in statics.chain(std::iter::once(colours)) {
        if let (true, Ok(script)) = (name.starts_with("js/"), std::str::from_utf8(&bytes)) {
            bytes = slim::script(script).into_bytes();
        }
        let path = fingerprinted(&name, &bytes);
        assets.insert(name, path.clone());
        out.push((path, bytes));
    }
    let theme = Theme { tera, words, files: out, assets };
    Ok(theme)
}

/// What the files of the built-in theme say.
pub(crate) fn own_texts() -> Vec<String> {
    built_in().into_values().filter_map(|bytes| String::from_utf8(bytes).ok()).collect()
}

/// The global part of every context: words and assets.
pub(crate) fn globals(theme: &Theme) -> (Value, Value) {
    let words = theme.words.0.iter().map(|(key, text)| (key.clone(), text.clone()));
    let assets = theme.assets.iter().map(|(name, path)| (name.clone(), path.clone()));
    (
        Value::from(words.collect::<BTreeMap<String, String>>()),
        Value::from(assets.collect::<BTreeMap<String, String>>()),
    )
}

/// What a template complains about, with its place.
pub(crate) fn template_error(error: &tera::Error) -> ThemeError {
    let (file, at) = match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            (report.filename().to_owned(), report.message().to_owned())
        }
        _ => (String::new(), error.to_string()),
    };
    let message = format!("{at}\n{error}");
    ThemeError { file, message: Text::new(message.clone(), message) }
}

fn built_in() -> BTreeMap<String, Vec<u8>> {
    fn add(dir: &Dir<'_>, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in dir.entries() {
            match entry {
                DirEntry::Dir(dir) => add(dir, files),
                DirEntry::File(file) => {
                    let path = file.path().to_string_lossy().replace('\\', "/");
                    files.insert(path, file.contents().to_vec());
                }
            }
        }
    }
    let mut files = BTreeMap::new();
    add(&BUILT_IN, &mut files);
    files
}

fn templates(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<(&str, &str)>, ThemeError> {
    files
        .iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix("templates/")?, bytes)))
        .map(|(name, bytes)| Ok((name, utf8(name, bytes)?)))
        .collect()
}

fn words(files: &BTreeMap<String, Vec<u8>>, lang: Lang) -> Result<Words, ThemeError> {
    let name = format!("i18n/{}.yaml", lang.tag());
    let text = utf8(&name, files.get(&name).map_or(&[][..], Vec::as_slice))?;
    let (node, faults) = yaml::parse(crate::diagnostic::FileId(u32::MAX), text, 0);
    if let Some(fault) = faults.into_iter().next() {
        return Err(ThemeError { file: name, message: fault.message });
    }
    let pairs = node.iter().flat_map(|node| node.map().unwrap_or_default());
    let words =
        pairs.filter_map(|(key, value)| Some((key.text.clone(), value.scalar()?.text.clone())));
    Ok(Words(Arc::new(words.collect())))
}

fn utf8<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, ThemeError> {
    std::str::from_utf8(bytes).map_err(|_| ThemeError {
        file: name.to_owned(),
        message: Text::new("filen är inte UTF-8", "the file is not UTF-8"),
    })
}

/// The name with eight figures of its content's hash: `css/base.1a2b3c4d.css`.
fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    match name.rsplit_once('.') {
        Some((stem, end)) => format!("{stem}.{}.{end}", &hash[..8]),
        None => format!("{name}.{}", &hash[..8]),
    }
}

/// The organisation's colours as custom properties, each with the text colour that suits it.
fn colours(settings: &Settings) -> String {
    let colours = settings.group("colours");
    let colour = |key: &str| colours.and_then(|colours| colours.text(key));
    let mut css = String::from(":root {\n");
    for (key, name) in [("accent", "--accent"), ("accent_dark", "--accent-dark")] {
        if let Some(colour) = colour(key) {
            let text = contrast::readable(colour, "#ffffff", "#0f161b");
            css.push_str(&format!("  {name}: {colour};\n  {name}-contrast: {text};\n"));
        }
    }
    css.push_str("}\n");
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_words() {
        let files = built_in();
        let keys = |lang| words(&files, lang).unwrap().0.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(Lang::Sv), keys(Lang::En));
    }

    #[test]
    fn fingerprints_follow_the_content() {
        assert_ne!(fingerprinted("css/a.css", b"a"), fingerprinted("css/a.css", b"b"));
        assert_eq!(fingerprinted("css/a.css", b"a").len(), "css/a.12345678.css".len());
    }
}
