//! Makes the file that explains attributes on the console, from `src/embed/advice.js` and `content/element.yaml`.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::esbuild::Esbuild;
use super::files;
use crate::digest;
use crate::error::Error;
use crate::repo::Repo;

/// Stands in the source where the texts go.
const TOKEN: &str = "__ALLOWED__";

#[derive(Deserialize)]
struct Element {
    attributes: Vec<Attribute>,
}

#[derive(Deserialize)]
struct Attribute {
    name: String,
    #[serde(flatten)]
    kind: Kind,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Kind {
    Text { max: u32 },
    Telephone,
    Address { schemes: Vec<String> },
    Choice { values: Vec<String> },
    Whole { min: u32, max: u32 },
}

impl Kind {
    /// What a value may be.
    fn allowed(&self) -> String {
        match self {
            Kind::Text { max } => format!("up to {max} characters"),
            Kind::Telephone => "digits, spaces, + - ( ) . # ext".to_owned(),
            Kind::Address { schemes } => format!("an address with {}", schemes.join(" ")),
            Kind::Choice { values } => values.join(", "),
            Kind::Whole { min, max } => format!("a whole number from {min} to {max}"),
        }
    }
}

/// Writes the file into the staging folder; its name.
pub fn write(repo: &Repo, stage: &Path, minifier: Option<&Esbuild>) -> Result<String, Error> {
    let path = repo.root.join("content/element.yaml");
    let element: Element =
        serde_saphyr::from_str(&files::read_text(&path)?).map_err(|err| Error::NotUnderstood {
            what: path.display().to_string(),
            detail: err.to_string(),
            mend: "correct the file: each attribute has a name, a kind, and what that kind needs",
        })?;
    let source = files::read_text(&repo.root.join("src/embed/advice.js"))?;
    let staged = stage.join("advice.js");
    files::write(&staged, &source.replace(TOKEN, &texts(&element).to_string()))?;
    let text = match minifier {
        Some(esbuild) => esbuild.module(&staged)?,
        None => files::read_text(&staged)?,
    };
    files::remove(&staged)?;
    let name = format!("advice-{}.js", digest::short_hash(text.as_bytes()));
    files::write(&stage.join(&name), &text)?;
    Ok(name)
}

fn texts(element: &Element) -> Value {
    let texts = element.attributes.iter().map(|it| (it.name.clone(), it.kind.allowed().into()));
    texts.collect::<Map<_, _>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_says_what_it_allows() {
        let yaml = "attributes:
  - { name: a, kind: text, max: 9, about: anything }
  - { name: b, kind: telephone }
  - { name: c, kind: address, schemes: ['https:', 'tel:'] }
  - { name: d, kind: choice, values: [small, large], default: small }
  - { name: e, kind: whole, min: 1, max: 5 }";
        let element: Element = serde_saphyr::from_str(yaml).expect("it is well formed");
        assert_eq!(
            texts(&element),
            serde_json::json!({
                "a": "up to 9 characters",
                "b": "digits, spaces, + - ( ) . # ext",
                "c": "an address with https: tel:",
                "d": "small, large",
                "e": "a whole number from 1 to 5",
            })
        );
    }
}
