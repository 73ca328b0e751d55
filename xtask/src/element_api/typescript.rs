//! Types for TypeScript, React and Vue. Each framework has its own file, because a file that imports a package that is
//! not installed does not compile.

use super::{Attribute, ElementApi, Kind};

const HEAD: &str = "// Made by the build of Candidate Check from content/element.yaml.\n\n";

/// The element, its attributes and its events.
pub fn types(api: &ElementApi) -> String {
    let mut text = String::from(HEAD);
    text.push_str("/** The attributes, as HTML has them. */\nexport interface CandidateCheckAttributes {\n");
    for it in &api.attributes {
        text.push_str(&doc(&it.description()));
        text.push_str(&format!("  {}?: {};\n", key(&it.name), value(it)));
    }
    text.push_str("}\n\n/** The same as properties; what is null or undefined removes the attribute. */\n");
    text.push_str("export interface CandidateCheckProperties {\n");
    for it in &api.attributes {
        text.push_str(&doc(&it.description()));
        text.push_str(&format!("  {}?: {} | null;\n", it.property(), value(it)));
    }
    text.push_str(&format!(
        "}}\n\n/** {} */\nexport interface CandidateCheckElement extends HTMLElement {{\n",
        api.summary
    ));
    // `HTMLElement` declares it already.
    for it in api.attributes.iter().filter(|it| it.property() != "lang") {
        let name = it.property();
        text.push_str(&doc(&it.description()));
        text.push_str(&format!(
            "  get {name}(): string;\n  set {name}(value: CandidateCheckProperties[\"{name}\"]);\n"
        ));
    }
    text.push_str("}\n\n/** The events. None carries anything about the answers. */\n");
    text.push_str("export interface CandidateCheckEventMap {\n");
    for it in &api.events {
        text.push_str(&doc(&it.description()));
        text.push_str(&format!("  \"{}\": CustomEvent<null>;\n", it.name));
    }
    text.push_str(&format!(
        "}}

declare global {{
  interface HTMLElementTagNameMap {{
    \"{tag}\": CandidateCheckElement;
  }}
  // They bubble to the document and the window.
  interface GlobalEventHandlersEventMap extends CandidateCheckEventMap {{}}
}}
",
        tag = api.tag
    ));
    text
}

/// The element in JSX. The types are of attributes, because React 18 sets only attributes; handlers in JSX need React 19.
pub fn react(api: &ElementApi) -> String {
    format!(
        "{HEAD}import type {{ DetailedHTMLProps, HTMLAttributes }} from \"react\";
import type {{ CandidateCheckAttributes, CandidateCheckElement, CandidateCheckEventMap }} from \"./candidate-check.js\";

export * from \"./candidate-check.js\";

type Handlers = {{ [Name in keyof CandidateCheckEventMap as `on${{Name}}`]?: (event: CandidateCheckEventMap[Name]) => void }};

declare module \"react\" {{
  namespace JSX {{
    interface IntrinsicElements {{
      \"{tag}\": Omit<DetailedHTMLProps<HTMLAttributes<CandidateCheckElement>, CandidateCheckElement>, keyof CandidateCheckAttributes> &
        CandidateCheckAttributes &
        Handlers & {{ class?: string }};
    }}
  }}
}}
",
        tag = api.tag
    )
}

/// The element in templates of Vue.
pub fn vue(api: &ElementApi) -> String {
    let mut handlers = String::new();
    for it in &api.events {
        let words = it.name.split('-').map(|word| word[..1].to_uppercase() + &word[1..]);
        handlers.push_str(&format!(
            "  on{}?: (event: CandidateCheckEventMap[\"{}\"]) => void;\n",
            words.collect::<String>(),
            it.name
        ));
    }
    format!(
        "{HEAD}import type {{ HTMLAttributes, PublicProps }} from \"vue\";
import type {{
  CandidateCheckAttributes,
  CandidateCheckElement,
  CandidateCheckEventMap,
  CandidateCheckProperties,
}} from \"./candidate-check.js\";

export * from \"./candidate-check.js\";

interface Handlers {{
{handlers}}}

declare module \"vue\" {{
  interface GlobalComponents {{
    \"{tag}\": new () => CandidateCheckElement & {{
      $props: Omit<HTMLAttributes, keyof CandidateCheckAttributes> & CandidateCheckAttributes & CandidateCheckProperties & Handlers & PublicProps;
    }};
  }}
}}
",
        tag = api.tag
    )
}

fn doc(text: &str) -> String {
    format!("  /** {text} */\n")
}

/// A name as a key of an object.
fn key(name: &str) -> String {
    if name.contains('-') { format!("\"{name}\"") } else { name.to_owned() }
}

/// The type of the values of an attribute.
fn value(attribute: &Attribute) -> String {
    match &attribute.kind {
        Kind::Choice { values, .. } => {
            let values: Vec<String> = values.iter().map(|it| format!("\"{it}\"")).collect();
            // Tags with a region, such as es-MX, are accepted; editors still offer the known ones.
            let open = if attribute.name == "lang" { " | (string & {})" } else { "" };
            format!("{}{open}", values.join(" | "))
        }
        Kind::Whole { .. } => "number | `${number}`".to_owned(),
        Kind::Text { .. } | Kind::Telephone | Kind::Address { .. } => "string".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;

    #[test]
    fn attributes_and_properties_have_the_types_of_their_values() {
        let text = types(&example());
        for line in [
            "  lang?: \"en\" | \"es\" | (string & {});\n",
            "  \"cost-note\"?: string;\n",
            "  storage?: \"local\" | \"none\";\n",
            "  \"keep-days\"?: number | `${number}`;\n",
            "  keepDays?: number | `${number}` | null;\n",
            "  set keepDays(value: CandidateCheckProperties[\"keepDays\"]);\n",
            "  \"some-element-ready\": CustomEvent<null>;\n",
            "    \"some-element\": CandidateCheckElement;\n",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        assert!(!text.contains("get lang()"), "HTMLElement has it");
    }

    #[test]
    fn frameworks_know_the_tag_and_the_events() {
        assert!(react(&example()).contains("\"some-element\": Omit<"));
        let vue = vue(&example());
        assert!(
            vue.contains("  onSomeElementReady?: (event: CandidateCheckEventMap[\"some-element-ready\"])")
        );
        assert!(vue.contains("\"some-element\": new () =>"));
    }
}
