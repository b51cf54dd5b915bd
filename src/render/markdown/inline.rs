//! What stands among words: links, images, emphasis, code, references to footnotes, tasks.

use pulldown_cmark::{LinkType, Tag as Mark, TagEnd};

use super::super::escape;
use super::writer::{Alternative, Writer};
use super::{Picture, Request, Resolved, Target};
use crate::parse::markdown::url::{Address, judge};
use crate::parse::markdown::{LinkForm, destination, form};

impl<'a> Writer<'a> {
    pub(super) fn begin_inline(&mut self, mark: &'a Mark<'static>) {
        match mark {
            Mark::Image { link_type, dest_url, title, .. } => {
                self.begin_image(*link_type, dest_url, title);
            }
            _ if self.is_silent() => {}
            Mark::Emphasis => self.out.push_str("<em>"),
            Mark::Strong => self.out.push_str("<strong>"),
            Mark::Strikethrough => self.out.push_str("<del>"),
            Mark::Link { link_type, dest_url, title, .. } => {
                self.begin_link(*link_type, dest_url, title);
            }
            _ => {}
        }
    }

    pub(super) fn end_inline(&mut self, mark: TagEnd) {
        match mark {
            TagEnd::Image => self.end_image(),
            _ if self.picture.is_some() => {}
            TagEnd::Link => {
                self.swallows = false;
                self.in_link = self.in_link.saturating_sub(1);
                self.out.push_str(self.link_ends.pop().unwrap_or_default());
            }
            _ if self.swallows => {}
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            _ => {}
        }
    }

    /// Whether nothing is to be written: inside an image, or a link that stands for itself.
    fn is_silent(&self) -> bool {
        self.picture.is_some() || self.swallows
    }

    fn begin_link(&mut self, link_type: LinkType, url: &str, title: &str) {
        self.in_link += 1;
        let form = form(link_type);
        let dest = destination(url, form == LinkForm::Wiki).text;
        let has_words = link_type != LinkType::WikiLink { has_pothole: false };
        let request = Request { form, dest, has_words };
        let resolved = self.resolve(&request);
        let end = match resolved {
            Resolved::Html(html) => {
                self.out.push_str(&html);
                self.swallows = true;
                ""
            }
            Resolved::Missing { text } => {
                self.out.push_str("<span class=\"missing\">");
                self.own_words(&request, Some(text));
                "</span>"
            }
            Resolved::To(target) => {
                self.anchor(&target, title);
                self.own_words(&request, target.text);
                "</a>"
            }
        };
        self.link_ends.push(end);
    }

    fn resolve(&self, request: &Request<'_>) -> Resolved {
        let dest = request.dest;
        let plain = |href: String| Resolved::To(Target { href, ..Target::default() });
        let resolved = match (request.form, judge(dest)) {
            (LinkForm::Wiki, _) | (LinkForm::Inline, Address::Relative) => self.links.link(request),
            (LinkForm::Email, _) => plain(format!("mailto:{dest}")),
            (_, Address::Refused) => Resolved::Missing { text: dest.to_owned() },
            _ => plain(dest.to_owned()),
        };
        match resolved {
            Resolved::To(target) if judge(&target.href) == Address::Refused => {
                Resolved::Missing { text: target.text.unwrap_or_else(|| dest.to_owned()) }
            }
            other => other,
        }
    }

    fn anchor(&mut self, target: &Target, title: &str) {
        let external = judge(&target.href) == Address::Web;
        self.out.push_str("<a");
        if external || !target.class.is_empty() {
            self.out.push_str(" class=\"");
            escape::text(&mut self.out, target.class);
            if external && !target.class.split(' ').any(|class| class == "external") {
                self.out.push_str(if target.class.is_empty() { "external" } else { " external" });
            }
            self.out.push('"');
        }
        self.out.push_str(" href=\"");
        escape::url(&mut self.out, &target.href);
        self.out.push('"');
        if external {
            self.out.push_str(" rel=\"noopener\"");
        }
        self.title(if title.is_empty() {
            target.title.as_deref().unwrap_or_default()
        } else {
            title
        });
        self.out.push('>');
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            escape::text(&mut self.out, title);
            self.out.push('"');
        }
    }

    /// Writes the name of what a link leads to, when the link brings no words.
    fn own_words(&mut self, request: &Request<'_>, text: Option<String>) {
        if request.has_words {
            return;
        }
        let text = text.filter(|text| !text.is_empty()).unwrap_or_else(|| request.dest.to_owned());
        escape::text(&mut self.out, &text);
        if let Some(heading) = &mut self.heading {
            heading.label.push_str(&text);
        }
        self.swallows = true;
    }

    fn begin_image(&mut self, link_type: LinkType, url: &str, title: &str) {
        if let Some(picture) = &mut self.picture {
            picture.inner += 1;
            return;
        }
        let wiki = matches!(link_type, LinkType::WikiLink { .. });
        let wordless = link_type == LinkType::WikiLink { has_pothole: false };
        let dest = destination(url, wiki).text;
        let request = Request { form: LinkForm::Image, dest, has_words: !wordless };
        let found =
            self.links.image(&request).filter(|found| judge(&found.src) != Address::Refused);
        let tag = match found {
            Some(found) => image_tag(&found, title),
            None => ("<span class=\"missing\">".to_owned(), "</span>".to_owned()),
        };
        self.picture = Some(Alternative { words: String::new(), inner: 0, tag, wordless });
    }

    fn end_image(&mut self) {
        if let Some(picture) = self.picture.as_mut().filter(|picture| picture.inner > 0) {
            picture.inner -= 1;
        } else if let Some(picture) = self.picture.take().filter(|_| !self.swallows) {
            self.out.push_str(&picture.tag.0);
            escape::text(&mut self.out, picture.words.trim());
            self.out.push_str(&picture.tag.1);
        }
    }

    pub(super) fn inline_code(&mut self, words: &str) {
        if self.heard(words) {
            return;
        }
        self.out.push_str("<code>");
        escape::text(&mut self.out, words);
        self.out.push_str("</code>");
    }

    pub(super) fn hard_break(&mut self) {
        if !self.heard(" ") {
            self.out.push_str("<br>\n");
        }
    }

    pub(super) fn footnote(&mut self, name: &str) {
        // A link cannot stand in a link.
        if self.is_silent() || self.in_link > 0 {
            return;
        }
        self.footnotes.reference(&mut self.out, name, self.options.words);
    }

    pub(super) fn task(&mut self, done: bool) {
        if let Some(">") = self.out.get(self.item..=self.item) {
            self.out.insert_str(self.item, " class=\"task\"");
        }
        let checked = if done { " checked" } else { "" };
        escape::markup(
            &mut self.out,
            format_args!("<label><input type=\"checkbox\" disabled{checked}> "),
        );
        self.in_label = true;
    }
}

/// The tag of an image, before and after its text alternative.
fn image_tag(picture: &Picture, title: &str) -> (String, String) {
    let mut before = "<img src=\"".to_owned();
    escape::url(&mut before, &picture.src);
    before.push_str("\" alt=\"");
    let mut after = "\"".to_owned();
    if !title.is_empty() {
        after.push_str(" title=\"");
        escape::text(&mut after, title);
        after.push('"');
    }
    if let Some((width, height)) = picture.size {
        escape::markup(&mut after, format_args!(" width=\"{width}\" height=\"{height}\""));
    }
    after.push_str(" loading=\"lazy\">");
    (before, after)
}
