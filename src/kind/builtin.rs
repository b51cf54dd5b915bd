//! The shipped kinds, embedded in the binary.

use include_dir::{Dir, include_dir};

use super::{Field, Kind, Kinds, declare};
use crate::diagnostic::{Diagnostic, FileId};
use crate::parse::yaml;

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/kind/builtin");

/// The shipped kinds. Their declarations are tested to be free of faults.
pub(crate) fn builtin() -> Kinds {
    let mut faults = Vec::new();
    let shared = shared(&mut faults);
    let kinds = files()
        .filter(|(name, _)| !name.starts_with('_'))
        .filter_map(|(_, text)| read(text, &mut faults))
        .map(|kind| with_shared(kind, &shared))
        .collect();
    debug_assert!(faults.is_empty(), "{faults:#?}");
    Kinds::new(kinds)
}

/// The fields of the settings file.
pub(super) fn settings() -> Vec<Field> {
    let mut faults = Vec::new();
    declared("_settings.yaml").map(|text| fields(text, &mut faults)).unwrap_or_default()
}

/// The fields of a search case.
pub(super) fn search_cases() -> Vec<Field> {
    let mut faults = Vec::new();
    declared("_search_cases.yaml").map(|text| fields(text, &mut faults)).unwrap_or_default()
}

/// The fields that every kind shares.
pub(super) fn shared(faults: &mut Vec<Diagnostic>) -> Vec<Field> {
    let mut shared = declared("_shared.yaml").map(|text| fields(text, faults)).unwrap_or_default();
    for field in &mut shared {
        field.shared = true;
    }
    shared
}

/// Adds the shared fields that the kind does not declare itself.
pub(super) fn with_shared(mut kind: Kind, shared: &[Field]) -> Kind {
    for field in shared {
        match kind.fields.iter_mut().find(|own| own.key == field.key) {
            Some(own) => own.shared = true,
            None => kind.fields.push(field.clone()),
        }
    }
    kind
}

fn declared(name: &str) -> Option<&'static str> {
    files().find(|(found, _)| *found == name).map(|(_, text)| text)
}

fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut files: Vec<_> = FOLDER
        .files()
        .filter_map(|file| Some((file.path().file_name()?.to_str()?, file.contents_utf8()?)))
        .collect();
    files.sort_unstable();
    files.into_iter()
}

fn read(text: &str, faults: &mut Vec<Diagnostic>) -> Option<Kind> {
    let (node, found) = yaml::parse(FileId(u32::MAX), text, 0);
    faults.extend(found);
    declare::kind(&node?, faults)
}

fn fields(text: &str, faults: &mut Vec<Diagnostic>) -> Vec<Field> {
    let (node, found) = yaml::parse(FileId(u32::MAX), text, 0);
    faults.extend(found);
    node.map(|node| declare::fields(&node, faults)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::{FieldType, Need};

    #[test]
    fn the_shipped_declarations_have_no_fault() {
        let mut faults = Vec::new();
        let shared = shared(&mut faults);
        assert!(!shared.is_empty());
        for (name, text) in files() {
            let before = faults.len();
            if !name.starts_with('_') {
                let kind = read(text, &mut faults).unwrap();
                assert_eq!(name, format!("{}.yaml", kind.id));
            }
            assert!(faults.len() == before, "{name}: {:#?}", &faults[before..]);
        }
        assert!(!settings().is_empty());
    }

    #[test]
    fn every_field_has_both_labels_and_every_target_kind_exists() {
        let kinds = builtin();
        for (_, kind) in kinds.all() {
            for field in &kind.fields {
                check(&kinds, &kind.id, field);
            }
        }
    }

    fn check(kinds: &Kinds, place: &str, field: &Field) {
        let place = format!("{place}.{}", field.key);
        assert!(!field.label.sv.is_empty() && !field.label.en.is_empty(), "{place}: label");
        assert_ne!(field.label.sv, *field.key, "{place}: label");
        if let FieldType::Ref(targets) = &field.ty {
            for target in targets {
                assert!(kinds.find(target).is_some(), "{place}: kind {target}");
            }
        }
        assert!(!field.anchors || field.list, "{place}: anchors without list");
        for inner in field.fields() {
            check(kinds, &place, inner);
        }
    }

    #[test]
    fn conditions_ask_about_fields_that_exist() {
        for (_, kind) in builtin().all() {
            for field in &kind.fields {
                for need in [&field.required, &field.expected] {
                    if let Need::When(condition) = need {
                        condition.fields(&mut |key, _| {
                            assert!(kind.field(key).is_some(), "{}.{}: {key}", kind.id, field.key);
                        });
                    }
                }
            }
        }
    }
}
