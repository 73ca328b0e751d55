//! The built-in check, as it was validated and embedded when the crate was built.
//! The widget does not use this module: it loads the check of the visitor’s language from a file beside the WASM.

use std::collections::BTreeMap;

use engine::fhir::translation;
use engine::form::Form;
use engine::model::Questionnaire;
use engine::packed;
use serde_json::Value as Json;

use crate::brief::BriefTexts;
use crate::words::Words;

/// The files of one language, made by the build.
struct Built {
    /// BCP-47.
    tag: &'static str,
    /// [`Words`] and questionnaire in the format of [`packed`]. The widget loads this.
    check: &'static str,
    /// The learn cards, as a questionnaire in the format of [`packed`].
    learn: &'static str,
    /// The texts of the brief in the format of [`packed`].
    brief: &'static str,
    /// All words, by section and id, as JSON.
    interface: &'static str,
}

static BUILT: &[Built] = include!(concat!(env!("OUT_DIR"), "/built.rs"));

static QUESTIONNAIRE: &str = include_str!(concat!(env!("OUT_DIR"), "/questionnaire.json"));

/// The languages of the built-in check, BCP-47 tags; the first is the fallback.
pub fn languages() -> impl Iterator<Item = &'static str> {
    BUILT.iter().map(|built| built.tag)
}

/// The file that the widget loads for a language: [`Words`], and the [`Questionnaire`] without the learn cards, in the
/// format of [`packed`].
#[must_use]
pub fn check(language: &str) -> Option<&'static str> {
    built(language).map(|built| built.check)
}

/// The file of the learn cards that the widget loads for a language: a [`Questionnaire`] in the format of [`packed`].
#[must_use]
pub fn learn(language: &str) -> Option<&'static str> {
    built(language).map(|built| built.learn)
}

/// The file of the brief’s texts that the widget loads for a language: [`BriefTexts`] in the format of [`packed`].
#[must_use]
pub fn brief(language: &str) -> Option<&'static str> {
    built(language).map(|built| built.brief)
}

/// The texts of the brief.
#[must_use]
pub fn brief_texts(language: &str) -> Option<BriefTexts> {
    packed::read(brief(language)?)
}

/// The name of a language in that language.
#[must_use]
pub fn name(language: &str) -> Option<String> {
    about(language, "name")
}

/// The direction in which a language is written, as HTML names it: `ltr` or `rtl`.
#[must_use]
pub fn direction(language: &str) -> Option<String> {
    about(language, "direction")
}

fn about(language: &str, what: &str) -> Option<String> {
    section(language, "language")?.remove(what)
}

/// The words of a section of the interface, by id.
#[must_use]
pub fn section(language: &str, name: &str) -> Option<BTreeMap<String, String>> {
    let sections: Json = serde_json::from_str(built(language)?.interface).ok()?;
    serde_json::from_value(sections.get(name)?.clone()).ok()
}

/// The built-in questionnaire as FHIR JSON, in a language and with its translations into the others.
#[must_use]
pub fn questionnaire(language: &str) -> Option<Json> {
    let tag = built(language)?.tag;
    let mut questionnaire: Json = serde_json::from_str(QUESTIONNAIRE).ok()?;
    translation::apply(&mut questionnaire, tag);
    Some(questionnaire)
}

/// The built-in check, ready to run.
#[must_use]
pub fn form(language: &str) -> Option<Form> {
    Form::load(&questionnaire(language)?).ok().map(|(form, _)| form)
}

/// The words of the interface.
#[must_use]
pub fn words(language: &str) -> Option<Words> {
    let (words, _): (Words, Questionnaire) = packed::read(check(language)?)?;
    Some(words)
}

fn built(language: &str) -> Option<&'static Built> {
    BUILT.iter().find(|built| built.tag == language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_packed_without_loss() {
        for language in languages() {
            let mut loaded = form(language).expect("it is built in").questionnaire;
            loaded.sources.iter_mut().for_each(|source| source.citation.clear());
            let again: Option<Questionnaire> = packed::read(&packed::write(&loaded));
            assert_eq!(format!("{again:#?}"), format!("{:#?}", Some(loaded)), "{language}");
        }
    }
}
