//! Which files are copied to the site as they are: images, documents and tables, each being what its
//! name says. What a browser would run is not among them.

use std::ops::Range;

use foldhash::HashMap;

use super::walk::Found;
use super::{names, svg};
use crate::locale::Text;

/// The largest file that is copied, and the largest image in SVG, in bytes.
pub(super) const MAX_FILE: u64 = 64 * 1024 * 1024;
const MAX_SVG: u64 = 1024 * 1024;

/// How a file of a type begins: these bytes, at this place. Texts begin with anything.
type Form = Option<(usize, &'static [u8])>;

const ZIP: Form = Some((0, b"PK"));
const BOX: Form = Some((4, b"ftyp"));

const TYPES: [(&str, Form); 24] = [
    ("png", Some((0, b"\x89PNG\r\n\x1a\n"))),
    ("jpg", Some((0, b"\xff\xd8\xff"))),
    ("jpeg", Some((0, b"\xff\xd8\xff"))),
    ("gif", Some((0, b"GIF8"))),
    ("webp", Some((8, b"WEBP"))),
    ("avif", BOX),
    ("svg", None),
    ("pdf", Some((0, b"%PDF-"))),
    ("docx", ZIP),
    ("xlsx", ZIP),
    ("pptx", ZIP),
    ("dotx", ZIP),
    ("xltx", ZIP),
    ("potx", ZIP),
    ("odt", ZIP),
    ("ods", ZIP),
    ("odp", ZIP),
    ("ott", ZIP),
    ("ots", ZIP),
    ("zip", ZIP),
    ("mp4", BOX),
    ("vtt", None),
    ("csv", None),
    ("txt", None),
];

/// Why a file is not copied.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) message: Text,
    pub(super) help: Text,
    /// The text of the file, when the fault has a place in it.
    pub(super) text: String,
    pub(super) at: Range<usize>,
}

impl Refusal {
    fn new(message: Text, help: Text) -> Self {
        Self { message, help, text: String::new(), at: 0..0 }
    }
}

/// Why `found` may not be copied or, if it is a text, read; if it may not.
pub(super) fn refusal(found: &Found) -> Option<Refusal> {
    if found.is_text() {
        // What names files, such as CODEOWNERS, has a line for each.
        let name = found.address.rsplit('/').next().unwrap_or_default();
        return found.address.contains(char::is_control).then(|| odd_name(name));
    }
    if let Some(error) = &found.error {
        return Some(Refusal::new(super::cannot_read(error), super::check_rights()));
    }
    let name = found.address.rsplit('/').next().unwrap_or_default();
    if !is_portable(&found.address) {
        return Some(odd_name(name));
    }
    let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    let Some((_, form)) = TYPES.iter().find(|(known, _)| *known == end) else {
        return Some(other_type(&end));
    };
    let is_svg = end == "svg";
    let most = if is_svg { MAX_SVG } else { MAX_FILE };
    if found.size > most {
        return Some(too_large(found.size, most));
    }
    match found.place.begin(if is_svg { MAX_SVG } else { 16 }) {
        Err(error) => {
            Some(Refusal::new(super::cannot_read(&error.to_string()), super::check_rights()))
        }
        Ok(bytes) if is_svg => image(bytes),
        Ok(bytes) if is_form(*form, &bytes) => None,
        Ok(_) => Some(other_content(&end)),
    }
}

/// Whether bytes begin as files of a type do.
fn is_form(form: Form, bytes: &[u8]) -> bool {
    form.is_none_or(|(at, sign)| bytes.get(at..at + sign.len()) == Some(sign))
}

/// Whether the bytes of a file that has been looked at are such as would have passed.
pub(super) fn is_sound(address: &str, bytes: &[u8]) -> bool {
    let end = address.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    match TYPES.iter().find(|(known, _)| *known == end) {
        Some(("svg", _)) => std::str::from_utf8(bytes).is_ok_and(|text| svg::fault(text).is_none()),
        Some((_, form)) => is_form(*form, bytes),
        None => false,
    }
}

