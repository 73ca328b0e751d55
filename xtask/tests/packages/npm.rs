//! The npm package, as npm, Node and publint see it.

use std::fs;

use serde_json::Value;

use devkit::project::{Project, handout};
use devkit::root;

#[test]
fn npm_installs_the_packed_package_with_all_its_files() {
    let project = Project::empty().file("package.json", r#"{"name":"clinic","private":true}"#);
    fs::remove_dir_all(project.dir.join("node_modules")).expect("the folder can be written");
    let packed = handout(".tgz").display().to_string();
    project.run("npm", &["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", &packed]);
    let installed = project.dir.join("node_modules/candidate-check");
    let hashes = fs::read_to_string(root().join("dist/integrity.json")).expect("dist/ has integrity.json");
    let hashes: Value = serde_json::from_str(&hashes).expect("it is JSON");
    let mut compared = 0;
    for name in hashes.as_object().expect("it is an object").keys() {
        if name.starts_with("demo-") {
            assert!(!installed.join(name).exists(), "{name} belongs to the demo page");
            continue;
        }
        let released = fs::read(root().join("dist").join(name)).expect("it is in dist/");
        let there = fs::read(installed.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(released == there, "{name} differs from dist/");
        compared += 1;
    }
    assert!(compared >= 8, "only {compared} files were compared");
    assert!(!installed.join("index.html").exists(), "the demo page");
    for name in ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "custom-elements.json", "web-types.json"] {
        assert!(installed.join(name).is_file(), "{name}");
    }
}

#[test]
fn importing_it_on_a_server_does_nothing() {
    let script = r#"
        const before = Object.getOwnPropertyNames(globalThis).join();
        for (const entry of ["candidate-check", "candidate-check/react", "candidate-check/vue"]) await import(entry);
        if (Object.getOwnPropertyNames(globalThis).join() !== before) throw "it left a name behind";
        console.log("imported");
    "#;
    let project = Project::empty().file("server.mjs", script);
    assert_eq!(project.run("node", &["server.mjs"]).trim(), "imported");
}

#[test]
fn publint_reports_nothing() {
    let project = Project::empty();
    let said = project.run("publint", &["--strict", "node_modules/candidate-check"]);
    assert!(said.contains("All good!"), "{said}");
}
