//! Which texts a piece of work has read.
//!
//! A page depends on the running text of few files: its own, and those it quotes. Nobody has to
//! keep a list of them: [`super::SourceFile::text`] is the only way to a text, and it tells. The
//! record belongs to the thread, so what is recorded must not hand work to other threads.

use std::cell::RefCell;

use crate::diagnostic::FileId;

thread_local! {
    /// What the work that is recorded on this thread has read; none when none is.
    static READ: RefCell<Option<Vec<FileId>>> = const { RefCell::new(None) };
}

/// Does `work` and tells whose texts it read, in order and each once.
pub(crate) fn recorded<T>(work: impl FnOnce() -> T) -> (T, Vec<FileId>) {
    let outer = READ.replace(Some(Vec::new()));
    let done = work();
    let mut read = READ.replace(outer).unwrap_or_default();
    read.sort_unstable();
    read.dedup();
    (done, read)
}

/// Takes note that the work goes by what was made of the texts of `files`.
pub(crate) fn note_all(files: &[FileId]) {
    files.iter().copied().for_each(note);
}

/// Takes note that the text of a file is read.
pub(super) fn note(file: FileId) {
    READ.with_borrow_mut(|read| {
        if let Some(read) = read.as_mut().filter(|read| read.last() != Some(&file)) {
            read.push(file);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::Sources;
    use super::*;

    #[test]
    fn whoever_reads_a_text_is_told_of() {
        let sources = Sources::from_texts([("a.md", "a"), ("b.md", "b"), ("c.md", "c")]);
        let (_, read) = recorded(|| {
            let [a, _, c] = sources.files.as_slice() else { unreachable!("three files") };
            let inner = recorded(|| a.text().len());
            assert_eq!(inner, (1, vec![FileId(0)]));
            (c.text().len(), c.text().len(), c.path.len())
        });
        assert_eq!(read, [FileId(2)]);
        sources.file(FileId(1)).text();
        assert_eq!(recorded(|| ()).1, []);
    }
}
