//! The steps of `docs/install.md` as HTML for the demo page, with a `<details>` element for each section.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd, html};

/// The HTML of the document without its title.
pub fn html(markdown: &str) -> String {
    let mut is_first = true;
    let mut in_title = false;
    let mut events = Vec::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => in_title = true,
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => in_title = false,
            _ if in_title => {}
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => {
                let close = if is_first { "" } else { "</details>\n" };
                is_first = false;
                events.push(Event::Html(format!("{close}<details><summary>").into()));
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => events.push(Event::Html("</summary>\n".into())),
            event => events.push(event),
        }
    }
    let mut text = String::new();
    html::push_html(&mut text, events.into_iter());
    if !is_first {
        text.push_str("</details>\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_section_is_collapsible_and_the_title_is_removed() {
        assert_eq!(
            html("# Title `a`\n\nLead.\n\n## One *b*\n\n1. `<x>`\n\n## Two\n\nEnd.\n"),
            "<p>Lead.</p>\n<details><summary>One <em>b</em></summary>\n<ol>\n<li><code>&lt;x&gt;</code></li>\n</ol>\n\
             </details>\n<details><summary>Two</summary>\n<p>End.</p>\n</details>\n"
        );
        assert_eq!(html("Text"), "<p>Text</p>\n");
    }

    #[test]
    fn the_steps_link_to_no_file_missing_from_the_page() {
        let steps = html(include_str!("../../../docs/install.md"));
        assert!(steps.matches("<details>").count() >= 7, "{steps}");
        assert!(!steps.contains("<a href"), "the demo page is published without the docs: {steps}");
    }
}
