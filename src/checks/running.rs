//! The rules of running text, which hear its paragraphs in one walk: `leftover-markup` and those of
//! [`wording`].

use foldhash::HashSet;
use rayon::prelude::*;

use super::prose::{self, Words};
use super::{Check, Look, leftover, wording};
use crate::diagnostic::Diagnostic;

pub(super) const CHECK: Check = Check { run: check, explained: wording::EXPLAINED };

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, sources, .. } = *look;
    let known = wording::known(handbook);
    let faults = look.seen.par_iter().flat_map_iter(|seen| {
        let (mut faults, mut told) = (Vec::new(), HashSet::default());
        for prose in seen.prose() {
            let words = Words::of(prose, sources);
            // Most texts hold nothing that a pattern could find, which a look at all of it tells.
            let slips = leftover::may_have_slips(words.text());
            let amounts = wording::may_have_amounts(words.text());
            let capitals = wording::may_have_capitals(words.text());
            for paragraph in words.paragraphs() {
                let place = |range| prose::place(prose, &paragraph.source(range), sources);
                if slips {
                    faults.extend(leftover::first(paragraph, &place));
                }
                if amounts {
                    wording::amounts(paragraph, &place, &mut faults);
                }
                wording::sentences(paragraph, &place, &mut faults);
                if capitals {
                    wording::unexplained(paragraph, &known, &mut told, &place, &mut faults);
                }
            }
        }
        faults
    });
    faults.collect()
}
