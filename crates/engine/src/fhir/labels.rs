//! The label of an item, from its extensions.

use super::questionnaire::{Context, Loader};
use crate::labels::Label;
use crate::model::{AnswerType, Group, Kind, Part, Question};

impl Loader {
    /// The label of a section, a question or a finding.
    pub(super) fn label(&mut self, at: Context, text: &str, kind: &Kind) -> Option<Label> {
        let options = match kind {
            Kind::Group(Group { part: Part::Section | Part::Results, .. }) | Kind::Finding(_) => Vec::new(),
            Kind::Question(Question { answer: AnswerType::Choice(choice), .. }) => {
                let extended = at.json["answerOption"].as_array().into_iter().flatten();
                // An option without a value is a fault already, and then the form does not run.
                let briefs = extended.map(|json| self.extension_text(Context { json, ..at }, "brief"));
                let briefs: Vec<Option<String>> = briefs.collect();
                let displays = choice.options.iter().map(|option| option.display.clone());
                displays.zip(briefs).map(|(display, brief)| brief.unwrap_or(display)).collect()
            }
            Kind::Question(_) => Vec::new(),
            Kind::Group(_) | Kind::Note => return None,
        };
        let brief = self.extension_text(at, "brief");
        let is_brief = brief.is_some();
        let text = brief.unwrap_or_else(|| text.to_owned());
        Some(Label { link_id: at.link_id?.clone(), text, is_brief, options, part: self.place })
    }
}
