//! Pages: addresses, contexts and HTML. A page is a pure function of the handbook.

pub(crate) mod address;
mod conditions;
mod context;
mod downloads;
pub(crate) mod escape;
mod flow;
mod frame;
pub(crate) mod headers;
pub(crate) mod highlight;
mod links;
pub(crate) mod markdown;
mod menu;
pub(crate) mod pages;
mod shared;
mod site;
mod slim;
pub(crate) mod theme;
mod timeline;
mod value;
mod wheel;
pub(crate) mod why;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use foldhash::HashMap;
use tera::Context;

use crate::handbook::{EntryId, Handbook};
use crate::kind::condition::Condition;
use crate::kind::{Audience, Field};
use crate::locale::Lang;
use crate::source::Sources;
use crate::view::calendar::Calendar;
use crate::view::destination::Derived;
use crate::view::matrix::{self, Matrix};
use crate::view::observations::Register;
use crate::view::occasions::{self, Occasion};
use crate::view::plan;
use crate::view::quality::{self, Quality};
use crate::view::responsibility::{self, Responsibilities};
use crate::view::tasks::{self, Duties};
use address::Addresses;
use markdown::terms::Terms;
pub(crate) use site::{Page, What, calendars, pages};
pub use theme::ThemeError;
use theme::{Theme, Words};

/// The version that pages and the manifest name.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Everything that pages are rendered from; shared by all threads.
pub(crate) struct Renderer<'a> {
    pub(crate) handbook: &'a Handbook,
    pub(crate) sources: &'a Sources,
    common: Common,
}

/// What pages share. It follows from what entries know of each other and from the theme, and holds
/// as long as these do.
pub(crate) struct Common {
    pub(crate) lang: Lang,
    pub(crate) addresses: Addresses,
    pub(crate) matrix: Option<Matrix>,
    pub(crate) plan: BTreeMap<i64, Vec<plan::Row>>,
    observations: Register,
    pub(crate) calendar: Calendar,
    pub(crate) quality: Quality,
    pub(crate) occasions: BTreeMap<EntryId, Vec<Occasion>>,
    responsibilities: Responsibilities,
    duties: HashMap<EntryId, Duties>,
    children: BTreeMap<String, site::Folder>,
    menu_of: HashMap<String, String>,
    theme: Theme,
    terms: Terms,
    code: highlight::Blocks,
    shared: shared::Shared,
    words: markdown::Words,
}

impl Deref for Renderer<'_> {
    type Target = Common;

    fn deref(&self) -> &Common {
        &self.common
    }
}

impl<'a> Renderer<'a> {
    /// Gathers what pages share, and puts the site's own part into the theme's global context.
    pub(crate) fn new(handbook: &'a Handbook, sources: &'a Sources, theme: Theme) -> Self {
        let calendar = Calendar::new(handbook);
        let common = Common {
            lang: handbook.settings.lang,
            addresses: Addresses::new(handbook),
            matrix: matrix::matrix(handbook),
            plan: plan::years(handbook),
            observations: Register::new(handbook),
            quality: quality::quality(handbook),
            occasions: occasions::occasions(handbook, &calendar),
            calendar,
            responsibilities: Responsibilities::new(handbook),
            duties: tasks::duties(handbook),
            children: site::folders(handbook),
            menu_of: HashMap::default(),
            terms: Terms::default(),
            code: highlight::Blocks::default(),
            shared: shared::Shared::default(),
            words: words(&theme.words),
            theme,
        };
        let mut renderer = Self { handbook, sources, common };
        renderer.common.terms = links::terms(&renderer);
        let (menu, menu_of) = menu::menu(&renderer);
        renderer.common.menu_of = menu_of;
        let site = frame::site(&renderer, menu);
        let (words, assets) = theme::globals(&renderer.theme);
        // By gettext's custom; a name that stands before all others is found first, and words are
        // asked for a hundred times a page.
        let given = vec![("_", words), ("site", site), ("assets", assets)];
        let globals = renderer.common.theme.tera.global_context();
        for (name, value) in &given {
            globals.insert_value(*name, value.clone());
        }
        globals.insert_value("edition", tera::Value::none());
        renderer.common.shared.give(given);
        renderer
    }

    /// The same for an edition that is carried away: its pages say of what day they are.
    pub(crate) fn dated(mut self) -> Self {
        let day = context::date(self.handbook.today, self.lang);
        self.common.theme.tera.global_context().insert_value("edition", day);
        self
    }

    /// The words of the interface.
    pub(crate) fn t(&self) -> &Words {
        &self.theme.words
    }

