//! The syntax of references: `kind:id#item`, or a bare `id` where the field fixes the kind.

/// A reference as written: words, not yet a target.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The kind, when it was written.
    pub kind: Option<String>,
    /// The entry's id; pages may have `/` in theirs.
    pub id: String,
    /// The step, item or heading inside the entry.
    pub item: Option<String>,
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(kind) = &self.kind {
            f.write_str(kind)?;
            f.write_str(":")?;
        }
        f.write_str(&self.id)?;
        match &self.item {
            Some(item) => {
                f.write_str("#")?;
                f.write_str(item)
            }
            None => Ok(()),
        }
    }
}

/// Reads a reference; `None` when the words do not have its form.
pub(crate) fn parse(words: &str) -> Option<Reference> {
    let words = words.trim();
    let (target, item) = match words.split_once('#') {
        Some((target, item)) => (target, Some(item)),
        None => (words, None),
    };
    let (kind, id) = match target.split_once(':') {
        Some((kind, id)) => (Some(kind.trim()), id.trim()),
        None => (None, target),
    };
    let word = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    let fits =
        kind.is_none_or(word) && !id.is_empty() && id.split('/').all(word) && item.is_none_or(word);
    fits.then(|| Reference {
        kind: kind.map(str::to_lowercase),
        id: id.to_lowercase(),
        item: item.map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_and_item_are_optional() {
        let read = |words| parse(words).map(|reference| reference.to_string());
        assert_eq!(read("systemagare").as_deref(), Some("systemagare"));
        assert_eq!(read(" process:inforande#test ").as_deref(), Some("process:inforande#test"));
        assert_eq!(read("page:forvalta/ny").as_deref(), Some("page:forvalta/ny"));
        assert_eq!(read("Role:Systemagare").as_deref(), Some("role:systemagare"));
        for bad in ["", ":", "a:", "a b", "https://x.se", "a#", "../x"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
