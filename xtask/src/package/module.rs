//! Makes `module.js`, the loader as a module: for `import "candidate-check"`, with a bundler or without one.
//!
//! Bundlers move files and give them other names. All of them recognize
//! `new URL("./name", import.meta.url)`, so the module refers to each of its files in this form. On a server, without
//! a DOM, it does nothing.

use std::path::Path;

use serde_json::Value;

use super::esbuild::{Esbuild, minified};
use super::files;
use super::loader::{self, Parts};
use crate::error::Error;
use crate::repo::Repo;

/// Replaces the script tag that loaded the loader. It is on no page, so the loader puts no element beside it.
const TAG: &str = "HERE";

/// Writes the module into the staging folder. All other files must be there already.
pub fn write(repo: &Repo, stage: &Path, parts: &Parts, minifier: Option<&Esbuild>) -> Result<(), Error> {
    let loader = loader::source(repo, stage, parts, minifier)?;
    let text = source(&loader, &parts.runner, &files::all_in(stage)?);
    let text = minified(stage, &text, minifier, |esbuild, path| esbuild.module(path))?;
    files::write(&stage.join(files::MODULE), &text)
}

fn source(loader: &str, runner: &str, names: &[String]) -> String {
    let place = |name: &str| format!("new URL(\"./{name}\", import.meta.url).href");
    // The runner looks for its files in its own folder, but a bundler may have moved them.
    let needed: Vec<String> =
        names.iter().filter(|name| files::is_for_runner(name)).map(|name| place(name)).collect();
    let mut loader = loader.to_owned();
    for name in names {
        let found = match name == runner {
            true => format!("[{}, {}].join(\"#\")", place(name), needed.join(", ")),
            false => place(name),
        };
        loader = loader.replace(&Value::from(name.as_str()).to_string(), &found);
    }
    format!(
        "const {TAG} = {{ src: import.meta.url }};\nif (globalThis.HTMLElement) {{\n{}\n}}\n",
        loader.replace("document.currentScript", TAG)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refers_to_every_file_in_the_form_for_bundlers() {
        let loader = "const BUILD = {\"runner\":\"runner-0a.js\",\"wasm\":[\"widget-0b_bg.wasm\",\"sha256-a\"],\"css\":\"a{}\"};\nconst script = document.currentScript;";
        let names = ["learn.en-0c.txt", "runner-0a.js", "widget-0b_bg.wasm"].map(str::to_owned);
        assert_eq!(
            source(loader, "runner-0a.js", &names),
            "const HERE = { src: import.meta.url };
if (globalThis.HTMLElement) {
const BUILD = {\"runner\":[new URL(\"./runner-0a.js\", import.meta.url).href, new URL(\"./learn.en-0c.txt\", import.meta.url).href].join(\"#\"),\"wasm\":[new URL(\"./widget-0b_bg.wasm\", import.meta.url).href,\"sha256-a\"],\"css\":\"a{}\"};
const script = HERE;
}
"
        );
    }
}
