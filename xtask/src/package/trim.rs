//! Takes out of a module and its glue what the program that starts it never uses, and gives short names to what goes
//! between the two. wasm-bindgen keeps every export that a dependency made, though no visitor ever meets the streams of a
//! server; and its names end in hashes, which no compression makes shorter.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use super::esbuild::Esbuild;
use super::files;
use crate::error::Error;

/// What makes the module smallest. Its control flow is made anew in between (-0.5 kB after brotli). Rust's stack grows
/// down to address 0 and lives far above it, so no sum of an address and a small constant wraps around (-0.4 kB). Hints at
/// alignment, which no engine heeds, go (-0.2 kB).
const PASSES: [&str; 11] = [
    "--low-memory-unused",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--dealign",
    "--minify-imports-and-exports-and-modules",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// What `wasm-opt` calls the module that all imports come from.
const MODULE: &str = "a";

/// Rewrites a module and its glue to what a program needs that uses these exports of the glue.
pub fn trim(esbuild: &Esbuild, glue: &Path, wasm: &Path, exports: &[&str]) -> Result<(), Error> {
    files::write(glue, &without_registries(&files::read_text(glue)?))?;
    let name = glue.file_name().unwrap_or_default().display();
    let program = glue.with_extension("used.js");
    files::write(&program, &format!("export {{ {} }} from \"./{name}\";\n", exports.join(", ")))?;
    let text = esbuild.bundle(&program)?;
    files::remove(&program)?;
    let names = shorten(esbuild, wasm, &reachable(&used(&text)))?;
    let text = renamed(&text, &names).ok_or_else(|| Error::NotUnderstood {
        what: format!("what esbuild made of {name}"),
        detail: "the list of imports or the use of an export is not where it was".into(),
        fix: "see xtask/src/package/trim.rs: a new wasm-bindgen or esbuild writes it otherwise",
    })?;
    files::write(glue, &text)
}

/// The glue without what frees objects that nobody freed: loader and runner free all of them, and no bundler would drop it.
fn without_registries(glue: &str) -> String {
    let mut text = String::new();
    let mut in_registry = false;
    for line in glue.lines().filter(|line| !line.starts_with("if (Symbol.dispose)")) {
        const CHOICE: &str = "(typeof FinalizationRegistry === 'undefined')";
        let start = line.strip_suffix(CHOICE).filter(|start| start.ends_with("Finalization = "));
        let line = match (start, in_registry) {
            (Some(start), _) => start,
            (None, true) if line.trim_start().starts_with(": new ") => ";",
            (None, true) => line.trim_start().trim_start_matches("? "),
            (None, false) => line,
        };
        in_registry = start.is_some() || (in_registry && line != ";");
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// The exports of the module that a program uses.
fn used(program: &str) -> Vec<&str> {
    let mut names: Vec<&str> = program.split("wasm.").skip(1).map(name_at_start).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn name_at_start(text: &str) -> &str {
    files::start_of(text, |it| it.is_ascii_alphanumeric() || it == '_' || it == '$')
}

/// What `wasm-metadce` is told: everything outside reaches these exports.
fn reachable(exports: &[&str]) -> Value {
    let inside = exports.iter().map(|name| json!({ "name": name, "export": name }));
    let outside = json!({ "name": "outside", "reaches": exports, "root": true });
    std::iter::once(outside).chain(inside).collect()
}

/// What goes between a module and its glue: the name before, and the name now.
#[derive(Default)]
struct Names {
    imports: HashMap<String, String>,
    exports: HashMap<String, String>,
}

/// Takes out of the module what is not reached, and renames what is left of its imports and exports.
fn shorten(esbuild: &Esbuild, wasm: &Path, graph: &Value) -> Result<Names, Error> {
    let (graph_file, reached) = (wasm.with_extension("json"), wasm.with_extension("reached"));
    files::write(&graph_file, &graph.to_string())?;
    let [wasm, graph, out] = [wasm, &graph_file, &reached].map(|path| path.display().to_string());
    let file = format!("--graph-file={graph}");
    esbuild.kit.capture("wasm-metadce", &[&wasm, &file, "-o", &out])?;
    let args = [&[out.as_str(), "-o", &wasm], PASSES.as_slice()].concat();
    let names = names(&esbuild.kit.capture("wasm-opt", &args)?)?;
    files::remove(&graph_file)?;
    files::remove(&reached)?;
    Ok(names)
}

/// What `wasm-opt` says of its renaming.
fn names(said: &str) -> Result<Names, Error> {
    #[derive(Deserialize)]
    struct Said {
        imports: Vec<(String, String, String)>,
        exports: Vec<(String, String)>,
    }
    let said: Said = serde_json::from_str(said).map_err(|error| Error::NotUnderstood {
        what: "what wasm-opt said of the names".into(),
        detail: error.to_string(),
        fix: "see xtask/src/package/trim.rs: a new wasm-opt says it otherwise",
    })?;
    let imports = said.imports.into_iter().map(|(_, before, now)| (before, now));
    Ok(Names { imports: imports.collect(), exports: said.exports.into_iter().collect() })
}

/// The program by the new names, without what the module imports no longer; nothing where it is not as wasm-bindgen and
/// esbuild write it.
fn renamed(program: &str, names: &Names) -> Option<String> {
    const START: &str = "\n    __proto__: null,\n";
    const END: &str = "\n  };\n";
    let (before, rest) = program.split_once(START)?;
    let (imports, after) = rest.split_once(END)?;
    let mut text = before.to_owned() + START;
    let mut is_needed = false;
    for line in imports.lines() {
        // An import begins where its function does; its other lines are further in, or close it.
        let first = line.strip_prefix("    ").filter(|line| !line.starts_with([' ', '}']));
        let line = match first {
            None => line.to_owned(),
            Some(line) => {
                let name = name_at_start(line);
                let short = names.imports.get(name);
                is_needed = short.is_some();
                format!("    {}{}", short.map_or("", String::as_str), &line[name.len()..])
            }
        };
        if is_needed {
            text.push_str(&line);
            text.push('\n');
        }
    }
    // All come from one module, whose name is short now as well.
    let (between, after) = after.split_once("\"./")?;
    let (_, after) = after.split_once("_bg.js\"")?;
    let text = format!("{text}  }};\n{between}\"{MODULE}\"{after}");
    let mut parts = text.split("wasm.");
    let mut short = parts.next()?.to_owned();
    for part in parts {
        let name = name_at_start(part);
        short.push_str(&format!("wasm.{}{}", names.exports.get(name)?, &part[name.len()..]));
    }
    Some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_not_registered_and_other_registries_stay() {
        let glue = "const AFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_a_free(ptr, 1));
const CLOSURE_DTORS = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(state => wasm.__wbindgen_destroy_closure(state.a, state.b));
if (Symbol.dispose) A.prototype[Symbol.dispose] = A.prototype.free;
";
        assert_eq!(
            without_registries(glue),
            "const AFinalization = 
{ register: () => {}, unregister: () => {} }
;
const CLOSURE_DTORS = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(state => wasm.__wbindgen_destroy_closure(state.a, state.b));
"
        );
    }

    #[test]
    fn used_exports_are_found_once_each() {
        assert_eq!(used("wasm.b(wasm.memory); wasm.b$1 = wasm.b"), ["b", "b$1", "memory"]);
    }

    const PROGRAM: &str = "function imports() {
  const import0 = {
    __proto__: null,
    __wbg_one_0a: function(arg0) {
      return arg0;
    },
    __wbg_two_0b: function() {
      return handle(function() {
      }, arguments);
    }
  };
  return {
    __proto__: null,
    \"./widget_bg.js\": import0
  };
}
wasm.mount(wasm.memory);
";

    #[test]
    fn what_is_left_has_its_new_name() {
        let said = r#"{"imports": [["./widget_bg.js", "__wbg_two_0b", "$"]], "exports": [["mount", "a"], ["memory", "b"]]}"#;
        assert_eq!(
            renamed(PROGRAM, &names(said).expect("it is what wasm-opt says")).as_deref(),
            Some(
                "function imports() {
  const import0 = {
    __proto__: null,
    $: function() {
      return handle(function() {
      }, arguments);
    }
  };
  return {
    __proto__: null,
    \"a\": import0
  };
}
wasm.a(wasm.b);
"
            )
        );
    }

    #[test]
    fn an_export_without_a_name_and_a_program_of_another_shape_are_refused() {
        assert_eq!(renamed(PROGRAM, &Names::default()), None);
        assert_eq!(renamed("wasm.mount()", &Names::default()), None);
        assert!(names("{}").is_err());
    }
}