/// Refuses files whose addresses some system holds for that of another.
pub(super) fn without_twins(
    mut judged: Vec<(Found, Option<Refusal>)>,
) -> Vec<(Found, Option<Refusal>)> {
    let mut seen: HashMap<String, String> = HashMap::default();
    for (found, refusal) in judged.iter_mut().filter(|(found, _)| !found.is_text()) {
        let first = seen.insert(names::folded(&found.address), found.address.clone());
        if let (Some(first), None) = (first, &refusal) {
            *refusal = Some(twin(&first));
        }
    }
    judged
}

fn twin(first: &str) -> Refusal {
    let first: String = first.chars().filter(|sign| !sign.is_control()).collect();
    Refusal::new(
        Text::new(
            format!("filen har samma namn som `{first}` på vissa datorer"),
            format!("the file has the name of `{first}` on some systems"),
        ),
        Text::new(
            "ge den ett namn som skiljer sig i mer än stora och små bokstäver",
            "give it a name that differs in more than case",
        ),
    )
}

/// Whether a name means the same on every system that the site is copied to.
fn is_portable(address: &str) -> bool {
    let odd = |sign: char| {
        sign.is_control() || "\\:*?\"<>|\u{fffd}\u{202a}\u{202b}\u{202d}\u{202e}".contains(sign)
    };
    !address.contains(odd) && !address.split('/').any(names::is_reserved)
}

fn image(bytes: Vec<u8>) -> Option<Refusal> {
    let Ok(text) = String::from_utf8(bytes) else { return Some(other_content("svg")) };
    let fault = svg::fault(&text)?;
    let (what, at) = (fault.what.lines().next().unwrap_or_default().to_owned(), fault.at);
    let message = Text::new(
        format!("SVG-bilden har något annat än en teckning: `{what}`"),
        format!("the SVG image holds something else than a drawing: `{what}`"),
    );
    let help = Text::new(
        "spara bilden som ”vanlig” eller ”optimerad” SVG, eller som PNG",
        "save the image as “plain” or “optimised” SVG, or as PNG",
    );
    Some(Refusal { message, help, text, at })
}

fn odd_name(name: &str) -> Refusal {
    let shown: String = name.chars().filter(|sign| !sign.is_control()).take(60).collect();
    Refusal::new(
        Text::new(
            format!("filnamnet `{shown}` går inte att använda på alla datorer"),
            format!("the file name `{shown}` cannot be used on all systems"),
        ),
        Text::new(
            "använd bokstäver, siffror, mellanslag, bindestreck och punkt; namn som `con` har Windows för sig",
            "use letters, figures, spaces, hyphens and full stops; Windows keeps names such as `con`",
        ),
    )
}

fn other_type(end: &str) -> Refusal {
    let known = TYPES.map(|(end, _)| end).join(", ");
    Refusal::new(
        Text::new(
            format!("filer av typen `.{end}` publiceras inte"),
            format!("files of the type `.{end}` are not published"),
        ),
        Text::new(
            format!("spara som någon av {known}, eller ta bort filen"),
            format!("save it as one of {known}, or remove the file"),
        ),
    )
}

fn other_content(end: &str) -> Refusal {
    Refusal::new(
        Text::new(
            format!("filen slutar på `.{end}`, men är något annat"),
            format!("the file ends in `.{end}`, but is something else"),
        ),
        Text::new(
            "spara om den från programmet som den kommer ur",
            "save it again from the program that it comes from",
        ),
    )
}

fn too_large(size: u64, most: u64) -> Refusal {
    let mib = |bytes: u64| bytes.div_ceil(1024 * 1024);
    let (size, most) = (mib(size), mib(most));
    Refusal::new(
        Text::new(
            format!("filen är för stor ({size} MiB)"),
            format!("the file is too large ({size} MiB)"),
        ),
        Text::new(
            format!("gör den mindre; gränsen är {most} MiB"),
            format!("make it smaller; the limit is {most} MiB"),
        ),
    )
}
