//! `reference-cycle`: references that lead back to where they began, in fields that must not.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Look};
use crate::diagnostic::Severity::Error;
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::walk::FieldPath;
use crate::handbook::{EntryId, Handbook};
use crate::kind::KindId;
use crate::locale::Text;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "reference-cycle",
        severity: Error,
        what: words(
            "Posterna hänvisar till varandra i en ring.",
            "The entries refer to each other in a ring.",
        ),
        why: words(
            "Ett avtal kan inte ligga under sig självt, och ett system inte ersätta sig självt. Ta bort den hänvisning som är fel.",
            "A contract cannot lie under itself, nor a system replace itself. Take away the reference that is wrong.",
        ),
        bad: "- { id: ramavtal, parent: avrop }\n- { id: avrop, parent: ramavtal }",
        good: "- { id: ramavtal }\n- { id: avrop, parent: ramavtal }",
    }],
};

/// Who leads to whom, and where it is said.
pub(super) type Edges<K> = BTreeMap<K, Vec<(K, Span)>>;

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut graphs: BTreeMap<(KindId, FieldPath), Edges<EntryId>> = BTreeMap::new();
    for link in &handbook.links {
        let kind = handbook.entry(link.from).kind;
        let last = link.field.fields(handbook.kinds.get(kind)).last();
        if last.is_some_and(|field| field.rules.acyclic) {
            let edges = graphs.entry((kind, link.field)).or_default();
            edges.entry(link.from).or_default().push((link.to, link.span));
        }
    }
    let rings = graphs.values().flat_map(rings);
    rings.map(|(ring, span)| fault(handbook, &ring, span)).collect()
}

fn fault(handbook: &Handbook, ring: &[EntryId], span: Span) -> Diagnostic {
    let ids = ring.iter().chain(ring.first()).map(|id| handbook.entry(*id).id.as_str());
    let path = ids.collect::<Vec<_>>().join(" → ");
    let message = Text::new(
        format!("hänvisningarna går i en ring: {path}"),
        format!("the references go in a ring: {path}"),
    );
    Diagnostic::error("reference-cycle", span, message).help(Text::new(
        "ta bort den hänvisning som är fel",
        "take away the reference that is wrong",
    ))
}

/// The rings of a graph: their members, and where the last one leads back to the first.
pub(super) fn rings<K: Ord + Copy>(edges: &Edges<K>) -> Vec<(Vec<K>, Span)> {
    let mut rings = Vec::new();
    let mut done = BTreeSet::new();
    for start in edges.keys().copied() {
        let mut path = if done.contains(&start) { Vec::new() } else { vec![(start, 0)] };
        while let Some((node, next)) = path.last_mut() {
            let Some((to, span)) = edges.get(node).and_then(|targets| targets.get(*next)) else {
                done.insert(*node);
                path.pop();
                continue;
            };
            *next += 1;
            match path.iter().position(|(node, _)| node == to) {
                Some(at) => {
                    rings.push((path.iter().skip(at).map(|(node, _)| *node).collect(), *span));
                }
                None if !done.contains(to) => path.push((*to, 0)),
                None => {}
            }
        }
    }
    rings
}
