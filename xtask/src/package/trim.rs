//! Removes everything from a module and its glue that the program never uses, and shortens the names of imports and
//! exports between the two. wasm-bindgen keeps every export of a dependency, though no visitor ever uses the streams of
//! a server; and its names end in hashes, which do not compress.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use super::esbuild::Esbuild;
use super::files;
use crate::error::Error;

/// The passes that make the module smallest. In between, its control flow is rebuilt (-0.5 kB after brotli). Rust's stack
/// grows down towards address 0 and lies far above it, so no sum of an address and a small constant wraps around
/// (-0.4 kB). Alignment hints, which no engine uses, are removed (-0.2 kB).
const PASSES: [&str; 10] = [
    "--low-memory-unused",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--dealign",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Gives short names to imports and exports, and prints them.
const SHORT_NAMES: &str = "--minify-imports-and-exports-and-modules";

/// The name that `wasm-opt` gives to the module of all imports.
const MODULE: &str = "a";

/// Trims a module and its glue. If a newer tool writes them in another form, this prints a warning and only optimizes the
/// module: the release works and is some kilobytes larger.
pub fn trim_if_known(esbuild: &Esbuild, glue: &Path, wasm: &Path, exports: &[&str]) -> Result<(), Error> {
    let untrimmed = (files::read_text(glue)?, files::read(wasm)?);
    match trim(esbuild, glue, wasm, exports) {
        Err(error @ Error::NotUnderstood { .. }) => {
            println!("warning: {error}; the release is larger until then");
            files::write(glue, &untrimmed.0)?;
            std::fs::write(wasm, &untrimmed.1).map_err(Error::file("write", wasm))?;
            let wasm = wasm.display().to_string();
            let args = [&[wasm.as_str(), "-o", &wasm], PASSES.as_slice()].concat();
            esbuild.command_env.capture("wasm-opt", &args).map(drop)
        }
        result => result,
    }
}

/// Reduces a module and its glue to the parts that a program with these exports of the glue needs.
fn trim(esbuild: &Esbuild, glue: &Path, wasm: &Path, exports: &[&str]) -> Result<(), Error> {
    files::write(glue, &without_registries(&files::read_text(glue)?))?;
    let name = glue.file_name().unwrap_or_default().display();
    let program = glue.with_extension("used.js");
    files::write(&program, &format!("export {{ {} }} from \"./{name}\";\n", exports.join(", ")))?;
    let text = esbuild.bundle(&program)?;
    files::remove(&program)?;
    let names = shorten(esbuild, wasm, &reachable(&used(&text)))?;
    let text = renamed(&text, &names).ok_or_else(|| Error::NotUnderstood {
        what: format!("the output of esbuild for {name}"),
        detail: "the list of imports or the use of an export has moved".into(),
        fix: "see xtask/src/package/trim.rs: a new wasm-bindgen or esbuild writes it differently",
    })?;
    files::write(glue, &text)
}

/// The glue without its finalization registries, which free forgotten objects: loader and runner free all objects, and no
/// bundler would remove the registries.
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

/// The graph for `wasm-metadce`: everything outside reaches these exports.
fn reachable(exports: &[&str]) -> Value {
    let inside = exports.iter().map(|name| json!({ "name": name, "export": name }));
    let outside = json!({ "name": "outside", "reaches": exports, "root": true });
    std::iter::once(outside).chain(inside).collect()
}

/// The imports and exports between a module and its glue, as old name and new name.
#[derive(Default)]
struct Names {
    imports: HashMap<String, String>,
    exports: HashMap<String, String>,
}

/// Removes unreachable code from the module, and renames the remaining imports and exports.
fn shorten(esbuild: &Esbuild, wasm: &Path, graph: &Value) -> Result<Names, Error> {
    let (graph_file, reached) = (wasm.with_extension("json"), wasm.with_extension("reached"));
    files::write(&graph_file, &graph.to_string())?;
    let [wasm, graph, out] = [wasm, &graph_file, &reached].map(|path| path.display().to_string());
    let file = format!("--graph-file={graph}");
    esbuild.command_env.capture("wasm-metadce", &[&wasm, &file, "-o", &out])?;
    let args = [&[out.as_str(), "-o", &wasm, SHORT_NAMES], PASSES.as_slice()].concat();
    let renaming = esbuild.command_env.capture("wasm-opt", &args)?;
    files::remove(&graph_file)?;
    files::remove(&reached)?;
    // Last, because a release is made even if this fails, and must not contain the two files.
    names(&renaming)
}

/// Reads the renaming that `wasm-opt` prints.
fn names(renaming: &str) -> Result<Names, Error> {
    #[derive(Deserialize)]
    struct Renaming {
        imports: Vec<(String, String, String)>,
        exports: Vec<(String, String)>,
    }
    let renaming: Renaming = serde_json::from_str(renaming).map_err(|error| Error::NotUnderstood {
        what: "the names in the output of wasm-opt".into(),
        detail: error.to_string(),
        fix: "see xtask/src/package/trim.rs: a new wasm-opt prints it differently",
    })?;
    let imports = renaming.imports.into_iter().map(|(_, before, now)| (before, now));
    Ok(Names { imports: imports.collect(), exports: renaming.exports.into_iter().collect() })
}

/// The program with the new names and without imports that the module no longer has; `None` if it does not have the form
/// that wasm-bindgen and esbuild write.
fn renamed(program: &str, names: &Names) -> Option<String> {
    const START: &str = "\n    __proto__: null,\n";
    const END: &str = "\n  };\n";
    let (before, rest) = program.split_once(START)?;
    let (imports, after) = rest.split_once(END)?;
    let mut text = before.to_owned() + START;
    let mut is_needed = false;
    for line in imports.lines() {
        // An import begins at the line of its function; its other lines are indented further, or close it.
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
    // All imports come from one module, whose name is short now too.
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
    use devkit::Scratch;

    use super::*;
    use crate::process::CommandEnv;
    use crate::repo::Repo;
    use crate::setup::node_programs;

    #[test]
    fn ships_untrimmed_if_the_glue_has_another_form() {
        let repo = Repo::find();
        let command_env = CommandEnv::new(&repo).with_programs_of(node_programs(&repo));
        let scratch = Scratch::make(&std::env::temp_dir(), "trim").expect("a folder can be made");
        let (glue, wasm) = (scratch.path().join("a.js"), scratch.path().join("a_bg.wasm"));
        let text = "export function start() {}\n";
        files::write(&glue, text).expect("it can be written");
        std::fs::write(&wasm, [0, 97, 115, 109, 1, 0, 0, 0]).expect("it can be written");
        trim_if_known(&Esbuild { command_env: &command_env }, &glue, &wasm, &["start"])
            .expect("a warning is no error");
        assert_eq!(files::read_text(&glue).expect("it is there"), text);
        assert!(files::read(&wasm).expect("it is there").starts_with(b"\0asm"));
        let left = std::fs::read_dir(scratch.path()).expect("it can be listed").count();
        assert_eq!(left, 2, "no helper file goes into the release");
    }

    #[test]
    fn removes_only_finalization_registries_of_objects() {
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
    fn finds_each_used_export_once() {
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
    fn remaining_imports_and_exports_have_new_names() {
        let renaming = r#"{"imports": [["./widget_bg.js", "__wbg_two_0b", "$"]], "exports": [["mount", "a"], ["memory", "b"]]}"#;
        assert_eq!(
            renamed(PROGRAM, &names(renaming).expect("it has the form of wasm-opt")).as_deref(),
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
    fn rejects_unnamed_exports_and_programs_of_another_form() {
        assert_eq!(renamed(PROGRAM, &Names::default()), None);
        assert_eq!(renamed("wasm.mount()", &Names::default()), None);
        assert!(names("{}").is_err());
    }
}
