//! The accessibility tree of every screen, as text that people review: one file per stop of the tour in `snapshots/`,
//! taken from Chromium. Other engines must give every control the same role and name.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{env, fs};

use serde_json::{Value as Json, json};

use super::tour::{self, Language, TourOptions, is_chromium};
use crate::harness::Page;

/// If this environment variable is set, the tests rewrite the files.
const REFRESH: &str = "REFRESH_SNAPSHOTS";

/// Roles without a meaning of their own: their children are written in place of them.
const SILENT: [&str; 8] =
    ["none", "generic", "InlineTextBox", "ListMarker", "LineBreak", "LayoutTableRow", "Legend", "LabelText"];

/// Roles of controls, with the names of the standard.
const CONTROLS: [&str; 6] = ["link", "button", "radio", "checkbox", "textbox", "disclosure"];

/// Fields that the browser builds from parts.
const COMPOSITE: [&str; 4] = ["Date", "DateTime", "InputTime", "textbox"];

/// Properties that the text lists, in this order.
const STATES: [&str; 9] =
    ["level", "checked", "expanded", "invalid", "required", "readonly", "focused", "live", "valuetext"];

/// The tree below the widget, as indented lines.
struct Tree {
    nodes: BTreeMap<String, Json>,
}

fn text_of<'a>(node: &'a Json, field: &str) -> &'a str {
    node[field]["value"].as_str().unwrap_or_default()
}

/// The standard’s name for the role of a node.
fn role(node: &Json) -> &str {
    match text_of(node, "role") {
        "StaticText" => "text",
        "DisclosureTriangle" | "DisclosureTriangleGrouped" => "disclosure",
        "RadioButton" => "radio",
        "CheckBox" => "checkbox",
        "Details" => "details",
        "DescriptionListTerm" | "DescriptionListTermLegacy" => "term",
        "DescriptionListDetail" => "definition",
        "DescriptionList" => "list of terms",
        "Figcaption" => "caption",
        "Abbr" => "abbr",
        "SvgRoot" => "image",
        other => other,
    }
}

impl Tree {
    async fn of(page: &Page) -> String {
        // The tree lags behind the page by a frame. Two equal trees, two frames apart, are up to date.
        let frames = "await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";
        let mut before = String::new();
        for _ in 0..50 {
            page.eval_async(frames).await;
            let now = Tree::take(page).await;
            if now == before {
                return now;
            }
            before = now;
        }
        page.fail("the accessibility tree does not become stable").await
    }

    async fn take(page: &Page) -> String {
        let widget = json!({ "expression": "document.querySelector('candidate-check').shadowRoot.querySelector('.cc')" });
        let object = page.chromium("Runtime.evaluate", widget).await["result"]["objectId"].clone();
        let described = page.chromium("DOM.describeNode", json!({ "objectId": object })).await;
        let top = &described["node"]["backendNodeId"];
        let answer = page.chromium("Accessibility.getFullAXTree", json!({})).await;
        let list = answer["nodes"].as_array().cloned().unwrap_or_default();
        let id = |node: &Json| node["nodeId"].as_str().unwrap_or_default().to_owned();
        let start = list.iter().find(|node| node["backendDOMNodeId"] == *top).map(id);
        let start = start.unwrap_or_else(|| panic!("the widget is not in the accessibility tree"));
        let tree = Tree { nodes: list.iter().map(|node| (id(node), node.clone())).collect() };
        let mut lines = String::new();
        tree.write(&start, 0, "", &mut lines);
        lines
    }

    /// Writes a node and its descendants. `outer` is the name of the node around it, which is not written twice.
    fn write(&self, id: &str, depth: usize, outer: &str, lines: &mut String) {
        let Some(node) = self.nodes.get(id) else { return };
        let (role, name) = (role(node), text_of(node, "name"));
        let is_silent = node["ignored"] == true
            || (SILENT.contains(&role) && name.is_empty())
            || SILENT[..5].contains(&role);
        let is_repeated = role == "text" && (outer == name.trim() || name.trim().is_empty());
        let (mut depth, mut outer) = (depth, outer.to_owned());
        if !is_silent && !is_repeated && role != "LabelText" && role != "Legend" {
            *lines += &format!("{}{role}", "  ".repeat(depth));
            if !name.is_empty() {
                *lines += &format!(" “{}”", name.trim());
            }
            *lines += &states(node);
            lines.push('\n');
            depth += 1;
            if !name.is_empty() {
                outer = name.trim().to_owned();
            }
        }
        // The browser draws the parts of such a field, so they are left out.
        if COMPOSITE.contains(&role) {
            return;
        }
        for child in node["childIds"].as_array().into_iter().flatten().filter_map(Json::as_str) {
            self.write(child, depth, &outer, lines);
        }
    }
}

