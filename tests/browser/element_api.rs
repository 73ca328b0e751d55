//! The element's public API on a page matches `content/element.yaml`.

use serde_json::{Value as Json, json};

use crate::harness::{Page, Site};

fn api() -> Json {
    let path = devkit::root().join("content/element.yaml");
    let text = std::fs::read_to_string(path).expect("content/element.yaml can be read");
    serde_saphyr::from_str(&text).expect("content/element.yaml is YAML")
}

fn names(list: &Json) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(|it| it["name"].as_str()).collect()
}

#[tokio::test]
async fn attributes_and_reflected_properties_match_element_yaml() {
    let api = api();
    let page = Page::open(Site::with("")).await;
    page.is_on("start").await;
    let mut properties = Vec::new();
    for attribute in api["attributes"].as_array().into_iter().flatten() {
        let name = attribute["name"].as_str().expect("an attribute has a name");
        let property = attribute["property"].as_str().unwrap_or(name);
        // Not added to the page, so that nothing starts.
        let script =
            "const it = document.createElement('candidate-check'), [name, property] = arguments, seen = [];
            seen.push(it[property], property in it);
            it[property] = 'by property';
            seen.push(it.getAttribute(name));
            it.setAttribute(name, 'by attribute');
            seen.push(it[property]);
            it[property] = 5;
            seen.push(it[property], it.getAttribute(name));
            it[property] = null;
            seen.push(it.hasAttribute(name));
            it[property] = 'again';
            it[property] = undefined;
            seen.push(it.hasAttribute(name), it[property]);
            return seen";
        let seen = page.eval(script, &[name, property]).await;
        assert_eq!(
            seen,
            json!(["", true, "by property", "by attribute", "5", "5", false, false, ""]),
            "{name}: before, there; set by property, by attribute, by number; removed by null, by undefined"
        );
        properties.push(property);
    }
    properties.sort_unstable();
    let script = "const own = Object.entries(Object.getOwnPropertyDescriptors(customElements.get('candidate-check').prototype));
        return own.filter(([, it]) => it.set).map(([name]) => name).sort()";
    assert_eq!(page.eval(script, &[]).await, json!(properties));
    let observed = "return customElements.get('candidate-check').observedAttributes.toSorted()";
    let mut attributes = names(&api["attributes"]);
    attributes.sort_unstable();
    assert_eq!(page.eval(observed, &[]).await, json!(attributes));
}

#[tokio::test]
async fn parts_match_element_yaml() {
    let api = api();
    let page = Page::open(Site::with("")).await;
    page.start().await;
    let script =
        "return [...new Set([...root.querySelectorAll('[part]')].flatMap(it => [...it.part]))].sort()";
    let mut parts = names(&api["parts"]);
    parts.sort_unstable();
    assert_eq!(page.eval(script, &[]).await, json!(parts));
}

#[tokio::test]
async fn every_css_property_changes_how_the_check_looks() {
    let api = api();
    let page = Page::open(Site::with("")).await;
    page.start().await;
    // A value of each syntax that is not a default. Properties that depend on line lengths are left out: they settle later.
    let script = "const looks = /color|font|radius|padding|gap/;
        const look = () => [...root.querySelectorAll('*')].map(it => [...getComputedStyle(it)].filter(name => looks.test(name))
                .map(name => getComputedStyle(it).getPropertyValue(name)).join()).join();
        const [name, value] = arguments, host = document.querySelector('candidate-check'), before = look();
        host.style.setProperty(name, value);
        const after = look();
        host.style.removeProperty(name);
        return before !== after && look() === before";
    for it in api["properties"].as_array().into_iter().flatten() {
        let name = it["name"].as_str().expect("a property has a name");
        let value = match it["syntax"].as_str() {
            Some("<color>") => "rgb(1, 77, 33)",
            Some("<length>") => "17px",
            _ => "monospace",
        };
        page.assert(name, script, &[name, value]).await;
    }
}
