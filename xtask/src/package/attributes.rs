//! Fills the table in `src/element/attributes.js`: `content/element.yaml` says what each attribute accepts.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::esbuild::{Esbuild, minified};
use super::files;
use super::loader::fill_file;
use crate::element_api::{Attribute, ElementApi, Kind};
use crate::error::Error;
use crate::repo::Repo;

/// The placeholder in the source for the table.
const TOKEN: &str = "__ATTRIBUTES__";

/// The readers of the element's attributes, as a module.
pub fn for_element(repo: &Repo) -> Result<String, Error> {
    module(repo, &ElementApi::read(repo)?.attributes)
}

/// Writes the module for the panel of the demo page. It also reads the settings of the snippet, which are no attributes.
pub fn write_for_panel(repo: &Repo, stage: &Path, minifier: Option<&Esbuild>) -> Result<(), Error> {
    #[derive(Deserialize)]
    struct Playground {
        own: Vec<Attribute>,
    }
    let playground: Playground = files::read_yaml(
        &repo.root.join("content/playground.yaml"),
        "correct the file: each entry of `own` is written like an attribute in content/element.yaml",
    )?;
    let settings = [ElementApi::read(repo)?.attributes, playground.own].concat();
    let text = minified(stage, &module(repo, &settings)?, minifier, |it, path| it.module(path))?;
    files::write(&stage.join(files::DEMO).join("attributes.js"), &text)
}

fn module(repo: &Repo, attributes: &[Attribute]) -> Result<String, Error> {
    fill_file(repo.root.join("src/element/attributes.js"), &[(TOKEN, &table(attributes))])
}

/// A JavaScript object: for each attribute its reader, and its default if it has one.
fn table(attributes: &[Attribute]) -> String {
    let quoted = |texts: &[String]| Value::from(texts).to_string().trim_matches(['[', ']']).to_owned();
    let text = |default: &Option<String>| default.clone().map(Value::from);
    let entry = |it: &Attribute| {
        let (reader, default) = match &it.kind {
            Kind::Text { max } => (format!("text({max})"), None),
            Kind::Telephone => ("telephone()".to_owned(), None),
            Kind::Address { schemes, default } => (format!("address({})", quoted(schemes)), text(default)),
            // A region may follow a language.
            Kind::Choice { values, .. } if it.name == "lang" => {
                (format!("language({})", quoted(values)), None)
            }
            Kind::Choice { values, default } => (format!("choice({})", quoted(values)), text(default)),
            Kind::Whole { min, max, default } => (format!("whole({min},{max})"), Some((*default).into())),
        };
        let default = default.map_or_else(String::new, |default| format!(",{default}"));
        format!("{}:[{reader}{default}]", Value::from(it.name.as_str()))
    };
    format!("{{{}}}", attributes.iter().map(entry).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use serde_json::json;

    use super::*;

    /// Reads each text, on a page of a clinic, and prints the values.
    const SCRIPT: &str =
        "\nconsole.log(JSON.stringify(TEXTS.map(([name, text]) => read(name, text) || null)));";

    /// Runs the readers of the element in Node.
    fn read_all(texts: &[(&str, &str)]) -> Vec<Value> {
        let module = for_element(&Repo::find()).expect("the table can be filled");
        let page = "globalThis.document = { baseURI: 'https://clinic.example/ketamine' };";
        let script = format!("{page}{module}\nconst TEXTS = {};{SCRIPT}", json!(texts));
        let output = Command::new("node")
            .args(["--input-type=module", "--eval", &script])
            .output()
            .expect("Node.js is installed");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("the script prints JSON")
    }

    #[track_caller]
    fn accepts(name: &str, texts: &[&str]) {
        let texts: Vec<_> = texts.iter().map(|text| (name, *text)).collect();
        for ((_, text), value) in texts.iter().zip(read_all(&texts)) {
            assert_ne!(value, Value::Null, "{name}: {text:?}");
        }
    }

    #[track_caller]
    fn rejects(name: &str, texts: &[&str]) {
        let texts: Vec<_> = texts.iter().map(|text| (name, *text)).collect();
        for ((_, text), value) in texts.iter().zip(read_all(&texts)) {
            assert_eq!(value, Value::Null, "{name}: {text:?}");
        }
    }

    #[test]
    fn a_table_has_the_reader_and_the_default_of_each_kind() {
        assert_eq!(
            table(&crate::element_api::tests::example().attributes),
            r#"{"lang":[language("en","es")],"cost-note":[text(500)],"phone":[telephone()],"exit-url":[address("https:"),"https://example.com/"],"storage":[choice("local","none"),"local"],"keep-days":[whole(1,365),7]}"#
        );
    }

    #[test]
    fn texts_are_counted_as_browsers_count() {
        accepts("clinic", &["Willow Bend & <Sons>", &"é".repeat(500), &"😀".repeat(250)]);
        rejects("clinic", &[&"é".repeat(501), &"😀".repeat(251)]);
    }

    #[test]
    fn telephone_numbers_need_three_digits_and_allow_no_letters() {
        accepts("phone", &["(555) 555-0142", "+1 555 555 0142", "555.0142 ext 12", "911", "#555"]);
        rejects("phone", &["call me", "12 34 56", "555*0142", "555 + 01", "٥٥٥٠١٤٢", "5550142; drop"]);
    }

    #[test]
    fn addresses_need_an_allowed_scheme_or_a_slash_or_dot() {
        let pages = ["https://example.com/book", "/book", "./book", "HTTPS://EXAMPLE.COM"];
        accepts("booking", &[&pages[..], &["mailto:desk@example.com", "tel:5550142"]].concat());
        let bad = [
            "example.com/book",
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "//[",
            "ftp://example.com",
        ];
        rejects("booking", &bad);
        accepts("exit-url", &pages);
        rejects("exit-url", &[&bad[..], &["mailto:desk@example.com", "tel:911"]].concat());
    }

    #[test]
    fn choices_match_exactly_but_a_language_may_have_a_region() {
        accepts("storage", &["local", "session", "none"]);
        rejects("storage", &["Session", "cloud", "local,session", "__proto__"]);
        rejects("lang", &["xx", "esMX", "español", "__proto__"]);
        assert_eq!(read_all(&[("lang", "es-MX"), ("lang", "EN-us"), ("lang", "es_419")]), ["es", "en", "es"]);
    }

    #[test]
    fn integers_are_short_and_in_range() {
        accepts("keep-days", &["1", "365", "030"]);
        rejects("keep-days", &["0", "366", "7.5", "+7", "-1", "0007", "seven", "７", "1.5"]);
    }
}
