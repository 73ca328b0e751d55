//! The npm package: the release files, their types and editor data, and `package.json` for npm and bundlers.

use std::path::PathBuf;

use serde_json::Value;

use super::{LICENSES, Source, copy, editors};
use crate::element_api::ElementApi;
use crate::error::Error;
use crate::package::files;
use crate::process::CommandEnv;

/// Makes the folder and packs it with `npm pack`, as for publishing; returns the path of the packed file.
pub fn write(source: &Source, api: &ElementApi, command_env: &CommandEnv) -> Result<PathBuf, Error> {
    let folder = source.target.join("npm");
    copy(&source.repo.dist(), &folder, &source.release)?;
    copy(&source.repo.root, &folder, &LICENSES)?;
    copy(&source.repo.root, &folder, &["CHANGELOG.md"])?;
    std::fs::copy(source.repo.root.join("docs/npm.md"), folder.join("README.md"))
        .map_err(Error::file("copy", "docs/npm.md"))?;
    let made = api.files();
    for (name, text) in &made {
        files::write(&folder.join(name), text)?;
    }
    let package = package(api, &source.version);
    files::write(&folder.join("package.json"), &package)?;
    editors::write(source.repo, &folder, command_env)?;
    let (folder, target) = (folder.display().to_string(), source.target.display().to_string());
    command_env
        .capture("npm", &["pack", &folder, "--pack-destination", &target, "--ignore-scripts", "--silent"])?;
    Ok(source.target.join(format!("{}-{}.tgz", api.package(), source.version)))
}

/// As text, because the order of members counts: `types` has to come before `default`.
fn package(api: &ElementApi, version: &str) -> String {
    let (name, about) = (api.package(), Value::from(api.summary.as_str()));
    format!(
        r#"{{
  "name": "{name}",
  "version": "{version}",
  "description": {about},
  "keywords": ["custom-element", "web-component", "wasm", "self-check"],
  "license": "MIT OR Apache-2.0",
  "type": "module",
  "exports": {{
    ".": {{ "types": "./{name}.d.ts", "default": "./module.js" }},
    "./react": {{ "types": "./react.d.ts", "default": "./module.js" }},
    "./vue": {{ "types": "./vue.d.ts", "default": "./module.js" }},
    "./*": "./*"
  }},
  "types": "./{name}.d.ts",
  "sideEffects": true,
  "customElements": "custom-elements.json",
  "web-types": "web-types.json"
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repo::Repo;

    #[test]
    fn import_has_side_effects_and_every_entry_is_the_module() {
        let api = ElementApi::read(&Repo::find()).expect("content/element.yaml is well formed");
        let package = package(&api, "1.2.3");
        let package: Value = serde_json::from_str(&package).expect("it is JSON");
        assert_eq!(package["name"], "candidate-check");
        assert_eq!(package["version"], "1.2.3");
        assert_eq!(package["sideEffects"], true);
        for entry in [".", "./react", "./vue"] {
            assert_eq!(package["exports"][entry]["default"], format!("./{}", files::MODULE), "{entry}");
        }
    }
}
