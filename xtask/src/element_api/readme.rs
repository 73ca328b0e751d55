//! Tests that the README contains the table of attributes between two marks. The README is written by hand, so this is
//! only a test: it prints the table to insert.

use super::{Attribute, ElementApi, Kind};
use crate::package::files;
use crate::repo::Repo;

const BEGIN: &str = "<!-- made from content/element.yaml -->\n";
const END: &str = "<!-- end -->\n";

/// The table, with a line for each attribute.
fn table(api: &ElementApi) -> String {
    let mut text =
        String::from("| attribute | what it does | values | default |\n| --- | --- | --- | --- |\n");
    for it in &api.attributes {
        let default =
            it.default_about.clone().or_else(|| it.default().map(|it| format!("`{it}`"))).unwrap_or_default();
        let row = format!("| `{}` | {} | {} | {default}", it.name, about(it), values(it));
        text.push_str(&format!("{} |\n", row.trim_end()));
    }
    text
}

fn values(attribute: &Attribute) -> String {
    let list = |all: &[String]| all.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
    match &attribute.kind {
        Kind::Text { max } => format!("up to {max} characters"),
        Kind::Telephone => "a telephone number".to_owned(),
        Kind::Address { schemes, .. } => format!("an address: {}", list(schemes)),
        Kind::Choice { values, .. } => list(values),
        Kind::Whole { min, max, .. } => format!("{min} to {max}"),
    }
}

/// The purpose of an attribute; values at the start of a clause are set as code.
fn about(attribute: &Attribute) -> String {
    let choices = match &attribute.kind {
        Kind::Choice { values, .. } => values.as_slice(),
        _ => &[],
    };
    let mut begins = true;
    let words = attribute.about.split(' ').map(|word| {
        let is_value = begins && choices.iter().any(|value| value == word);
        begins = word.ends_with(['.', ',']);
        if is_value { format!("`{word}`") } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_readme_contains_the_table_of_attributes() {
    let repo = Repo::find();
    let readme = files::read_text(&repo.root.join("README.md")).expect("there is a README");
    let there = readme.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END)).map(|(table, _)| table);
    let api = ElementApi::read(&repo).expect("content/element.yaml is well formed");
    let table = table(&api);
    assert_eq!(
        there,
        Some(table.as_str()),
        "put this between the marks in README.md:\n\n{BEGIN}{table}{END}"
    );
}
