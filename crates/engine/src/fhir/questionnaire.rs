//! Parses a FHIR R4 Questionnaire in JSON into the model, and reports all faults at once.
//! Only this file depends on the JSON format of a questionnaire.
//!
//! Spec: <https://hl7.org/fhir/R4/questionnaire.html>

use serde_json::Value as Json;

use super::codes::*;
use super::unheeded::{CONDITION, ITEM, QUESTIONNAIRE};
use super::{Fault, FaultKind};
use crate::json_ref::JsonRef;
use crate::labels::{BriefPart, Label};
use crate::model::moment::{Date, DateTime, Time};
use crate::model::*;

/// The base address of this project's extensions.
pub(super) const EXTENSION_BASE: &str = "https://candidate-check.example/fhir/StructureDefinition/";

pub(super) const FHIR_BASE: &str = "http://hl7.org/fhir/StructureDefinition/";

/// A questionnaire in JSON after parsing.
pub(crate) struct Parsed {
    /// Well-formed even if some faults are errors; in that case only [`crate::form`] may use it.
    pub questionnaire: Questionnaire,
    /// The labels of its sections, questions and findings, in document order.
    pub labels: Vec<Label>,
    /// All faults of single fields.
    pub faults: Vec<Fault>,
}

/// Parses a questionnaire.
pub(crate) fn parse(json: &Json) -> Parsed {
    let language = json["language"].as_str().unwrap_or("en").to_owned();
    let mut loader = Loader {
        faults: Vec::new(),
        items: Vec::new(),
        labels: Vec::new(),
        place: BriefPart::default(),
        sources: Vec::new(),
        language,
    };
    let questionnaire = loader.questionnaire(json);
    Parsed { questionnaire, labels: loader.labels, faults: loader.faults }
}

pub(super) struct Loader {
    pub(super) faults: Vec<Fault>,
    items: Vec<Item>,
    labels: Vec<Label>,
    /// The part of the brief for the items that name none.
    pub(super) place: BriefPart,
    sources: Vec<Source>,
    /// Language of the texts.
    pub(super) language: String,
}

/// An element during parsing: its JSON, and the item for fault reports.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub json: &'a Json,
    pub link_id: Option<&'a LinkId>,
}

impl Loader {
    pub(super) fn fault(&mut self, at: Context, kind: FaultKind) {
        self.faults.push(Fault { link_id: at.link_id.cloned(), kind });
    }

    fn questionnaire(&mut self, json: &Json) -> Questionnaire {
        let at = Context { json, link_id: None };
        if json["resourceType"] != "Questionnaire" {
            let found = match &json["resourceType"] {
                Json::String(found) => format!("\"{found}\""),
                _ => "missing".into(),
            };
            self.fault(at, FaultKind::NotAQuestionnaire { found });
            return Questionnaire::default();
        }
        for extension in extensions(json, FHIR_BASE, "workflow-relatedArtifact") {
            self.source(Context { json: &extension["valueRelatedArtifact"], link_id: None });
        }
        self.report_unheeded(at, &QUESTIONNAIRE);
        let url = self.optional_text(at, "url").unwrap_or_default();
        let version = self.optional_text(at, "version").unwrap_or_default();
        let title = self.optional_text(at, "title").unwrap_or_default();
        let description = self.optional_text(at, "description");
        let status = self.optional_text(at, "status");
        self.optional_text(at, "language");
        let reviewed = self.optional_text(at, "lastReviewDate");
        let review_by = self.extension(at, "review-by", "valueDate").cloned().unwrap_or_default();
        let review_by = self.day(at, "extension review-by", &review_by);
        self.list(at, "extension");
        if json["item"].is_null() || json["item"].as_array().is_some_and(Vec::is_empty) {
            self.fault(at, FaultKind::Missing { field: "item" });
        }
        self.children(at, None, "");
        let sources = std::mem::take(&mut self.sources);
        let items = std::mem::take(&mut self.items);
        let language = std::mem::take(&mut self.language);
        let head =
            Questionnaire { url, version, title, description, status, language, ..Questionnaire::default() };
        Questionnaire { reviewed, review_by, sources, ..head }.with_items(items)
    }