/// The states, value and description that follow the name.
fn states(node: &Json) -> String {
    let properties: BTreeMap<&str, &Json> = node["properties"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| Some((it["name"].as_str()?, &it["value"]["value"])))
        .collect();
    let mut parts = Vec::new();
    for name in STATES {
        match properties.get(name) {
            None | Some(Json::Bool(false)) => {}
            Some(Json::Bool(true)) => parts.push(name.to_owned()),
            Some(Json::String(text)) if text == "true" => parts.push(name.to_owned()),
            Some(Json::String(text)) if text.is_empty() || text == "false" || text == "off" => {}
            Some(value) => parts.push(format!("{name} {}", value.to_string().trim_matches('"'))),
        }
    }
    if properties.get("expanded") == Some(&&Json::Bool(false)) {
        parts.push("collapsed".into());
    }
    let value = match &node["value"]["value"] {
        Json::Null => String::new(),
        // The first line is enough to recognize the text. Later lines contain the current date.
        Json::String(text) => text.lines().next().unwrap_or_default().to_owned(),
        other => other.to_string(),
    };
    if !value.is_empty() {
        parts.push(format!("value {value}"));
    }
    let description = text_of(node, "description");
    if !description.is_empty() {
        parts.push(format!("description “{description}”"));
    }
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

fn file(stop: &str) -> PathBuf {
    devkit::root().join(format!("tests/browser/accessibility/snapshots/{stop}.txt"))
}

fn reviewed(stop: &str) -> String {
    fs::read_to_string(file(stop)).unwrap_or_default()
}

/// Compares a stop with its reviewed file, and collects the differences.
async fn compare(page: &Page, stop: &str, differences: &mut Vec<String>) {
    if is_chromium() {
        let found = Tree::of(page).await;
        if env::var_os(REFRESH).is_some() {
            fs::write(file(stop), &found).unwrap_or_else(|error| panic!("{stop}: {error}"));
        }
        let expected = reviewed(stop);
        let mut lines = expected.lines().zip(found.lines());
        let first = lines.find(|(expected, found)| expected != found);
        if found != expected {
            differences.push(format!("{stop}: the first difference is {first:?}"));
        }
    }
    // In every engine: the role and name of each control, as the driver reports them.
    let script = "return [...root.querySelectorAll('a[href], button, input, textarea, summary')] \
                  .filter(it => it.checkVisibility())";
    let spoken = page.spoken(script).await;
    let expected = reviewed(stop);
    let controls: Vec<(&str, &str)> = expected.lines().filter_map(control).collect();
    if controls.len() != spoken.len() {
        differences.push(format!(
            "{stop}: {} controls were reviewed, {} exist",
            controls.len(),
            spoken.len()
        ));
    }
    for ((role, name), (found, label)) in controls.into_iter().zip(spoken) {
        // Engines use different roles for `summary` and for date fields.
        let same = role == found || !["link", "button", "radio", "checkbox"].contains(&role);
        if !same || name != label.trim() {
            differences.push(format!("{stop}: {role} “{name}” is here {found} “{label}”"));
        }
    }
}

/// Role and name of the control in a line, if the line is about one.
fn control(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let role = CONTROLS.into_iter().chain(COMPOSITE).find(|role| {
        line.strip_prefix(role)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(" “") || rest.starts_with(" ("))
    })?;
    let rest = &line[role.len()..];
    let Some(rest) = rest.strip_prefix(" “") else { return Some((role, "")) };
    // A name may contain quotation marks.
    let end = rest.find("” (").or_else(|| rest.rfind('”')).unwrap_or(rest.len());
    Some((role, &rest[..end]))
}

fn assert_same(differences: &[String]) {
    assert!(
        differences.is_empty(),
        "the accessibility tree differs from the reviewed one: {differences:#?}\n\
         If the change is intended, run `{REFRESH}=1 cargo test -p browser-tests accessibility::tree` and review the diff \
         in tests/browser/accessibility/snapshots/ as a person who uses a screen reader"
    );
}

#[tokio::test]
async fn accessibility_tree_matches_snapshots_of_a_visit() {
    let mut differences = Vec::new();
    tour::visit(TourOptions::of(Language::English), async |page, stop| {
        compare(page, stop, &mut differences).await
    })
    .await;
    assert_same(&differences);
}

#[tokio::test]
async fn accessibility_tree_matches_snapshots_of_other_results() {
    let mut differences = Vec::new();
    tour::results(TourOptions::of(Language::English), async |page, stop| {
        compare(page, stop, &mut differences).await
    })
    .await;
    assert_same(&differences);
}

#[tokio::test]
async fn accessibility_tree_matches_snapshots_of_error_states() {
    let mut differences = Vec::new();
    tour::error_states(TourOptions::of(Language::English), async |page, stop| {
        compare(page, stop, &mut differences).await
    })
    .await;
    assert_same(&differences);
}

#[tokio::test]
async fn accessibility_tree_matches_snapshots_of_question_types() {
    let mut differences = Vec::new();
    tour::custom(TourOptions::of(Language::English), async |page, stop| {
        compare(page, stop, &mut differences).await
    })
    .await;
    assert_same(&differences);
}

#[tokio::test]
async fn accessibility_tree_matches_snapshots_in_spanish() {
    let mut differences = Vec::new();
    let look = async |page: &Page, stop: &str| {
        if ["start", "choose-one-problem", "help-crisis"].contains(&stop) {
            compare(page, &format!("es-{stop}"), &mut differences).await;
        }
    };
    tour::visit(TourOptions::of(Language::Spanish), look).await;
    assert_same(&differences);
}
