//! Forbidden words and forbidden advice: `content/never.yaml`. Knows no measure.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use crate::text;

/// The most words between a verb such as “stop” and the medicine.
const NEAR: usize = 6;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Signs that no language may contain, anywhere in a word.
    signs: Vec<Rule>,
    languages: BTreeMap<String, List>,
}

/// The forbidden words and advice of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    words: Vec<Rule>,
    advice: Advice,
}

/// Words with a better replacement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    /// Beginnings of words: “addict” finds “addiction”.
    #[serde(default)]
    starts: Vec<String>,
    /// Whole words only: “tu” does not find “tubo”.
    #[serde(default)]
    words: Vec<String>,
    /// Phrases in which the word is allowed.
    #[serde(default)]
    except: Vec<String>,
    why: String,
    instead: String,
}

/// Advice to stop or change a medicine: a verb, with an object soon after it, and no negation before it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Advice {
    /// Verbs, with each form listed.
    verbs: Vec<String>,
    /// Beginnings of words for a medicine.
    objects: Vec<String>,
    /// Negations before the verb.
    denials: Vec<String>,
    /// Words allowed between negation and verb, beside verbs and objects: “do not stop or skip”, but not “if it does
    /// not help, stop”.
    between: Vec<String>,
    why: String,
    instead: String,
}

/// The list of one language, and the signs forbidden in every language.
#[derive(Debug)]
pub struct Never {
    signs: Vec<Rule>,
    list: List,
}

impl Never {
    /// Reads the list of a language.
    pub fn of(language: &str) -> Result<Never, String> {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/content/never.yaml");
        let file = fs::read_to_string(file).map_err(|error| format!("content/never.yaml: {error}"))?;
        let mut file: File =
            serde_saphyr::from_str(&file).map_err(|error| format!("content/never.yaml: {error}"))?;
        let language = language.split('-').next().unwrap_or_default();
        let list = file.languages.remove(language);
        let list = list.ok_or_else(|| format!("no words for {language}; list them in content/never.yaml"))?;
        Ok(Never { signs: file.signs, list })
    }

    /// The forbidden words and advice in a text.
    pub fn faults(&self, text: &str) -> Vec<String> {
        let mut faults = Vec::new();
        for rule in &self.signs {
            for sign in rule.starts.iter().filter(|sign| text.contains(sign.as_str())) {
                faults.push(format!("“{sign}”: {}; {}", rule.why, rule.instead));
            }
        }
        let plain = plain(text);
        for rule in &self.list.words {
            let found = rule.starts.iter().map(|word| (word, false));
            for (word, whole) in found.chain(rule.words.iter().map(|word| (word, true))) {
                let excepted = |at: usize| {
                    rule.except.iter().any(|phrase| {
                        places(&plain, phrase, false)
                            .any(|start| start <= at && at + word.len() <= start + phrase.len())
                    })
                };
                if places(&plain, word, whole).any(|at| !excepted(at)) {
                    faults.push(format!("“{word}”: {}; {}", rule.why, rule.instead));
                }
            }
        }
        for sentence in text::sentences(text) {
            faults.extend(self.list.advice.fault(&self::plain(sentence)));
        }
        faults
    }
}

impl Advice {
    fn fault(&self, sentence: &str) -> Option<String> {
        let is_object = |word: &str| self.objects.iter().any(|object| word.starts_with(object.as_str()));
        let one_of = |list: &[String], word: &str| list.iter().any(|other| other == word);
        let leads = |word: &&str| is_object(word) || one_of(&self.between, word) || one_of(&self.verbs, word);
        let advises = |verb: &str| {
            places(sentence, verb, true).any(|at| {
                let before: Vec<&str> = words(&sentence[..at]).collect();
                let decides = before.into_iter().rev().find(|word| !leads(word));
                let denied = decides.is_some_and(|word| one_of(&self.denials, word));
                let mut after = words(&sentence[at + verb.len()..]).take(NEAR);
                !denied && after.any(is_object)
            })
        };
        let verb = self.verbs.iter().find(|verb| advises(verb))?;
        Some(format!("“{verb}” in “{sentence}”: {}; {}", self.why, self.instead))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty())
}