    fn source(&mut self, at: Context) {
        let Some(id) = self.text(at, "label", "label of a citation") else { return };
        let Some(citation) = self.text(at, "citation", "citation") else { return };
        let name = self.optional_text(at, "display").unwrap_or_else(|| citation.clone());
        let url = self.optional_text(at, "url");
        if let Some(url) = url.as_ref().filter(|url| !url.starts_with("https://")) {
            self.fault(at, FaultKind::UnsafeLink { url: url.clone() });
        }
        if self.sources.iter().any(|source| source.id == id) {
            self.fault(at, FaultKind::DuplicateSource { source: id.clone() });
        }
        self.sources.push(Source { id, name, citation, url });
    }

    fn children(&mut self, at: Context, parent: Option<ItemIdx>, path: &str) {
        for (n, child) in self.list(at, "item").iter().enumerate() {
            let dot = if path.is_empty() { "" } else { "." };
            self.item(child, parent, &format!("{path}{dot}{}", n + 1));
        }
    }

    fn item(&mut self, json: &Json, parent: Option<ItemIdx>, path: &str) {
        let Some(link_id) = json["linkId"].as_str().filter(|id| !id.is_empty()).map(LinkId::new) else {
            let kind = FaultKind::NoLinkId { position: path.into() };
            self.faults.push(Fault { link_id: None, kind });
            return;
        };
        let at = Context { json, link_id: Some(&link_id) };
        self.list(at, "extension");
        self.report_unheeded(at, &ITEM);
        self.report_unheeded_by_type(at);
        let enable = self.enable(at);
        let kind = self.kind(at);
        let text = self.item_text(at, &kind);
        let around = self.place;
        self.place = self.code(at, "brief-part", BRIEF_PARTS).unwrap_or(around);
        let label = self.label(at, &text, &kind);
        self.labels.extend(label);
        let idx = ItemIdx(self.items.len());
        self.items.push(Item { link_id: link_id.clone(), text, parent, end: 0, enable, kind });
        self.children(at, Some(idx), path);
        self.place = around;
        self.items[idx.0].end = self.items.len();
    }

    /// The text of an item. FHIR does not require one; visitors then see the meaning of the question, or else its linkId.
    fn item_text(&mut self, at: Context, kind: &Kind) -> String {
        let text = match kind {
            Kind::Finding(_) => self.text(at, "text", "text"),
            _ => self.optional_text(at, "text"),
        };
        let text = text.unwrap_or_default();
        if !text.is_empty() || !matches!(kind, Kind::Question(_)) {
            return text;
        }
        // A text that is no text has a fault already.
        if at.json["text"].is_null() || at.json["text"] == "" {
            self.fault(at, FaultKind::NoText);
        }
        let meaning = list(&at.json["code"]).iter().find_map(|code| code["display"].as_str());
        meaning
            .map_or_else(|| at.link_id.map(ToString::to_string), |it| Some(it.to_owned()))
            .unwrap_or_default()
    }

