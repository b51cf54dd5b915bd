//! Every field that the views compute with. A test proves each against the declarations.

use jiff::civil::Date;

use crate::kind::condition::Condition;
use crate::kind::key::Key;
use crate::kind::loose_date::LooseDate;
use crate::kind::value::{Fields, Prose};
use crate::parse::reference::Reference;

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident: $ty:ty = $kind:literal, $field:literal;)+) => {
        $($(#[$doc])* pub(crate) static $name: Key<$ty> = Key::new($kind, $field);)+

        #[cfg(test)]
        const ALL: &[(&str, &str, &[&str], bool)] = &[
            $(($kind, $field, <$ty as crate::kind::key::Read>::TYPES,
               <$ty as crate::kind::key::Read>::LIST),)+
        ];
    };
}

keys! {
    PLAN_YEAR: i64 = "need", "plan_year";
    PLAN_ORDER: i64 = "need", "order";
    NEED_UNTIL: LooseDate = "need", "extendable_until";
    NEED_CONTRACT: Reference = "need", "current_contract";
    NEED_SUBCATEGORY: Reference = "need", "subcategory";
    NEED_STATE: str = "need", "state";
    NEED_UNIT: Reference = "need", "ordering_unit";
    NEED_ALTERNATIVES: [String] = "need", "alternatives";
    NEED_RECURS: [Reference] = "need", "recurs_in";
    NEED_CARRIED: Reference = "need", "carried_to";
    NEED_DUPLICATES: [Reference] = "need", "duplicates";
    LEAD_MONTHS: i64 = "subcategory", "lead_time_months";
    CONTRACT_UNTIL: LooseDate = "contract", "extendable_until";
    CONTRACT_START: Date = "contract", "start";
    CONTRACT_END: Date = "contract", "end";
    CONTRACT_OPTIONS: [Fields] = "contract", "extension_options";
    OPTION_NUMBER: i64 = "contract", "extension_options.n";
    OPTION_FROM: Date = "contract", "extension_options.from";
    OPTION_BY: Reference = "contract", "extension_options.decided_by";
    OPTION_TO: Date = "contract", "extension_options.to";
    OPTION_STATUS: str = "contract", "extension_options.status";
    CONTRACT_OPTION_COUNT: i64 = "contract", "option_count";
    CONTRACT_OPTION_MONTHS: i64 = "contract", "option_months";
    CONTRACT_OPTIONS_USED: i64 = "contract", "options_used";
    CONTRACT_OPTION_NOTICE: i64 = "contract", "option_notice_months";
    CONTRACT_HARD_END: Date = "contract", "hard_end";
    CONTRACT_RENEWAL: i64 = "contract", "renewal_months";
    CONTRACT_NOTICE: i64 = "contract", "notice_months";
    CONTRACT_NOTICE_BY: str = "contract", "notice_by";
    CONTRACT_NOTICE_DAY: str = "contract", "notice_day";
    CONTRACT_IRREVOCABLE: Date = "contract", "irrevocable_until";
    CONTRACT_LEAD: Reference = "contract", "lead_time";
    CONTRACT_SUBCATEGORY: Reference = "contract", "subcategory";
    CONTRACT_SUPPLIER: Reference = "contract", "supplier";
    CONTRACT_UNIT: Reference = "contract", "owner_unit";
    CONTRACT_ROLE: Reference = "contract", "responsible_roles.role";
    NEED_LEAD: Reference = "need", "lead_time";
    NEED_SYSTEMS: [Reference] = "need", "system";
    NEED_OFFICER: Reference = "need", "procurement_officer_role";
    SUBCATEGORY_CATEGORY: Reference = "subcategory", "category";
    CATEGORY_RESPONSIBLE: Reference = "category", "responsible";
    SUBCATEGORY_RESPONSIBLE: Reference = "subcategory", "responsible";
    UNIT_PARENT: Reference = "unit", "parent";
    SYSTEM_UNIT: Reference = "system", "owner_unit";
    SYSTEM_PHASE: str = "system", "phase";
    SYSTEM_FROM: LooseDate = "system", "in_use_from";
    SYSTEM_TO: LooseDate = "system", "in_use_to";
    SYSTEM_PART_OF: Reference = "system", "part_of";
    SYSTEM_INTEGRATIONS: [Fields] = "system", "integrations";
    INTEGRATION_SYSTEM: Reference = "system", "integrations.system";
    SERVICE_SYSTEMS: [Reference] = "service", "systems";
    PACKAGE_ITEMS: [Fields] = "package", "items";
    SYSTEM_REPLACED_BY: Reference = "system", "replaced_by";
    SYSTEM_USAGE: [Fields] = "system", "usage";
    USAGE_DATE: LooseDate = "system", "usage.date";
    USAGE_USERS: i64 = "system", "usage.active_users";
    FUNCTION_GROUP: str = "function", "group";
    FUNCTION_PREFERRED: Reference = "function", "preferred_system";
    FUNCTION_DECISIONS: [Fields] = "function", "decisions";
    DECISION_ORGANISATION: Reference = "function", "decisions.organisation";
    DECISION_WHAT: str = "function", "decisions.decision";
    DECISION_REASON: str = "function", "decisions.reason";
    DECISION_DAY: Date = "function", "decisions.date";
    DECISION_ROLE: Reference = "function", "decisions.by";
    KPI_TARGET: str = "kpi", "target";
    KPI_TARGET_VALUE: f64 = "kpi", "target_value";
    KPI_UNIT: str = "kpi", "unit";
    KPI_VALUES: [Fields] = "kpi", "values";
    KPI_PERIOD: LooseDate = "kpi", "values.period";
    KPI_VALUE: f64 = "kpi", "values.value";
    KPI_TEXT: str = "kpi", "values.text";
    KPI_NOTE: str = "kpi", "values.note";
    SYSTEM_OWNER: Reference = "system", "system_owner_role";
    SYSTEM_MANAGER: Reference = "system", "system_manager_role";
    VALUE_UNIT: str = "value", "unit";
    VALUE_OPERATOR: str = "value", "operator";
    VALUE_LEGAL: str = "value", "legal_check";
    VALUE_PERIODS: [Fields] = "value", "periods";
    PERIOD_FROM: Date = "value", "periods.from";
    PERIOD_TO: Date = "value", "periods.to";
    PERIOD_AMOUNT: f64 = "value", "periods.amount";
    PERIOD_CHECKED: Date = "value", "periods.checked";
    PERIOD_TEXT: str = "value", "periods.text";
    STEPS: [Fields] = "process", "steps";
    STEP_ID: str = "process", "steps.id";
    STEP_TITLE: str = "process", "steps.title";
    STEP_PHASE: str = "process", "steps.phase";
    STEP_TEXT: Prose = "process", "steps.text";
    STEP_INVOLVEMENTS: [Fields] = "process", "steps.involvements";
    STEP_TEMPLATES: [Reference] = "process", "steps.templates";
    STEP_CHECKLISTS: [Reference] = "process", "steps.checklists";
    STEP_FORUM: Reference = "process", "steps.forum";
    STEP_DECISION: Fields = "process", "steps.decision";
    STEP_MONTHS: i64 = "process", "steps.duration_months";
    STEP_OUTPUT: Prose = "process", "steps.output";
    INVOLVEMENT_KIND: str = "process", "steps.involvements.kind";
    INVOLVEMENT_ROLE: Reference = "process", "steps.involvements.role";
    INVOLVEMENT_TEXT: str = "process", "steps.involvements.text";
    DECISION_QUESTION: str = "process", "steps.decision.question";
    DECISION_BY: Reference = "process", "steps.decision.decided_by";
    DECISION_ADVICE: [Reference] = "process", "steps.decision.advised_by";
    ACTIVITY_NUMBER: str = "activity", "number";
    ACTIVITY_PRIORITY: str = "activity", "priority";
    ACTIVITY_START: LooseDate = "activity", "start";
    ACTIVITY_RESPONSIBLE: [Reference] = "activity", "responsible";
    ACTIVITY_PROGRESS: str = "activity", "progress";
    ACTIVITY_END: LooseDate = "activity", "end";
    ACTIVITY_KPIS: [Reference] = "activity", "kpis";
    DECOMMISSIONING_SYSTEM: Reference = "decommissioning", "system";
    DECOMMISSIONING_DATA: str = "decommissioning", "data_handling";
    DECOMMISSIONING_HANDLED: Date = "decommissioning", "data_handled_on";
    DECOMMISSIONING_ARCHIVED: Date = "decommissioning", "archived_on";
    DECOMMISSIONING_BY: Reference = "decommissioning", "responsible";
    DECOMMISSIONING_END: Date = "decommissioning", "contract_end";
    DECOMMISSIONING_CONFIRMED: Date = "decommissioning", "confirmed_on";
    PLAN_NEXT: LooseDate = "system_plan", "next_update";
    REPORT_DUE: Date = "accessibility_report", "due";
    ROLE_ORGANISATION: Reference = "role", "organisation";
    UNIT_TYPE: str = "unit", "type";
    REPORT_FOLLOW_UP: i64 = "accessibility_report", "follow_up_year";
    KPI_COMPUTED: str = "kpi", "computed";
    KPI_DIRECTION: str = "kpi", "direction";
    TERM_DEFINITION: Prose = "term", "definition";
    FAQ_ANSWER: Prose = "faq", "answer";
    TERM_ABBREVIATION: str = "term", "abbreviation";
    TERM_EXPANSION: str = "term", "expansion";
    TERM_AUTOLINK: bool = "term", "autolink";
    DOCUMENT_TYPE: str = "document", "type";
    DOCUMENT_DNR: str = "document", "dnr";
    DOCUMENT_DATE: LooseDate = "document", "date";
    ROLE_RESPONSIBILITIES: [String] = "role", "responsibilities";
    FORUM_CADENCE: str = "forum", "cadence";
    FORUM_SCHEDULE: Fields = "forum", "schedule";
    SCHEDULE_FROM: LooseDate = "forum", "schedule.from";
    SCHEDULE_NTH: str = "forum", "schedule.nth";
    SCHEDULE_WEEKDAY: str = "forum", "schedule.weekday";
    FORUM_DATES: [Date] = "forum", "next_dates";
    FORUM_MATERIAL: i64 = "forum", "input_deadline_days";
    FORUM_LED_BY: [Reference] = "forum", "led_by";
    FORUM_PARTICIPANTS: [Reference] = "forum", "participants";
    GUIDE_START: str = "guide", "start";
    GUIDE_QUESTIONS: [Fields] = "guide", "questions";
    GUIDE_OUTCOMES: [Fields] = "guide", "outcomes";
    GUIDE_RULE: Reference = "guide", "amount_rule";
    GUIDE_NOTE: [Fields] = "guide", "note";
    NOTE_ID: str = "guide", "note.id";
    NOTE_LABEL: str = "guide", "note.label";
    NOTE_HELP: str = "guide", "note.help";
    NOTE_LONG: bool = "guide", "note.long";
    NOTE_OUTCOMES: [String] = "guide", "note.outcomes";
    QUESTION_TITLE: str = "guide", "questions.title";
    QUESTION_TYPE: str = "guide", "questions.type";
    QUESTION_THRESHOLD: Reference = "guide", "questions.threshold";
    QUESTION_SHOWN: Condition = "guide", "questions.shown_when";
    QUESTION_OTHERWISE: str = "guide", "questions.otherwise";
    QUESTION_PARTS: [Fields] = "guide", "questions.parts";
    PART_ID: str = "guide", "questions.parts.id";
    PART_LABEL: str = "guide", "questions.parts.label";
    PART_HELP: str = "guide", "questions.parts.help";
    OPTIONS: [Fields] = "guide", "questions.options";
    OPTION_ID: str = "guide", "questions.options.id";
    OPTION_LABEL: str = "guide", "questions.options.label";
    OPTION_HINT: str = "guide", "questions.options.hint";
    OPTION_WHEN: Condition = "guide", "questions.options.when";
    OPTION_ALONE: bool = "guide", "questions.options.alone";
    OPTION_GOTO: str = "guide", "questions.options.goto";
    OPTION_ADDS: [Reference] = "guide", "questions.options.adds";
    CHECKLIST_PURPOSE: str = "checklist", "purpose";
    CHECKLIST_USED_BY: [Reference] = "checklist", "used_by";
    CHECKLIST_GOAL: Reference = "checklist", "goal";
    CHECKLIST_VERSIONS: [Fields] = "checklist", "versions";
    VERSION_NUMBER: i64 = "checklist", "versions.version";
    VERSION_DATE: Date = "checklist", "versions.date";
    VERSION_ITEMS: str = "checklist", "versions.items";
    CHECKLIST_ITEMS: [Fields] = "checklist", "items";
    ITEM_ID: str = "checklist", "items.id";
    ITEM_TITLE: str = "checklist", "items.title";
    ITEM_GROUP: str = "checklist", "items.group";
    ITEM_MUST: str = "checklist", "items.must";
    ITEM_TYPE: str = "checklist", "items.type";
    ITEM_OPTIONS: [String] = "checklist", "items.options";
    ITEM_WHY: str = "checklist", "items.why";
    ITEM_ROLE: Reference = "checklist", "items.role";
    ITEM_SOURCE: Fields = "checklist", "items.source";
    ITEM_SECTION: str = "checklist", "items.source.section";
    ITEM_EVIDENCE: str = "checklist", "items.evidence";
    ITEM_SHOW_IF: Condition = "checklist", "items.show_if";
    ITEM_LEADS_TO: [Reference] = "checklist", "items.leads_to";
    REQUIREMENT_TEXT: str = "requirement", "text";
    REQUIREMENT_TYPE: str = "requirement", "type";
    REQUIREMENT_LEVEL: str = "requirement", "level";
    REQUIREMENT_WHEN: Condition = "requirement", "applies_when";
    REQUIREMENT_LIGHT: bool = "requirement", "in_light";
    REQUIREMENT_VERIFICATION: str = "requirement", "verification";
    REQUIREMENT_SANCTION: str = "requirement", "sanction";
    TEMPLATE_TEXT: Prose = "template", "text";
    TEMPLATE_VERSION: str = "template", "version";
    TEMPLATE_USED_IN: [String] = "template", "used_in";
    TEMPLATE_MANDATORY: bool = "template", "mandatory_for_it";
    TEMPLATE_INTENDED_FOR: [Reference] = "template", "intended_for";
    TEMPLATE_HELP: Reference = "template", "help";
    TEMPLATE_FILE: str = "template", "file";
    TEMPLATE_REVIEW: Fields = "template", "quality_review";
    REVIEW_LEGAL: str = "template", "quality_review.legal_check";
    TEMPLATE_VARIANTS: [Fields] = "template", "variants";
    VARIANT_ID: str = "template", "variants.id";
    VARIANT_TITLE: str = "template", "variants.title";
    VARIANT_WHEN: str = "template", "variants.when_to_use";
    VARIANT_TEXT: Prose = "template", "variants.text";
    QUESTION_ID: str = "guide", "questions.id";
    OUTCOME_ID: str = "guide", "outcomes.id";
    OUTCOME_TITLE: str = "guide", "outcomes.title";
    OUTCOME_UNDECIDED: bool = "guide", "outcomes.no_decision";
    OUTCOME_CONTACTS: [Reference] = "guide", "outcomes.contacts";
    OUTCOME_DECIDERS: [Reference] = "guide", "outcomes.decided_by";
    LAW_VERIFIED: Date = "law", "verified_on";
    SYSTEM_PLAN: Reference = "system", "plan";
    SYSTEM_CLASS: str = "system", "information_class";
    SYSTEM_AI: bool = "system", "uses_ai";
    SYSTEM_STATE: str = "system", "lifecycle_status";
    SYSTEM_FUNCTIONS: [Reference] = "system", "functions";
    SYSTEM_REPLACES: [Reference] = "system", "replaces";
    SYSTEM_PUBLIC: bool = "system", "public_facing";
    SYSTEM_PERSONAL: bool = "system", "personal_data";
    SYSTEM_SUPPLIER: Reference = "system", "supplier";
    SYSTEM_CONTRACTS: [Reference] = "system", "contracts";
    SYSTEM_NIS: str = "system", "nis";
    SYSTEM_SSA: [Reference] = "system", "ssa";
    REPORT_SYSTEM: Reference = "accessibility_report", "system";
    REPORT_RECEIVED: Date = "accessibility_report", "received";
    PUB_CONTRACT: Reference = "pub_agreement", "contract";
    CONTRACT_CRISIS: bool = "contract", "crisis_important";
    CONTRACT_CRISIS_TERMS: str = "contract", "crisis_terms";
    CONTRACT_RESPONSIBLE: [Fields] = "contract", "responsible_roles";
    RESPONSIBLE_FOR: str = "contract", "responsible_roles.for";
    CONTRACT_CONTINUOUS: bool = "contract", "continuous";
    APPLICATION_VERSION: str = "application", "version";
    APPLICATION_LATEST: str = "application", "latest_version";
    APPLICATION_BASE: bool = "application", "base_software";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::{Field, FieldType, Kinds, builtin};

    fn declared<'a>(kinds: &'a Kinds, kind: &str, path: &str) -> Option<&'a Field> {
        let mut fields = kinds.get(kinds.find(kind)?).fields.as_slice();
        let mut found = None;
        for key in path.split('.') {
            found = fields.iter().find(|field| *field.key == *key);
            fields = found?.fields();
        }
        found
    }

    const fn name(ty: &FieldType) -> &'static str {
        match ty {
            FieldType::Text => "text",
            FieldType::Markdown => "markdown",
            FieldType::Integer => "integer",
            FieldType::Number => "number",
            FieldType::Boolean => "boolean",
            FieldType::Date => "date",
            FieldType::LooseDate => "loose-date",
            FieldType::Money => "money",
            FieldType::Percent => "percent",
            FieldType::Url => "url",
            FieldType::Email => "email",
            FieldType::File => "file",
            FieldType::Slug => "slug",
            FieldType::Enum(_) => "enum",
            FieldType::Ref(_) => "ref",
            FieldType::Local(_) => "local",
            FieldType::Condition => "condition",
            FieldType::Object(_) => "object",
        }
    }

    #[test]
    fn every_typed_key_stands_in_a_declaration_with_its_type() {
        let kinds = builtin();
        for (kind, path, types, list) in ALL {
            let field = declared(&kinds, kind, path).unwrap_or_else(|| panic!("{kind}.{path}"));
            assert!(types.contains(&name(&field.ty)), "{kind}.{path} is {}", name(&field.ty));
            assert_eq!(field.list, *list, "{kind}.{path}");
        }
    }
}
