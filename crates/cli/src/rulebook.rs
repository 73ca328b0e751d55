//! `rulebook`: the whole check as a document to read and sign.

use check::content;
use rulebook::{Fixed, Format, Language, Since, write};

use super::source::{Source, today};
use super::{CliError, unknown};

/// The options of the command.
#[derive(Default)]
struct Options<'a> {
    questionnaire: Option<&'a str>,
    language: Option<&'a str>,
    html: bool,
    since: Option<&'a str>,
}

/// The document that the options ask for.
pub(super) fn document(options: &[&str]) -> Result<String, CliError> {
    let options = read(options)?;
    let source = Source::read(options.questionnaire)?;
    let language = match options.language {
        Some(language) => language,
        None => source.known_language(),
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
        labels: source.labels(language),
        fixed: Fixed {
            shell: section("shell"),
            help: section("help"),
            result: section("result"),
            take: section("take"),
            brief: section("brief"),
        },
    };
    let format = if options.html { Format::Html } else { Format::Markdown };
    let document = write(&form.questionnaire, since, language, format, &today());
    Ok(document.expect("the build has compared the words of all languages").trim_end().to_owned())
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
