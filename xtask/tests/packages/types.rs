//! The types in TypeScript's strict mode, and the examples with their own compilers.

use devkit::project::{Project, handout};

const CONFIG: &str = r#"{
  "compilerOptions": {
    "strict": true, "noEmit": true, "target": "es2022", "lib": ["es2022", "dom"], "types": [],
    "module": "nodenext", "moduleResolution": "nodenext", "jsx": "react-jsx", "skipLibCheck": false
  }
}"#;

fn checked(file: &str, text: &str) -> Result<String, String> {
    let package = r#"{ "type": "module" }"#;
    let project =
        Project::empty().file("package.json", package).file("tsconfig.json", CONFIG).file(file, text);
    project.try_to_run("tsc", &["--project", "."])
}

#[test]
fn the_element_its_properties_and_its_events_have_types() {
    let text = r#"
        import "candidate-check";
        import type { CandidateCheckAttributes } from "candidate-check";

        const element = document.createElement("candidate-check");
        const found: typeof element | null = document.querySelector("candidate-check");
        element.costNote = "We give you a written price.";
        element.storage = "session";
        element.keepDays = 30;
        element.headingLevel = "3";
        element.lang = "es-MX";
        element.clinic = null;
        const shown: string = element.costNote;
        element.addEventListener("candidate-check-ready", (event) => event.detail satisfies null);
        document.addEventListener("candidate-check-finished", (event) => event.detail satisfies null);
        const attributes: CandidateCheckAttributes = { "cost-note": "x", "keep-days": 7, lang: "es" };
        console.log(found, shown, attributes);
    "#;
    checked("page.ts", text).unwrap_or_else(|said| panic!("{said}"));
}

#[test]
fn values_that_the_loader_rejects_are_type_errors() {
    let wrong = [
        r#"element.storage = "cloud";"#,
        r#"element.keepDays = "many";"#,
        r#"element.onLeave = true;"#,
        r#"element.costNotes = "x";"#,
        r#"element.addEventListener("candidate-check-ready", (event) => event.answers);"#,
        r#"const attributes: CandidateCheckAttributes = { costNote: "x" };"#,
    ];
    let mut text = String::from(
        "import type { CandidateCheckAttributes } from \"candidate-check\";\n\
         const element = document.createElement(\"candidate-check\");\n",
    );
    for line in wrong {
        text.push_str(&format!("{{ {line} }}\n"));
    }
    let said = checked("page.ts", &text).expect_err("every line has an error");
    for (n, line) in wrong.iter().enumerate() {
        assert!(said.contains(&format!("page.ts({},", n + 3)), "{line} is no error:\n{said}");
    }
}

#[test]
fn the_tag_is_known_to_jsx() {
    let good = r#"
        import "candidate-check/react";
        export const page = (
            <candidate-check key="a" className="wide" cost-note="x" storage="none" keep-days={30}
                oncandidate-check-ready={(event) => event.detail satisfies null}
                ref={(element) => { if (element) element.costNote = "y"; }}>988</candidate-check>
        );
    "#;
    checked("page.tsx", good).unwrap_or_else(|said| panic!("{said}"));
    let bad = good.replace("\"none\"", "\"cloud\"");
    let said = checked("page.tsx", &bad).expect_err("there is no such storage");
    assert!(said.contains("\"cloud\"") && said.contains("page.tsx(4,"), "{said}");
}

#[test]
fn the_examples_compile_and_reject_a_wrong_value() {
    for (example, compiler, page) in [("react", "tsc", "src/app.tsx"), ("vue", "vue-tsc", "src/App.vue")] {
        let project = Project::example(example);
        project.run(compiler, &["--project", "."]);
        let path = project.dir.join(page);
        let text = std::fs::read_to_string(&path).expect("the page is there");
        let wrong = text.replace("events=\"progress\"", "events=\"everything\"");
        assert_ne!(text, wrong, "{page} asks for events");
        std::fs::write(&path, wrong).expect("the folder can be written");
        let said = project.try_to_run(compiler, &["--project", "."]).expect_err("there are no such events");
        assert!(said.contains("\"everything\""), "{example}: {said}");
    }
}

#[test]
fn the_examples_name_the_versions_that_are_tested() {
    let read = |path: &str| -> serde_json::Value {
        let text = std::fs::read_to_string(devkit::root().join(path)).expect("the file is there");
        serde_json::from_str(&text).expect("it is JSON")
    };
    let tested = read("xtask/package.json");
    let packed = handout(".tgz");
    let packed = packed.file_name().expect("it has a name").to_string_lossy();
    for example in ["react", "vue"] {
        let package = read(&format!("examples/{example}/package.json"));
        let all =
            ["dependencies", "devDependencies"].map(|it| package[it].as_object().expect("a list").clone());
        assert_eq!(
            package["dependencies"]["candidate-check"],
            format!("file:../../target/packages/{packed}")
        );
        for (name, version) in all.into_iter().flatten().filter(|(name, _)| name != "candidate-check") {
            assert_eq!(tested["devDependencies"][&name], version, "{name} in examples/{example}");
        }
    }
}
