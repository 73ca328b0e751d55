//! `rulebook`: the whole check as a document to read and sign.

use check::content;
use engine::fhir::translation;
use engine::form::Form;
use rulebook::{Fixed, Format, Language, Since, write};
use serde_json::Value as Json;

use super::{CliError, assess, file, unknown};

/// The options of the command.
#[derive(Default)]
struct Options<'a> {
    questionnaire: Option<&'a str>,
    language: Option<&'a str>,
    html: bool,
    since: Option<&'a str>,
}

/// A questionnaire before a translation is applied.
struct Source<'a> {
    /// The file it comes from; `None` for the built-in one.
    file: Option<&'a str>,
    json: Json,
}

impl<'a> Source<'a> {
    fn read(file: Option<&'a str>) -> Result<Source<'a>, CliError> {
        let json = match file {
            Some(file) => file::read(file)?,
            None => content::languages()
                .next()
                .and_then(content::questionnaire)
                .expect("it was loaded when it was built"),
        };
        Ok(Source { file, json })
    }

    /// The language of its texts before any translation.
    fn language(&self) -> &str {
        self.json["language"].as_str().unwrap_or("en")
    }

    /// Whether its texts exist in a language.
    fn has_language(&self, language: &str) -> bool {
        translation::is(self.language(), language)
            || translation::languages(&self.json).iter().any(|tag| translation::is(tag, language))
    }

    fn form(&self, language: &str) -> Result<Form, CliError> {
        let mut json = self.json.clone();
        translation::apply(&mut json, language);
        match self.file {
            Some(file) => assess::parse(file, &json),
            None => Ok(Form::load(&json).expect("the build has loaded this questionnaire").0),
        }
    }
}

/// The document that the options ask for.
pub(super) fn document(options: &[&str]) -> Result<String, CliError> {
    let options = read(options)?;
    let source = Source::read(options.questionnaire)?;
    let language = match options.language {
        Some(language) => language,
        None => own_language(&source),
    };
    let words = content::words(language).ok_or_else(|| unknown(language))?;
    let form = source.form(language)?;
    let since = match options.since {
        None => None,
        Some(file) => {
            let earlier = Source::read(Some(file))?;
            // Texts of two languages would differ everywhere, so both are read in one.
            let same = if earlier.has_language(language) { language } else { earlier.language() };
            Some((earlier.form(same)?, source.form(same)?))
        }
    };
    let since = since
        .as_ref()
        .map(|(earlier, now)| Since { earlier: &earlier.questionnaire, now: &now.questionnaire });
    let section = |name| content::section(language, name).unwrap_or_default();
    let language = Language {
        tag: language,
        name: &content::name(language).unwrap_or_else(|| language.into()),
        words: &words,
        rulebook: section("rulebook"),
        direction: &content::direction(language).unwrap_or_else(|| "ltr".into()),
        fixed: Fixed {
            shell: section("shell"),
            help: section("help"),
            result: section("result"),
            summary: section("summary"),
        },
    };
    let format = if options.html { Format::Html } else { Format::Markdown };
    // The one clock on the command line.
    let today = jiff::ZonedDateTime::now().date().to_string();
    let document = write(&form.questionnaire, since, language, format, &today);
    Ok(document.expect("the build has compared the words of all languages").trim_end().to_owned())
}

/// The language of a questionnaire if the built-in check has it too; else the first language of the built-in check.
fn own_language(source: &Source) -> &'static str {
    let own = source.language();
    content::languages()
        .find(|tag| translation::is(own, tag))
        .or_else(|| content::languages().next())
        .unwrap_or("en")
}

fn read<'a>(options: &[&'a str]) -> Result<Options<'a>, CliError> {
    let mut found = Options::default();
    let mut rest = options.iter();
    while let Some(option) = rest.next() {
        let place = match *option {
            "--html" if !found.html => {
                found.html = true;
                continue;
            }
            "--questionnaire" => &mut found.questionnaire,
            "--lang" => &mut found.language,
            "--since" => &mut found.since,
            other => return Err(CliError::Usage { given: other.into() }),
        };
        match rest.next() {
            Some(value) if place.is_none() => *place = Some(value),
            _ => return Err(CliError::Usage { given: (*option).into() }),
        }
    }
    Ok(found)
}
