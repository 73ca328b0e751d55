//! Makes the files of `isolation="frame"` from `src/iframe/`: `frame.js`, which the loader imports, the page that it puts
//! into a frame, and the script of that page. That script contains the loader itself, so that page and loader in the
//! frame are always of one release.

use std::path::Path;

use serde_json::{Map, Value};

use super::esbuild::{Esbuild, minified};
use super::landing::{LANDING_IMPORT, landing};
use super::loader::{self, Parts, fill_file};
use super::write_hashed;
use crate::element_api::ElementApi;
use crate::error::Error;
use crate::repo::Repo;

/// Writes the three files and returns the name of the first. `titles` are those of the frame, by language.
pub fn write(
    repo: &Repo,
    stage: &Path,
    parts: &Parts,
    titles: &Map<String, Value>,
    minifier: Option<&Esbuild>,
) -> Result<String, Error> {
    let source = |name: &str| repo.root.join("src/iframe").join(name);
    let api = ElementApi::read(repo)?;
    let (names, events) = (passed_on(&api), events(&api));
    let bridge = fill_file(source("inside.js"), &[("__NAMES__", &names), ("__EVENTS__", &events)])?;
    let bridge = minified(stage, &bridge, minifier, |it, path| it.script(path))?;
    // Each script is in a block, so neither sees the names of the other.
    let script = format!("{{{bridge}}}\n{{{}}}", loader::script(repo, stage, parts, minifier)?);
    let script = write_hashed(stage, "framed", ".js", &script)?;

    let title = titles[parts.languages[0].tag].as_str().unwrap_or_default();
    let page = fill_file(source("inside.html"), &[("__SCRIPT__", &script), ("__TITLE__", title)])?;
    let page = write_hashed(stage, "frame", ".html", &page)?;

    let titles = Value::Object(titles.clone()).to_string();
    let page = Value::from(page).to_string();
    let landing = landing(repo)?;
    let values =
        [("__PAGE__", &*page), ("__TITLES__", &titles), ("__EVENTS__", &events), (LANDING_IMPORT, &landing)];
    let frame = fill_file(source("host.js"), &values)?;
    write_hashed(stage, "frame", ".js", &minified(stage, &frame, minifier, |it, path| it.module(path))?)
}

/// The attributes that the element in the frame gets, as a list in JavaScript.
fn passed_on(api: &ElementApi) -> String {
    // The page decides when the frame is loaded, and that there is one.
    let names =
        api.attributes.iter().map(|it| it.name.as_str()).filter(|it| !["start", "isolation"].contains(it));
    names.collect::<Value>().to_string()
}

/// The events that the frame reports, as a list in JavaScript. The page itself dispatches `ready`.
fn events(api: &ElementApi) -> String {
    let prefix = format!("{}-", api.tag);
    let names = api.events.iter().filter_map(|it| it.name.strip_prefix(&prefix)).filter(|it| *it != "ready");
    names.collect::<Value>().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::element_api::tests::example;

    #[test]
    fn frame_gets_all_attributes_but_those_about_the_frame_itself() {
        assert_eq!(passed_on(&example()), r#"["lang","cost-note","phone","exit-url","storage","keep-days"]"#);
        let api = ElementApi::read(&Repo::find()).expect("content/element.yaml is well formed");
        let names = passed_on(&api);
        assert!(
            names.contains("\"clinic\"") && !names.contains("isolation") && !names.contains("\"start\""),
            "{names}"
        );
    }

    #[test]
    fn frame_reports_all_events_but_ready() {
        assert_eq!(events(&example()), r#"["started"]"#);
    }
}
