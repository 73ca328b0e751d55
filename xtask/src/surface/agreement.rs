//! Tests that `src/element/loader.js` accepts exactly the values that `content/element.yaml` documents. Node runs the
//! loader's own table, so the test does not depend on its code.

use std::process::Command;

use serde_json::{Map, Value, json};

use super::{ElementApi, Kind};
use crate::package::files;
use crate::repo::Repo;

/// The text before and after the loader's table.
const BEGIN: &str = "// ---- attributes";
const END: &str = "\nfunction settings(";

/// Reads `probes`, texts by attribute; prints for each attribute its default and each text with the value read from it.
const SCRIPT: &str = r#"
const found = {};
for (const [name, entry] of Object.entries(ATTRIBUTES)) {
  const at = entry.findIndex((it) => typeof it === "function");
  const read = (text) => entry[at](text) || null;
  found[name] = { default_value: entry[at + 1] ?? null, texts: (probes[name] ?? []).map((text) => [text, read(text)]) };
}
console.log(JSON.stringify(found));
"#;

/// For each attribute its default, and texts with the value that the loader must read from each; null if it rejects it.
fn expected(surface: &ElementApi) -> Map<String, Value> {
    let one = |it: &super::Attribute| {
        let refused = |text: &str| (text.to_owned(), Value::Null);
        let taken = |text: &str| (text.to_owned(), Value::from(text));
        let (default_value, texts): (Value, Vec<(String, Value)>) = match &it.kind {
            Kind::Text { max } => {
                let longest = "é".repeat(*max as usize);
                (Value::Null, vec![taken(&longest), refused(&format!("{longest}!"))])
            }
            Kind::Telephone => {
                let example = it.example.as_deref().expect("a telephone number has an example");
                (Value::Null, vec![taken(example), refused("javascript:alert(1)")])
            }
            Kind::Choice { values, default } => {
                let mut texts: Vec<_> = values.iter().map(|it| taken(it)).collect();
                texts.extend([refused("anything-else"), refused("__proto__")]);
                (default.clone().into(), texts)
            }
            Kind::Whole { min, max, default } => {
                let mut texts: Vec<_> = [min, max].map(|it| (it.to_string(), (*it).into())).into();
                texts.extend([min - 1, max + 1].map(|it| it.to_string()).iter().map(|it| refused(it)));
                texts.extend([refused("1.5"), refused("many")]);
                ((*default).into(), texts)
            }
            Kind::Address { schemes, default } => {
                let address = |scheme: &str| match scheme {
                    "mailto:" => "mailto:desk@example.com".to_owned(),
                    "tel:" => "tel:5550142".to_owned(),
                    scheme => format!("{scheme}//example.com/page"),
                };
                let all = ["https:", "http:", "mailto:", "tel:", "javascript:", "data:", "ftp:", "sms:"];
                let texts = all.map(|scheme| {
                    let text = address(scheme);
                    if schemes.iter().any(|it| it == scheme) { taken(&text) } else { refused(&text) }
                });
                (default.clone().into(), texts.into())
            }
        };
        (it.name.clone(), json!({ "default_value": default_value, "texts": texts }))
    };
    surface.attributes.iter().map(one).collect()
}

#[test]
fn the_loader_accepts_exactly_the_documented_values() {
    let repo = Repo::find();
    let surface = ElementApi::read(&repo).expect("content/element.yaml is well formed");
    let loader = files::read_text(&repo.root.join("src/element/loader.js")).expect("there is a loader");
    let table = loader.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END)).map(|(table, _)| table);
    let table = table.unwrap_or_else(|| panic!("loader.js: no table between {BEGIN:?} and {END:?}"));

    let expected = expected(&surface);
    let probes: Map<String, Value> = expected
        .iter()
        .map(|(name, it)| {
            let texts = it["texts"].as_array().into_iter().flatten().map(|pair| pair[0].clone());
            (name.clone(), texts.collect())
        })
        .collect();
    let tags = surface.attributes.iter().find(|it| it.name == "lang").map(|it| it.values().to_vec());
    let script = format!(
        "const probes = {};\nconst TAGS = {};\nconst document = {{ baseURI: 'https://example.com/' }};\n//{table}\n{SCRIPT}",
        Value::Object(probes),
        json!(tags.unwrap_or_default()),
    );
    let output = Command::new("node").args(["--eval", &script]).output().expect("Node.js is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: Map<String, Value> = serde_json::from_slice(&output.stdout).expect("the script prints JSON");

    for (name, expected) in &expected {
        assert_eq!(found.get(name), Some(expected), "loader.js and element.yaml differ in {name}");
    }
    let unknown: Vec<&String> = found.keys().filter(|name| !expected.contains_key(*name)).collect();
    assert!(unknown.is_empty(), "loader.js has attributes that element.yaml lacks: {unknown:?}");
}
