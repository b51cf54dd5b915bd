//! Rules that a declaration gives its entries, beyond what one value can be tested for alone.
//!
//! They are data, so a site can set them for its own kinds: which dates come in order, which
//! references must not go in a ring, which targets are unfit, what an entry must refer to.

use std::sync::Arc;

use super::condition::Condition;
use crate::diagnostic::{Diagnostic, Span};
use crate::locale::Text;
use crate::parse::reference::{self, Reference};
use crate::parse::yaml::Node;

/// The keys of a kind that state rules.
pub(super) const KIND_KEYS: [&str; 5] =
    ["retired_when", "avoid", "must_refer", "distinct_titles", "opens"];

/// The keys of a field that state rules.
pub(super) const FIELD_KEYS: [&str; 7] =
    ["acyclic", "not_before", "consecutive", "refuses", "may_be_retired", "impersonal", "about"];

/// Rules for the entries of a kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct KindRules {
    /// When an entry is no longer in use, besides being repealed.
    pub(crate) retired_when: Option<Condition>,
    /// Words that the entries must not use.
    pub(crate) avoid: Option<Avoid>,
    /// What entries must refer to.
    pub(crate) must_refer: Vec<MustRefer>,
    /// Whether readers must be able to tell the entries apart by their titles.
    pub(crate) distinct_titles: bool,
    /// Which fields everybody may see, when not all that are not restricted.
    pub(crate) opens: Option<Opens>,
}

/// The fields of an entry that everybody may see.
#[derive(Debug, Clone)]
pub(crate) struct Opens {
    /// The field that lists them.
    pub(crate) by: Arc<str>,
    /// Those of an entry without a list of its own.
    pub(crate) otherwise: Vec<String>,
}

/// Words that entries must not use.
#[derive(Debug, Clone)]
pub(crate) struct Avoid {
    /// Which entries; all without it.
    pub(crate) when: Option<Condition>,
    /// The words.
    pub(crate) words: Vec<String>,
    /// What to write instead.
    pub(crate) reason: Text,
}

/// Something that entries must refer to.
#[derive(Debug, Clone)]
pub(crate) struct MustRefer {
    /// Which entries; all without it.
    pub(crate) when: Option<Condition>,
    /// To what. What a site does not have is not asked for.
    pub(crate) to: Vec<Reference>,
    /// Why.
    pub(crate) reason: Text,
}

/// Rules for the values of a field.
#[derive(Debug, Clone, Default)]
pub(crate) struct FieldRules {
    /// Whether following the references from entry to entry must come to an end.
    pub(crate) acyclic: bool,
    /// The field of the same group whose value this one may not come before.
    pub(crate) not_before: Option<Arc<str>>,
    /// Whether its items, with `from` and `to`, must follow on each other.
    pub(crate) consecutive: bool,
    /// Which targets it must not have.
    pub(crate) refuses: Option<Refusal>,
    /// Whether it may refer to what is no longer in use.
    pub(crate) may_be_retired: bool,
    /// Whether a person's name must not stand in it.
    pub(crate) impersonal: bool,
    /// The kinds whose fields a condition may ask about.
    pub(crate) about: Vec<String>,
}

/// Targets that a reference must not have.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    /// What makes a target unfit.
    pub(crate) when: Condition,
    /// Why.
    pub(crate) reason: Text,
}

/// Reads the rules of a kind.
pub(super) fn of_kind(node: &Node, faults: &mut Vec<Diagnostic>) -> KindRules {
    let avoid = node.get("avoid").map(|node| Avoid {
        when: condition(node, faults),
        words: words(node, "words"),
        reason: reason(node, faults),
    });
    let must_refer = node.get("must_refer").and_then(Node::list).unwrap_or_default();
    KindRules {
        retired_when: node.get("retired_when").and_then(|when| Condition::read(when, faults)),
        avoid,
        must_refer: must_refer
            .iter()
            .map(|node| MustRefer {
                when: condition(node, faults),
                to: words(node, "to").iter().filter_map(|to| reference::parse(to)).collect(),
                reason: reason(node, faults),
            })
            .collect(),
        distinct_titles: node.text("distinct_titles") == Some("true"),
        opens: node.get("opens").and_then(|node| {
            let by = node.text("by")?.into();
            Some(Opens { by, otherwise: words(node, "otherwise") })
        }),
    }
}

/// Reads the rules of a field.
pub(super) fn of_field(node: &Node, faults: &mut Vec<Diagnostic>) -> FieldRules {
    let yes = |name: &str| node.text(name) == Some("true");
    let refuses = node.get("refuses").and_then(|node| {
        Some(Refusal { when: condition(node, faults)?, reason: reason(node, faults) })
    });
    FieldRules {
        acyclic: yes("acyclic"),
        not_before: node.text("not_before").map(Arc::from),
        consecutive: yes("consecutive"),
        refuses,
        may_be_retired: yes("may_be_retired"),
        impersonal: yes("impersonal"),
        about: node
            .text("about")
            .map(str::to_owned)
            .into_iter()
            .chain(words(node, "about"))
            .collect(),
    }
}

fn condition(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Condition> {
    node.get("when").and_then(|when| Condition::read(when, faults))
}

fn words(node: &Node, key: &str) -> Vec<String> {
    let items = node.get(key).and_then(Node::list).unwrap_or_default();
    items.iter().filter_map(Node::scalar).map(|scalar| scalar.text.clone()).collect()
}

/// The words `sv` and `en` of a rule, which tell the editor what to do.
fn reason(node: &Node, faults: &mut Vec<Diagnostic>) -> Text {
    let Some(sv) = node.text("sv") else {
        faults.push(no_reason(node.span));
        return Text::default();
    };
    whole(node, faults);
    Text::new(sv, node.text("en").unwrap_or(sv))
}

/// Reports texts between brackets that end at a comma which was meant to be part of them: what
/// stands after it is then a key that has no value.
pub(super) fn whole(texts: &Node, faults: &mut Vec<Diagnostic>) {
    for (rest, _) in texts.map().unwrap_or_default().iter().filter(|(_, value)| value.is_empty()) {
        let message = Text::new("texten tar slut vid kommat", "the text ends at the comma");
        let help = Text::new("sätt citattecken om texten", "put the text in quotes");
        faults.push(Diagnostic::error("bad-kind", rest.span, message).help(help));
    }
}

fn no_reason(span: Span) -> Diagnostic {
    let message = Text::new(
        "regeln saknar `sv`, det som redaktören ska läsa",
        "the rule lacks `sv`, which the editor is to read",
    );
    Diagnostic::error("bad-kind", span, message)
}
/// Whether a route or a folder makes addresses in the site and nowhere else.
pub(super) fn stays(words: &str) -> bool {
    let filled = words.replace("{id}", "a").replace("{path}", "a");
    let page = filled.split('#').next().unwrap_or_default();
    page.split('/').all(|name| !name.is_empty() && !name.starts_with('.'))
        && !filled.contains(|sign: char| !sign.is_alphanumeric() && !"-_/.#".contains(sign))
}

/// Whether words are the way to pages in a folder: web servers tell by its end what a file is.
pub(super) fn is_route(words: &str) -> bool {
    let page = words.split('#').next().unwrap_or_default();
    let is_page = page.rsplit_once('.').is_some_and(|(_, end)| end == "html");
    stays(words) && is_page && (page.contains('/') || page == "{path}.html")
}
