//! The editor data and the manifest of the package, as editors and design tools read them.

use devkit::project::Project;
use serde_json::Value;

#[test]
fn the_manifest_matches_its_schema() {
    let script = r#"
        import { readFileSync } from "node:fs";
        import { createRequire } from "node:module";
        const require = createRequire(import.meta.url);
        const Ajv = require("ajv").default;
        const ajv = new Ajv({ strict: false, allErrors: true });
        ajv.addSchema(require("custom-elements-manifest/schema.json"), "schema");
        const whole = ajv.getSchema("schema");
        // The whole schema also accepts an element as a plain class, which has fewer rules.
        const element = ajv.getSchema("schema#/definitions/CustomElementDeclaration");
        const manifest = JSON.parse(readFileSync("node_modules/candidate-check/custom-elements.json", "utf8"));
        const [it] = manifest.modules[0].declarations;
        if (!whole(manifest)) throw JSON.stringify(whole.errors, undefined, 1);
        if (!element(it)) throw JSON.stringify(element.errors, undefined, 1);
        it.attributes[0].name = 1;
        if (element(it)) throw "the schema accepts an invalid element";
        console.log(manifest.schemaVersion);
    "#;
    let project = Project::empty().file("check.mjs", script);
    assert_eq!(project.run("node", &["check.mjs"]).trim(), "2.1.0");
}

#[test]
fn visual_studio_code_completes_tag_attributes_and_values() {
    let script = r#"
        import { readFileSync } from "node:fs";
        import { createRequire } from "node:module";
        const require = createRequire(import.meta.url);
        const { getLanguageService, newHTMLDataProvider, TextDocument } = require("vscode-html-languageservice");
        const data = JSON.parse(readFileSync("node_modules/candidate-check/vscode.html-data.json", "utf8"));
        const service = getLanguageService({ customDataProviders: [newHTMLDataProvider("candidate-check", data)] });
        const complete = (text) => {
            const document = TextDocument.create("a://a", "html", 1, text.replace("|", ""));
            const place = document.positionAt(text.indexOf("|"));
            return service.doComplete(document, place, service.parseHTMLDocument(document)).items.map((it) => it.label);
        };
        console.log(JSON.stringify(['<cand|', '<candidate-check |>', '<candidate-check storage="|">'].map(complete)));
    "#;
    let project = Project::empty().file("complete.mjs", script);
    let said = project.run("node", &["complete.mjs"]);
    let offered: Vec<Vec<String>> = serde_json::from_str(said.trim()).expect("three lists");
    assert!(offered[0].iter().any(|it| it == "candidate-check"), "{:?}", offered[0]);
    for attribute in ["clinic", "cost-note", "isolation"] {
        assert!(offered[1].iter().any(|it| it == attribute), "{attribute}: {:?}", offered[1]);
    }
    assert_eq!(
        offered[2],
        ["local", "session", "none"].map(|it| format!("\"{it}\"")).map(|it| it.replace('"', ""))
    );
}

#[test]
fn jetbrains_editors_find_attributes_events_parts_and_properties() {
    let script = r#"
        import { readFileSync } from "node:fs";
        console.log(readFileSync("node_modules/candidate-check/web-types.json", "utf8"));
    "#;
    let project = Project::empty().file("print.mjs", script);
    let types: Value = serde_json::from_str(&project.run("node", &["print.mjs"])).expect("it is JSON");
    assert_eq!(types["name"], "candidate-check");
    assert_eq!(types["version"], env!("CARGO_PKG_VERSION"));
    let element = &types["contributions"]["html"]["elements"][0];
    let css = &types["contributions"]["css"];
    assert_eq!(element["name"], "candidate-check");
    for (list, name) in [
        (&element["attributes"], "cost-note"),
        (&element["events"], "candidate-check-ready"),
        (&css["properties"], "--candidate-check-accent"),
        (&css["pseudo-elements"], "part(heading)"),
    ] {
        let all = list.as_array().unwrap_or_else(|| panic!("no list with {name}: {types:#}"));
        assert!(all.iter().any(|it| it["name"] == name), "{name}: {list:#}");
    }
    assert!(!types.to_string().contains("undefined"), "{types:#}");
}