    fn kind(&mut self, at: Context) -> Kind {
        let found = at.json["type"].as_str().unwrap_or_default();
        let answer = match found {
            "group" => {
                let part = self.code(at, "part", PARTS).unwrap_or(Part::Section);
                let repeats = self.flag(at, "repeats");
                let figure = self.figure(at);
                return Kind::Group(Group { part, repeats, sources: self.cites(at), figure });
            }
            "display" => return self.display(at),
            "boolean" => AnswerType::Boolean,
            "integer" => self.number(at, NumberKind::Integer),
            "decimal" => self.number(at, NumberKind::Decimal),
            "quantity" => self.number(at, NumberKind::Quantity),
            "date" => AnswerType::Date(self.range(at)),
            "dateTime" => AnswerType::DateTime(self.range(at)),
            "time" => AnswerType::Time,
            "string" => self.text_type(at, TextForm::Line),
            "text" => self.text_type(at, TextForm::Lines),
            "url" => self.text_type(at, TextForm::Url),
            "choice" => self.choice(at, false),
            "open-choice" => self.choice(at, true),
            "reference" => {
                self.fault(at, FaultKind::UnsupportedType { found: "reference" });
                AnswerType::Reference
            }
            "attachment" => {
                self.fault(at, FaultKind::UnsupportedType { found: "attachment" });
                AnswerType::Reference
            }
            "coding" | "question" => {
                let (found, instead) = (format!("type {found}"), "type choice or open-choice");
                self.fault(at, FaultKind::OtherVersion { found, version: "R5", instead });
                AnswerType::Reference
            }
            "" => {
                self.fault(at, FaultKind::Missing { field: "type" });
                AnswerType::Reference
            }
            _ => {
                self.fault(at, FaultKind::UnknownType { found: found.into() });
                AnswerType::Reference
            }
        };
        Kind::Question(Question {
            answer,
            required: self.flag(at, "required"),
            transient: self.extension_flag(at, "transient"),
            since: self.extension_code(at, "since"),
            hint: self.extension_text(at, "hint"),
            explanation: self.extension_text(at, "explanation"),
            sources: self.cites(at),
        })
    }

    fn display(&mut self, at: Context) -> Kind {
        let level = self.code(at, "level", LEVELS);
        let fit = self.code(at, "fit", FITS);
        let axis = match (level, fit) {
            (None, None) => return Kind::Note,
            (Some(level), None) => Axis::Safety(level),
            (None, Some(fit)) => Axis::Fit(fit, self.codes(at, "approval", APPROVALS)),
            (Some(level), Some(_)) => {
                self.fault(at, FaultKind::OneAxis);
                Axis::Safety(level)
            }
        };
        let computed = self.code(at, "computed", COMPUTED);
        let help = self.code(at, "help-now", HELPS);
        let basis = self.codes(at, "basis", BASES);
        let stands_for = extensions(at.json, EXTENSION_BASE, "stands-for");
        let stands_for = stands_for.filter_map(|it| it["valueCode"].as_str()).map(LinkId::new).collect();
        if computed.is_some() && !list(&at.json["enableWhen"]).is_empty() {
            self.fault(at, FaultKind::ComputedWithConditions);
        }
        let explanation = self.extension_text(at, "explanation").unwrap_or_default();
        if explanation.is_empty() {
            self.fault(at, FaultKind::Missing { field: "extension explanation" });
        }
        let ask = self.extension_text(at, "ask");
        let sources = self.cites(at);
        let adults_only = self.extension_flag(at, "adults-only");
        Kind::Finding(Finding {
            axis,
            computed,
            adults_only,
            help,
            stands_for,
            basis,
            explanation,
            ask,
            sources,
        })
    }

    fn number(&mut self, at: Context, kind: NumberKind) -> AnswerType {
        let unit = extensions(at.json, FHIR_BASE, "questionnaire-unit").next().map(|extension| {
            let coding = &extension["valueCoding"];
            let code = coding["code"].as_str().unwrap_or_default();
            Unit { code: code.into(), display: coding["display"].as_str().unwrap_or(code).into() }
        });
        let below = self.extension_code(at, "below").map(LinkId::new);
        AnswerType::Number(NumberType { kind, range: self.range(at), unit, below })
    }

    fn range(&mut self, at: Context) -> Range {
        let mut end = |name| {
            let extension = extensions(at.json, FHIR_BASE, name).next()?;
            let missing = FaultKind::WrongType { field: format!("extension {name}"), expected: "a value" };
            self.typed_value(at, extension, "value", missing).map(|(value, _)| value)
        };
        let range = Range { min: end("minValue"), max: end("maxValue") };
        if let (Some(min), Some(max)) = (&range.min, &range.max)
            && min.compare(max).is_none_or(std::cmp::Ordering::is_gt)
        {
            self.fault(at, FaultKind::EmptyRange);
        }
        range
    }

