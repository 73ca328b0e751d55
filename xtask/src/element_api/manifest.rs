//! The custom-elements manifest, `custom-elements.json`, for design tools, Storybook and editors.
//! <https://github.com/webcomponents/custom-elements-manifest>

use serde_json::{Value, json};

use super::{Attribute, ElementApi, Kind};

const MODULE: &str = "module.js";
const CLASS: &str = "CandidateCheckElement";

pub fn manifest(api: &ElementApi) -> String {
    let declaration = json!({
        "kind": "class",
        "customElement": true,
        "name": CLASS,
        "tagName": api.tag,
        "superclass": { "name": "HTMLElement" },
        "summary": api.summary,
        "attributes": api.attributes.iter().map(attribute).collect::<Value>(),
        "members": api.attributes.iter().map(field).collect::<Value>(),
        "events": api.events.iter().map(|it| json!({
            "name": it.name,
            "type": { "text": "CustomEvent<null>" },
            "description": it.description(),
        })).collect::<Value>(),
        "slots": named(&api.slots),
        "cssParts": named(&api.parts),
        "cssProperties": api.properties.iter().map(|it| json!({
            "name": it.name,
            "syntax": it.syntax,
            "description": it.about,
        })).collect::<Value>(),
    });
    let manifest = json!({
        "schemaVersion": "2.1.0",
        "modules": [{
            "kind": "javascript-module",
            "path": MODULE,
            "declarations": [declaration],
            "exports": [{
                "kind": "custom-element-definition",
                "name": api.tag,
                "declaration": { "name": CLASS, "module": MODULE },
            }],
        }],
    });
    format!("{manifest:#}\n")
}

fn attribute(it: &Attribute) -> Value {
    let mut value = json!({
        "name": it.name,
        "fieldName": it.property(),
        "description": it.description(),
        "type": { "text": type_of(it) },
    });
    if let Some(default) = it.default() {
        value["default"] = default.into();
    }
    value
}

fn field(it: &Attribute) -> Value {
    json!({
        "kind": "field",
        "name": it.property(),
        "attribute": it.name,
        "reflects": true,
        "type": { "text": "string" },
        "description": it.description(),
    })
}

/// The type of the attribute's value in HTML.
fn type_of(it: &Attribute) -> String {
    match &it.kind {
        Kind::Choice { values, .. } => {
            values.iter().map(|it| format!("'{it}'")).collect::<Vec<_>>().join(" | ")
        }
        Kind::Whole { .. } => "number".to_owned(),
        Kind::Text { .. } | Kind::Telephone | Kind::Address { .. } => "string".to_owned(),
    }
}

fn named(all: &[super::Named]) -> Value {
    all.iter().map(|it| json!({ "name": it.name, "description": it.about })).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;

    #[test]
    fn the_manifest_contains_the_whole_api() {
        let manifest: Value = serde_json::from_str(&manifest(&example())).expect("it is JSON");
        let class = &manifest["modules"][0]["declarations"][0];
        assert_eq!(class["tagName"], "some-element");
        assert_eq!(class["attributes"][5]["fieldName"], "keepDays");
        assert_eq!(class["attributes"][5]["default"], "7");
        assert_eq!(class["attributes"][4]["type"]["text"], "'local' | 'none'");
        assert_eq!(class["members"][1]["attribute"], "cost-note");
        assert_eq!(class["events"][1]["name"], "some-element-started");
        assert_eq!(class["slots"][0]["name"], "");
        assert_eq!(class["cssParts"][0]["name"], "card");
        assert_eq!(class["cssProperties"][0]["syntax"], "<color>");
        assert_eq!(manifest["modules"][0]["exports"][0]["name"], "some-element");
    }
}