    /// Whether the site has that derived page.
    pub(crate) fn has(&self, view: Derived) -> bool {
        site::derived(self).contains(&view)
    }

    /// A condition of a field, with the words of what it asks about.
    pub(crate) fn condition(&self, field: &Field, condition: &Condition) -> String {
        let kinds = &self.handbook.kinds;
        let subject = |key: &str| conditions::of_field(kinds, &field.rules.about, key);
        conditions::short(self.t(), self.lang, condition, &subject)
    }

    /// The title of a derived page.
    pub(crate) fn title_of(&self, view: Derived) -> String {
        menu::title(self, view)
    }

    /// The years with a plan, and the coming one, whose plan the contracts propose.
    pub(crate) fn plan_years(&self) -> BTreeSet<i64> {
        let mut years: BTreeSet<i64> = self.plan.keys().copied().collect();
        if !years.is_empty() {
            years.insert(self.coming_year());
        }
        years
    }

    /// The year after the handbook's day.
    pub(crate) fn coming_year(&self) -> i64 {
        i64::from(self.handbook.today.year()) + 1
    }

    /// The address of a page or file on the web, when the site knows where it stands.
    pub(crate) fn absolute(&self, path: &str) -> Option<String> {
        let base = self.handbook.settings.text("base_url").trim_end_matches('/');
        (!base.is_empty()).then(|| format!("{base}/{path}"))
    }

    /// The way from a page to the root of the site. The page for what is not there is shown at any
    /// address, so it goes by the path of the site on the web, where that is known.
    fn root(&self, path: &str) -> String {
        let base = self.handbook.settings.text("base_url");
        match base.split_once("://") {
            Some((_, place)) if path == address::NOT_FOUND => {
                let steps = place.split_once('/').map_or("", |(_, steps)| steps.trim_matches('/'));
                if steps.is_empty() { "/".to_owned() } else { format!("/{steps}/") }
            }
            _ => address::root(path),
        }
    }

    /// What a role or a unit has to do.
    fn duties_of(&self, who: EntryId) -> responsibility::Duties<'_> {
        self.responsibilities.duties(self.handbook, who, &self.occasions, &self.observations)
    }

    /// With what pages shared before: of a handbook that differs in running text only.
    pub(crate) fn again(handbook: &'a Handbook, sources: &'a Sources, common: Common) -> Self {
        Self { handbook, sources, common }
    }

    /// What pages share, to render with once more.
    pub(crate) fn into_common(self) -> Common {
        self.common
    }

    /// The theme's files, to publish beside the pages.
    pub(crate) fn assets(&self) -> &[(String, Vec<u8>)] {
        &self.theme.files
    }

    /// What a folder of text pages is called.
    pub(crate) fn folder_title(&self, folder: &str) -> String {
        if folder.is_empty() { String::new() } else { frame::folder_title(self, folder) }
    }

    /// One page as the bytes of its HTML.
    pub(crate) fn page(&self, page: &Page) -> Result<Vec<u8>, ThemeError> {
        let (template, mut context) = pages::context(self, page);
        self.share(&page.path, &mut context)?;
        if let What::Text(id) = page.what {
            context.insert_value("siblings", self.siblings(id)?);
        }
        // Room for most pages.
        let mut html = Vec::with_capacity(16 * 1024);
        let rendered = self.theme.tera.render_to(&template, &context, &mut html);
        rendered.map_err(|error| theme::template_error(&error))?;
        Ok(html)
    }
}

/// A context with what every page has.
fn base_context(path: &str, page: tera::Value) -> Context {
    let mut context = Context::new();
    context.insert_value("root", address::root(path).into());
    context.insert_value("path", path.into());
    context.insert_value("page", page);
    context
}

impl std::fmt::Debug for Common {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Common").field("theme", &self.theme).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Renderer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Renderer").field("common", &self.common).finish_non_exhaustive()
    }
}

/// The words that Markdown needs, from the theme.
fn words(words: &Words) -> markdown::Words {
    let word = |key: &str| words.get(key).to_owned();
    markdown::Words {
        anchor: word("permalink"),
        table: word("table"),
        footnotes: word("footnotes"),
        footnote: word("footnote"),
        back: word("back_to_text"),
        alerts: ["note", "tip", "important", "warning", "caution"]
            .map(|kind| word(&format!("alert_{kind}"))),
        readers: Audience::ALL
            .map(|audience| (audience.id(), word(&format!("readers_{}", audience.id())))),
    }
}