    fn text_type(&mut self, at: Context, form: TextForm) -> AnswerType {
        let max_length = match &at.json["maxLength"] {
            Json::Null => None,
            length => {
                let length = length.as_u64().filter(|length| *length > 0);
                if length.is_none() {
                    let kind = FaultKind::WrongType {
                        field: "maxLength".into(),
                        expected: "a whole number above 0",
                    };
                    self.fault(at, kind);
                }
                length.and_then(|length| length.try_into().ok())
            }
        };
        AnswerType::Text(TextType { form, max_length })
    }

    fn enable(&mut self, at: Context) -> Enable {
        if let Some(why) = self.never_asked(at) {
            self.fault(at, FaultKind::NeverAsked { why });
            return Enable { when: Vec::new(), behavior: Behavior::Never };
        }
        let conditions = self.list(at, "enableWhen");
        let when: Vec<Condition> =
            conditions.iter().filter_map(|json| self.condition(Context { json, ..at })).collect();
        let behavior = match at.json["enableBehavior"].as_str() {
            None if conditions.len() > 1 => {
                self.fault(at, FaultKind::NoBehavior);
                Behavior::Any
            }
            None | Some("any") => Behavior::Any,
            Some("all") => Behavior::All,
            Some(found) => {
                let found = found.into();
                self.fault(
                    at,
                    FaultKind::UnknownCode { field: "enableBehavior", found, allowed: "any, all" },
                );
                Behavior::Any
            }
        };
        Enable { when, behavior }
    }

