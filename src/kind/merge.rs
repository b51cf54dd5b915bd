//! Adds a site's own declarations (`content/_kinds/*.yaml`) to the shipped kinds.

use super::builtin::{shared, with_shared};
use super::{Field, FieldType, Kind, Kinds, declare, suggest};
use crate::diagnostic::{Checked, Diagnostic, Span};
use crate::locale::Text;
use crate::parse::yaml::Node;

/// Merges declarations into `kinds`: a new id adds a kind, a known one adds fields to it.
pub(crate) fn merge<'a>(
    kinds: &Kinds,
    declared: impl IntoIterator<Item = &'a Node>,
) -> Checked<Kinds> {
    let mut faults = Vec::new();
    let shared = shared(&mut faults);
    let mut all: Vec<Kind> = kinds.all().map(|(_, kind)| kind.clone()).collect();
    let mut places = Vec::new();
    for node in declared {
        let Some(added) = declare::kind(node, &mut faults) else { continue };
        places.push((added.id.clone(), node));
        let id = added.id.clone();
        match all.iter_mut().find(|kind| kind.id == added.id) {
            Some(known) => extend(known, added, node, &mut faults),
            None => all.push(with_shared(added, &shared)),
        }
        if let Some(kind) = all.iter_mut().find(|kind| kind.id == id) {
            declare::restrict(&mut kind.fields, node, &mut faults);
        }
    }
    all.sort_by(|a, b| a.id.cmp(&b.id));
    let kinds = Kinds::new(all);
    for (id, node) in places {
        if let Some(kind) = kinds.find(&id) {
            check_targets(&kinds, &kinds.get(kind).fields, node.span, &mut faults);
        }
    }
    (kinds, faults)
}

/// Adds the fields of a declaration to a known kind. What is already there stays as it is, apart
/// from who may see it.
fn extend(known: &mut Kind, added: Kind, node: &Node, faults: &mut Vec<Diagnostic>) {
    known.visibility = added.visibility.or(known.visibility);
    for field in added.fields {
        let place = node
            .get("fields")
            .and_then(Node::map)
            .and_then(|pairs| pairs.iter().find(|(key, _)| key.text == *field.key))
            .map_or(node.span, |(key, _)| key.span);
        if known.fields.iter().any(|own| own.key == field.key) {
            let message = Text::new(
                format!("sorten `{}` har redan fältet `{}`", known.id, field.key),
                format!("the kind `{}` already has the field `{}`", known.id, field.key),
            );
            faults.push(Diagnostic::error("bad-kind", place, message).help(Text::new(
                "ge det nya fältet ett eget namn",
                "give the new field a name of its own",
            )));
        } else {
            let own = known.fields.iter().take_while(|field| !field.shared).count();
            known.fields.insert(own, field);
        }
    }
}

fn check_targets(kinds: &Kinds, fields: &[Field], span: Span, faults: &mut Vec<Diagnostic>) {
    for field in fields {
        if let FieldType::Ref(targets) = &field.ty {
            for target in targets.iter().filter(|target| kinds.find(target).is_none()) {
                let message = Text::new(
                    format!("fältet `{}` pekar på sorten `{target}`, som inte finns", field.key),
                    format!("the field `{}` points to the kind `{target}`, unknown", field.key),
                );
                let known: Vec<_> = kinds.all().map(|(_, kind)| kind.id.as_str()).collect();
                let help = suggest::help(target, known);
                faults.push(Diagnostic::error("bad-kind", span, message).maybe_help(help));
            }
        }
        check_targets(kinds, field.fields(), span, faults);
    }
}