/// Lower case, with spaces for hyphens and one kind of apostrophe, so that “high-risk” is found by “high risk”.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace('’', "'").replace(['-', '‑'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The positions at which a phrase begins a word.
fn places<'t>(text: &'t str, phrase: &'t str, whole: bool) -> impl Iterator<Item = usize> + 't {
    text.match_indices(phrase).map(|(at, _)| at).filter(move |at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + phrase.len()..].chars().next();
        let goes_on = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !(goes_on(before) || (whole && goes_on(after)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: &str, refused: &[&str], fine: &[&str]) {
        let never = Never::of(language).expect("it has a list");
        for text in refused {
            assert!(!never.faults(text).is_empty(), "{text} should be refused");
        }
        for text in fine {
            assert_eq!(never.faults(text), [""; 0], "{text} should be fine");
        }
    }

    #[test]
    fn english_forbidden_words_are_refused() {
        let refused = [
            "See if you qualify",
            "Qualified for care",
            "You may be eligible",
            "Eligibility",
            "It is approved for you",
            "This is safe for you",
            "We detect risks",
            "You are at high risk",
            "A high-risk patient",
            "People who suffer",
            "An addict",
            "Addiction",
            "Two pills failed",
            "The treatment fails",
            "He committed suicide",
            "It costs $400",
            "400 dollars a visit",
        ];
        let fine = [
            "Heart failure",
            "Thoughts of suicide",
            "A person with a substance use disorder",
            "FDA-approved",
            "Medicine did not help enough",
            "There is a higher risk of a fall",
        ];
        check("en", &refused, &fine);
    }

    #[test]
    fn english_advice_to_stop_a_medicine_is_refused() {
        let refused = [
            "Stop taking this medicine.",
            "You should stop your antidepressant before the first visit.",
            "Skip a dose that morning.",
            "Do this first. Stop all pills.",
            "Quit your medicines.",
            "Change your dose before you come.",
            "If it does not help, stop the medicine.",
        ];
        let fine = [
            "Do not stop or change any medicine because of this check.",
            "Don’t stop taking it, and never skip a dose.",
            "Do not skip a dose or stop a pill.",
            "Some medicines change how much gets into the blood.",
            "Some causes need a quite different treatment.",
            "Your clinic tells you when to stop eating and drinking before you come.",
            "How do you know if it helps, and when would we stop?",
        ];
        check("en", &refused, &fine);
    }

    #[test]
    fn spanish_forbidden_words_are_refused() {
        let refused = [
            "Vea si califica",
            "Usted es elegible",
            "Está aprobada para usted",
            "Es seguro para usted",
            "Detectamos riesgos",
            "Personas de alto riesgo",
            "Quienes sufren dolor",
            "Una persona adicta",
            "La adicción",
            "El tratamiento fracasó",
            "La medicina falló",
            "Si las pastillas fallan",
            "Cometió suicidio",
            "Cuesta 400 dólares",
            "Cuesta $400",
        ];
        let fine = [
            "Fallo del riñón",
            "Insuficiencia cardíaca",
            "Ideas de suicidio",
            "Aprobado por la FDA",
            "No ayudó lo suficiente",
            "Un seguro médico",
            "Falta de sueño",
        ];
        check("es", &refused, &fine);
    }

    #[test]
    fn spanish_informal_address_is_refused() {
        let refused = [
            "¿Tú tomas medicinas?",
            "tu médico",
            "Si te duele",
            "Puedes seguir",
            "Si tienes dolor",
            "Llama al 988",
        ];
        let fine =
            ["¿Usted toma medicinas?", "su médico", "Un tubo", "El tema", "Estas preguntas", "Se llama TEPT"];
        check("es", &refused, &fine);
    }

    #[test]
    fn spanish_advice_to_stop_a_medicine_is_refused() {
        let refused = [
            "Deje de tomar la medicina.",
            "Suspenda su medicina antes de venir.",
            "Hay que dejar las pastillas.",
            "Si no ayuda, deje la medicina.",
            "Cambie la dosis.",
            "Si no ayuda, deje la medicina.",
            "Cambie la dosis.",
        ];
        let fine = [
            "No deje de usar ni cambie ninguna medicina por este cuestionario.",
            "No deje ni cambie ninguna medicina.",
            "¿Cómo sabremos si ayuda y cuándo parar?",
            "Si la dejó antes por efectos secundarios, puede que no cuente.",
        ];
        check("es", &refused, &fine);
    }

    #[test]
    fn language_without_a_list_is_refused() {
        let refused = Never::of("fr").expect_err("French has no list");
        assert_eq!(refused, "no words for fr; list them in content/never.yaml");
    }
}