    /// Why visitors are never asked an item, if that is so.
    fn never_asked(&mut self, at: Context) -> Option<&'static str> {
        let mut hidden = extensions(at.json, FHIR_BASE, "questionnaire-hidden");
        if hidden.any(|extension| extension["valueBoolean"] == true) {
            return Some("hidden (questionnaire-hidden)");
        }
        self.flag(at, "readOnly").then_some("read-only (readOnly)")
    }

    fn condition(&mut self, at: Context) -> Option<Condition> {
        self.report_unheeded(at, &CONDITION);
        let question = self.text(at, "question", "question of an enableWhen")?;
        let operator = self.text(at, "operator", "operator of an enableWhen")?;
        let test = if operator == "exists" {
            match at.json["answerBoolean"].as_bool() {
                Some(exists) => Test::Exists(exists),
                None => {
                    self.fault(at, FaultKind::ExistsNeedsBoolean { question });
                    return None;
                }
            }
        } else {
            let missing = FaultKind::NoAnswer { question: question.clone() };
            let (value, _) = self.typed_value(at, at.json, "answer", missing)?;
            match operator.as_str() {
                "=" => Test::Equals(value),
                "!=" => Test::Differs(value),
                ">" => Test::Ordered(Order::Greater, value),
                "<" => Test::Ordered(Order::Less, value),
                ">=" => Test::Ordered(Order::GreaterOrEqual, value),
                "<=" => Test::Ordered(Order::LessOrEqual, value),
                _ => {
                    let allowed = "exists, =, !=, >, <, >=, <=";
                    self.fault(at, FaultKind::UnknownCode { field: "operator", found: operator, allowed });
                    return None;
                }
            }
        };
        Some(Condition { question: LinkId::new(question), test })
    }

    /// The `value[x]` or `answer[x]` of an element, and its text.
    pub(super) fn typed_value(
        &mut self,
        at: Context,
        json: &Json,
        prefix: &str,
        missing: FaultKind,
    ) -> Option<(Value, String)> {
        let mut fields = json.as_object().into_iter().flatten().filter(|(field, _)| {
            let kind = field.strip_prefix(prefix);
            kind.is_some_and(|kind| kind.starts_with(|first: char| first.is_ascii_uppercase()))
        });
        let Some((field, json)) = fields.next() else {
            self.fault(at, missing);
            return None;
        };
        let value = value_from_json(&field[prefix.len()..], &json);
        let Some(value) = value else {
            let expected = "a value of the type its name says";
            self.fault(at, FaultKind::WrongType { field: field.clone(), expected });
            return None;
        };
        let display = match (&value, json["display"].as_str()) {
            (Value::Quantity(quantity), _) => {
                let unit = json["unit"].as_str().or(quantity.unit.as_deref()).unwrap_or_default();
                format!("{} {unit}", quantity.value).trim_end().to_owned()
            }
            (_, Some(display)) => display.into(),
            (_, None) => value.literal(),
        };
        Some((value, display))
    }

    fn cites(&mut self, at: Context) -> Vec<Cite> {
        let mut cites = Vec::new();
        for extension in extensions(at.json, EXTENSION_BASE, "source") {
            // With a detail it is a complex extension, which can't have a value of its own (FHIR ext-1).
            let part = |name| extensions(extension, "", name).next();
            let label = part("label").unwrap_or(extension)["valueCode"].as_str().unwrap_or_default();
            let detail = part("detail").and_then(|detail| detail["valueString"].as_str()).map(Into::into);
            match self.sources.iter().position(|source| source.id == label) {
                Some(source) => cites.push(Cite { source, detail }),
                None => self.fault(at, FaultKind::UnknownSource { source: label.into() }),
            }
        }
        cites
    }

    fn extension<'a>(
        &mut self,
        at: Context<'a>,
        name: &'static str,
        value: &'static str,
    ) -> Option<&'a Json> {
        let extension = extensions(at.json, EXTENSION_BASE, name).next()?;
        let found = extension.get(value);
        if found.is_none() {
            self.wrong_extension(at, name, value);
        }
        found
    }

    fn wrong_extension(&mut self, at: Context, name: &str, expected: &'static str) {
        self.fault(at, FaultKind::WrongType { field: format!("extension {name}"), expected });
    }

    pub(super) fn extension_text(&mut self, at: Context, name: &'static str) -> Option<String> {
        let found = self.extension(at, name, "valueString")?;
        if !found.is_string() {
            self.wrong_extension(at, name, "valueString");
        }
        found.as_str().map(Into::into)
    }

    fn extension_code(&mut self, at: Context, name: &'static str) -> Option<String> {
        self.extension(at, name, "valueCode")?.as_str().map(Into::into)
    }

    fn extension_flag(&mut self, at: Context, name: &'static str) -> bool {
        let Some(found) = self.extension(at, name, "valueBoolean") else { return false };
        if !found.is_boolean() {
            self.wrong_extension(at, name, "valueBoolean");
        }
        *found == true
    }

    pub(super) fn code<T: Copy>(&mut self, at: Context, name: &'static str, codes: Codes<T>) -> Option<T> {
        let code = self.extension(at, name, "valueCode")?;
        self.known_code(at, name, code, codes)
    }

    /// The codes of an extension that may occur several times.
    fn codes<T: Copy>(&mut self, at: Context, name: &'static str, codes: Codes<T>) -> Vec<T> {
        let found = extensions(at.json, EXTENSION_BASE, name);
        found.filter_map(|extension| self.known_code(at, name, &extension["valueCode"], codes)).collect()
    }

    fn known_code<T: Copy>(
        &mut self,
        at: Context,
        field: &'static str,
        code: &Json,
        codes: Codes<T>,
    ) -> Option<T> {
        let found = code.as_str().unwrap_or_default();
        let known = codes.0.iter().find(|(code, _)| *code == found).map(|(_, meaning)| *meaning);
        if known.is_none() {
            self.fault(at, FaultKind::UnknownCode { field, found: found.into(), allowed: codes.1 });
        }
        known
    }

    /// A full date, such as 2027-05-31; `None` if there is none.
    fn day(&mut self, at: Context, field: &'static str, json: &Json) -> Option<String> {
        if json.is_null() {
            return None;
        }
        let day = json.as_str().filter(|day| day.len() == "2027-05-31".len() && Date::parse(day).is_some());
        if day.is_none() {
            let expected = "a day such as 2027-05-31";
            self.fault(at, FaultKind::WrongType { field: field.into(), expected });
        }
        day.map(Into::into)
    }

    fn text(&mut self, at: Context, field: &'static str, name: &'static str) -> Option<String> {
        if at.json[field].is_null() || at.json[field] == "" {
            self.fault(at, FaultKind::Missing { field: name });
            return None;
        }
        self.optional_text(at, field)
    }

    /// A boolean field; false if it is missing.
    pub(super) fn flag(&mut self, at: Context, field: &'static str) -> bool {
        let found = &at.json[field];
        if !matches!(found, Json::Bool(_) | Json::Null) {
            self.fault(at, FaultKind::WrongType { field: field.into(), expected: "true or false" });
        }
        *found == true
    }

    /// The elements of a list; empty if there is no list.
    pub(super) fn list<'a>(&mut self, at: Context<'a>, field: &'static str) -> &'a [Json] {
        if !matches!(at.json[field], Json::Array(_) | Json::Null) {
            self.fault(at, FaultKind::WrongType { field: field.into(), expected: "a list" });
        }
        list(&at.json[field])
    }

    fn optional_text(&mut self, at: Context, field: &'static str) -> Option<String> {
        match &at.json[field] {
            Json::Null => None,
            Json::String(text) => Some(text.clone()),
            _ => {
                self.fault(at, FaultKind::WrongType { field: field.into(), expected: "text" });
                None
            }
        }
    }
}

