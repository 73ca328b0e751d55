//! Short texts for clinicians: what the brief for a visit calls a section, a question, an option and a finding, and in
//! which part of the brief a question stands. They are apart from the questionnaire, because a visitor needs them only
//! at the end, and may choose another language for the brief than for the visit.

use crate::model::LinkId;
use crate::packed::packed;

/// The labels of a questionnaire in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// The language, a BCP-47 tag.
    pub language: String,
    /// The full citations of the sources, in the order of [`crate::model::Questionnaire::sources`].
    pub citations: Vec<String>,
    // Invariant: sorted by linkId, without duplicates.
    labels: Vec<Label>,
}

/// The texts of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The linkId of the item.
    pub link_id: LinkId,
    /// The text: the extension `brief`, or else the text that visitors read.
    pub text: String,
    /// Whether the text is the extension `brief`. Such a text of a finding contains the answers as placeholders.
    pub is_brief: bool,
    /// The texts of the options, in the order of the question.
    pub options: Vec<String>,
    /// Its part of the brief.
    pub part: BriefPart,
}

/// The parts of the brief in which answers stand, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum BriefPart {
    /// At the top of the page.
    Head,
    /// Why the person comes.
    Reasons,
    /// Earlier treatment.
    Tried,
    /// Medicines that are taken.
    Medicines,
    /// Measured values.
    Readings,
    /// Everything else, by section: positive answers first, then one line each with all that was answered with no,
    /// declined or skipped.
    #[default]
    Systems,
    /// Alcohol and other substances.
    Substances,
    /// Practical plans.
    Plans,
    /// The person’s own questions.
    Questions,
}

impl Labels {
    /// Puts labels in order. If a linkId occurs twice, which is a fault, the first one stays.
    #[must_use]
    pub fn new(language: String, citations: Vec<String>, mut labels: Vec<Label>) -> Labels {
        labels.sort_by(|a, b| a.link_id.cmp(&b.link_id));
        labels.dedup_by(|later, first| later.link_id == first.link_id);
        Labels { language, citations, labels }
    }

    /// The label of an item; `None` for an item that no brief contains, such as a learn card.
    #[must_use]
    pub fn of(&self, link_id: &LinkId) -> Option<&Label> {
        let found = self.labels.binary_search_by(|label| label.link_id.cmp(link_id)).ok()?;
        self.labels.get(found)
    }

    /// All labels, by linkId.
    pub fn iter(&self) -> impl Iterator<Item = &Label> {
        self.labels.iter()
    }
}

packed!(struct Labels { language, citations, labels });
packed!(struct Label { link_id, text, is_brief, options, part });
packed!(
    enum BriefPart {
        Head,
        Reasons,
        Tried,
        Medicines,
        Readings,
        Systems,
        Substances,
        Plans,
        Questions,
    }
);

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::fhir::translation;
    use crate::form::Form;
    use crate::packed;
    use crate::testing::{choice, extended, group, item, with};

    fn questionnaire(items: &[Json]) -> Json {
        json!({ "resourceType": "Questionnaire", "url": "https://example.org/q", "language": "en", "item": items })
    }

    fn brief(json: Json, text: &str) -> Json {
        extended(json, "brief", "valueString", text)
    }

    fn part(json: Json, code: &str) -> Json {
        extended(json, "brief-part", "valueCode", code)
    }

    /// A section with a brief text and a part, one question that takes both as they are, and one with its own.
    fn sample() -> Json {
        let option = |code: &str, brief: Option<&str>| {
            let option = json!({ "valueCoding": { "code": code, "display": format!("I have {code}") } });
            brief.map_or(option.clone(), |text| super::tests::brief(option, text))
        };
        let options = json!([option("asthma", None), option("mi", Some("MI"))]);
        let heart = with(choice("heart", "a", &[]), "answerOption", options);
        let card =
            extended(group("learn", &[], &[item("learn-1", "display", &[])]), "part", "valueCode", "learn");
        questionnaire(&[
            card,
            part(
                brief(
                    group(
                        "body",
                        &[],
                        &[
                            with(item("sleep", "boolean", &[]), "text", "Do you sleep?".into()),
                            part(brief(heart, "Cardiac hx"), "readings"),
                        ],
                    ),
                    "Body systems",
                ),
                "substances",
            ),
            with(item("more", "text", &[]), "text", "Anything else?".into()),
        ])
    }

    fn of(labels: &Labels, link_id: &str) -> Option<(String, Vec<String>, BriefPart)> {
        let label = labels.of(&LinkId::new(link_id))?;
        Some((label.text.clone(), label.options.clone(), label.part))
    }

    #[test]
    fn brief_texts_replace_those_for_visitors_where_there_are_any() {
        let labels = Form::labels(&sample());
        let of = |link_id| of(&labels, link_id);
        assert_eq!(of("body"), Some(("Body systems".into(), vec![], BriefPart::Substances)));
        assert_eq!(of("sleep"), Some(("Do you sleep?".into(), vec![], BriefPart::Substances)));
        let options = vec!["I have asthma".to_owned(), "MI".to_owned()];
        assert_eq!(of("heart"), Some(("Cardiac hx".into(), options, BriefPart::Readings)));
        assert_eq!(of("more"), Some(("Anything else?".into(), vec![], BriefPart::Systems)));
        for link_id in ["learn", "learn-1", "no-such"] {
            assert_eq!(of(link_id), None, "{link_id}");
        }
    }

    #[test]
    fn labels_are_translated_like_all_texts() {
        let mut json = sample();
        let texts = translation::texts(&json);
        let names: Vec<&str> = texts.iter().map(|(name, _)| name.as_str()).collect();
        for name in ["body.brief", "heart.brief", "heart.briefs.mi"] {
            assert!(names.contains(&name), "{name} is missing in {names:?}");
        }
        let spanish = names.iter().map(|name| ((*name).to_owned(), format!("ES {name}"))).collect();
        translation::translate(&mut json, "es", &spanish);
        translation::apply(&mut json, "es");
        let labels = Form::labels(&json);
        assert_eq!(labels.language, "es");
        let (text, options, _) = of(&labels, "heart").expect("it is there");
        assert_eq!((text.as_str(), options[1].as_str()), ("ES heart.brief", "ES heart.briefs.mi"));
    }

    #[test]
    fn labels_are_packed_without_loss() {
        let labels = Form::labels(&sample());
        assert_eq!(packed::read(&packed::write(&labels)), Some(labels));
    }

    #[test]
    fn a_wrong_part_or_text_is_a_fault() {
        let faults = |json: Json| match Form::load(&questionnaire(&[json])) {
            Ok((_, faults)) | Err(faults) => faults.to_string(),
        };
        let found = faults(part(item("a", "boolean", &[]), "head-line"));
        assert!(found.contains("brief-part") && found.contains("head, reasons"), "{found}");
        let found = faults(extended(item("a", "boolean", &[]), "brief", "valueCode", "x"));
        assert!(found.contains("extension brief"), "{found}");
    }
}
