//! Takes Trunk's own mark out of the demo page.

use std::path::Path;

use super::files;
use crate::error::Error;

/// Removes the `<link data-trunk …>` that Trunk leaves in when it injects no script.
pub fn tidy(stage: &Path) -> Result<(), Error> {
    let path = stage.join(files::PAGE);
    let page = files::read_text(&path)?;
    files::write(&path, &without_links(&page))
}

fn without_links(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, link)) = rest.split_once("<link") {
        text.push_str(before);
        let Some((attributes, after)) = link.split_once('>') else {
            rest = &rest[before.len()..];
            break;
        };
        if attributes.split_whitespace().any(|it| it.starts_with("data-trunk")) {
            // The line goes with the link.
            text.truncate(text.trim_end_matches([' ', '\t']).len());
            rest = after.strip_prefix('\n').unwrap_or(after);
        } else {
            text.push_str(&link_text(attributes));
            rest = after;
        }
    }
    text.push_str(rest);
    text
}

fn link_text(attributes: &str) -> String {
    format!("<link{attributes}>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_for_trunk_go_and_others_stay() {
        let page = "<head>\n  <link rel=\"icon\" href=\"x\">\n  <link data-trunk rel=\"rust\" data-bin=\"widget\" />\n</head>";
        assert_eq!(without_links(page), "<head>\n  <link rel=\"icon\" href=\"x\">\n</head>");
        assert_eq!(without_links("<p>no link</p>"), "<p>no link</p>");
        assert_eq!(without_links("a <link never ends"), "a <link never ends");
    }
}
