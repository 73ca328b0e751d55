//! Makes the file that explains attributes on the console, from `src/element/advice.js` and `content/element.yaml`.

use std::path::Path;

use serde_json::{Map, Value};

use super::esbuild::{Esbuild, minified};
use super::loader::fill_file;
use super::write_hashed;
use crate::element_api::ElementApi;
use crate::error::Error;
use crate::repo::Repo;

/// The placeholder in the source for the texts.
const TOKEN: &str = "__ALLOWED__";

/// Writes the file into the staging folder and returns its name.
pub fn write(repo: &Repo, stage: &Path, minifier: Option<&Esbuild>) -> Result<String, Error> {
    let texts = texts(&ElementApi::read(repo)?).to_string();
    let text = fill_file(repo.root.join("src/element/advice.js"), &[(TOKEN, &texts)])?;
    write_hashed(stage, "advice", ".js", &minified(stage, &text, minifier, |it, path| it.module(path))?)
}

fn texts(api: &ElementApi) -> Value {
    let texts = api.attributes.iter().map(|it| (it.name.clone(), it.kind.allowed().into()));
    texts.collect::<Map<_, _>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attribute_lists_its_allowed_values() {
        let api = ElementApi::read(&Repo::find()).expect("content/element.yaml is well formed");
        let texts = texts(&api);
        for (name, text) in [
            ("lang", "en, es"),
            ("clinic", "up to 500 characters"),
            ("phone", "digits, spaces, + - ( ) . # ext"),
            ("exit-url", "an address with https: http:"),
            ("keep-days", "a whole number from 1 to 365"),
        ] {
            assert_eq!(texts[name], text);
        }
        assert_eq!(texts.as_object().map(Map::len), Some(api.attributes.len()));
    }
}
