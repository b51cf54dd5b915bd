//! How far two words are from each other in keys pressed wrongly.

/// How many mistakes a word of that many letters may have.
pub(super) fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Letters put in, left out, changed or swapped between `a` and `b`; `None` when more than `most`.
pub(super) fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + change);
            let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if swapped {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        if row.iter().all(|steps| *steps > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|steps| *steps <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(a: &str, b: &str) -> Option<usize> {
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        distance(&letters(a), &letters(b), 2)
    }

    #[test]
    fn swapped_missing_and_doubled_letters_are_one_step() {
        for (typed, meant) in [
            ("avatl", "avtal"),
            ("nyttokalyl", "nyttokalkyl"),
            ("tilgänglig", "tillgänglig"),
            ("avvtal", "avtal"),
        ] {
            assert_eq!(steps(typed, meant), Some(1), "{typed}");
        }
        assert_eq!(steps("avtal", "avtal"), Some(0));
        assert_eq!(steps("avtal", "system"), None);
    }
}
