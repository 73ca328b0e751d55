//! Data for editors that complete and explain the tag: custom data for Visual Studio Code, web-types for JetBrains.

use serde_json::{Value, json};

use super::{Attribute, ElementApi, Kind, Named};

/// For the setting `html.customData`.
/// <https://github.com/microsoft/vscode-html-languageservice/blob/main/docs/customData.md>
pub fn vscode(surface: &ElementApi) -> String {
    let attribute = |it: &Attribute| {
        let mut value = json!({ "name": it.name, "description": it.description() });
        if !it.values().is_empty() {
            value["values"] = it.values().iter().map(|it| json!({ "name": it })).collect();
        }
        value
    };
    let data = json!({
        "version": 1.1,
        "tags": [{
            "name": surface.tag,
            "description": surface.summary,
            "attributes": surface.attributes.iter().map(attribute).collect::<Value>(),
        }],
    });
    format!("{data:#}\n")
}

/// JetBrains editors find it through the package. <https://github.com/JetBrains/web-types>
pub fn web_types(surface: &ElementApi, version: &str) -> String {
    let attribute = |it: &Attribute| {
        let mut value =
            json!({ "name": it.name, "description": it.description(), "value": { "type": type_of(it) } });
        if let Some(default) = it.default() {
            value["default"] = default.into();
        }
        value
    };
    let property =
        |it: &Attribute| json!({ "name": it.property(), "description": it.description(), "type": "string" });
    let named = |all: &[Named]| -> Value {
        all.iter().map(|it| json!({ "name": it.name, "description": it.about })).collect()
    };
    let element = json!({
        "name": surface.tag,
        "description": surface.summary,
        "attributes": surface.attributes.iter().map(attribute).collect::<Value>(),
        "slots": named(&surface.slots),
        "js": {
            "properties": surface.attributes.iter().map(property).collect::<Value>(),
            "events": surface.events.iter().map(|it| json!({ "name": it.name, "description": it.description() })).collect::<Value>(),
        },
        "css": {
            "parts": named(&surface.parts),
            "properties": surface.properties.iter().map(|it| json!({ "name": it.name, "description": it.about })).collect::<Value>(),
        },
    });
    let types = json!({
        "$schema": "https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json",
        "name": surface.package(),
        "version": version,
        "description-markup": "markdown",
        "contributions": { "html": { "elements": [element] } },
    });
    format!("{types:#}\n")
}

fn type_of(it: &Attribute) -> String {
    match &it.kind {
        Kind::Choice { values, .. } => {
            values.iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>().join(" | ")
        }
        Kind::Whole { .. } => "number".to_owned(),
        Kind::Text { .. } | Kind::Telephone | Kind::Address { .. } => "string".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;

    #[test]
    fn values_are_listed_for_completion() {
        let data: Value = serde_json::from_str(&vscode(&example())).expect("it is JSON");
        assert_eq!(
            data["tags"][0]["attributes"][4]["values"],
            json!([{ "name": "local" }, { "name": "none" }])
        );
        assert_eq!(data["tags"][0]["attributes"][1].get("values"), None);
    }

    #[test]
    fn web_types_contain_attributes_events_parts_and_colours() {
        let types: Value = serde_json::from_str(&web_types(&example(), "1.2.3")).expect("it is JSON");
        assert_eq!(types["version"], "1.2.3");
        let element = &types["contributions"]["html"]["elements"][0];
        assert_eq!(element["attributes"][4]["value"]["type"], "\"local\" | \"none\"");
        assert_eq!(element["attributes"][5]["default"], "7");
        assert_eq!(element["js"]["events"][0]["name"], "some-element-ready");
        assert_eq!(element["css"]["parts"][0]["name"], "card");
        assert_eq!(element["css"]["properties"][0]["name"], "--some-element-accent");
    }
}
