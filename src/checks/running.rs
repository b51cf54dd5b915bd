//! The rules of running text, which hear its paragraphs in one walk: `leftover-markup` and those of
//! [`wording`].

use std::collections::HashSet;

use rayon::prelude::*;

use super::{Check, Look, leftover, prose, wording};
use crate::diagnostic::Diagnostic;

pub(super) const CHECK: Check = Check { run: check, explained: wording::EXPLAINED };

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, sources, .. } = *look;
    let known = wording::known(handbook);
    let faults = look.slice().par_iter().flat_map_iter(|entry| {
        let (mut faults, mut told) = (Vec::new(), HashSet::new());
        prose::each(handbook, entry, &mut |prose| {
            prose::paragraphs(prose, sources, &mut |paragraph| {
                let place = |range| prose::place(prose, &paragraph.source(range), sources);
                faults.extend(leftover::first(paragraph, &place));
                wording::amounts(paragraph, &place, &mut faults);
                wording::sentences(paragraph, &place, &mut faults);
                wording::unexplained(paragraph, &known, &mut told, &place, &mut faults);
            });
        });
        faults
    });
    faults.collect()
}