/// The extensions of an element with that name.
pub(super) fn extensions<'a>(
    json: &'a Json,
    base: &'static str,
    name: &'static str,
) -> impl Iterator<Item = &'a Json> + use<'a> {
    list(&json["extension"]).iter().filter(move |extension| {
        extension["url"].as_str().and_then(|url| url.strip_prefix(base)) == Some(name)
    })
}

/// The elements of a list; empty if there is none.
pub(super) fn list(json: &Json) -> &[Json] {
    json.as_array().map_or(&[], Vec::as_slice)
}

/// The types of a value, as suffixes of its field name.
pub(crate) const TYPES: [&str; 11] = [
    "Boolean",
    "Integer",
    "Decimal",
    "Date",
    "DateTime",
    "Time",
    "String",
    "Uri",
    "Reference",
    "Coding",
    "Quantity",
];

/// Parses a value of a type, such as `Coding` of `answerCoding`.
pub(crate) fn value_from_json(kind: &str, json: &impl JsonRef) -> Option<Value> {
    let text_of = |name| json.member(name)?.text();
    Some(match kind {
        "Boolean" => Value::Boolean(json.flag()?),
        "Integer" => Value::Integer(json.number()?.whole()?),
        "Decimal" => Value::Decimal(json.number()?),
        "Date" => Value::Date(Date::parse(&json.text()?)?),
        "DateTime" => Value::DateTime(DateTime::parse(&json.text()?)?),
        "Time" => Value::Time(Time::parse(&json.text()?)?),
        "String" => Value::Text(json.text()?),
        "Uri" => Value::Uri(json.text()?),
        "Reference" => Value::Reference(text_of("reference")?),
        // FHIR requires neither; a coding with a display alone is told apart by that.
        "Coding" => Value::Coding(Coding {
            system: text_of("system"),
            code: text_of("code").or_else(|| text_of("display"))?,
        }),
        "Quantity" => Value::Quantity(Quantity {
            value: json.member("value")?.number()?,
            unit: text_of("code").or_else(|| text_of("unit")),
        }),
        _ => return None,
    })
}
