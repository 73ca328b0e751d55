//! Finishes the demo page: inserts the loader's hash and the steps of the installation, and removes Trunk's own mark.

use std::path::Path;

use super::loader::fill_file;
use super::{files, install};
use crate::digest;
use crate::error::Error;
use crate::repo::Repo;

/// The placeholder for the steps of `docs/install.md`.
const INSTALL: &str = "<!-- INSTALL -->";
/// The placeholder for the hash of the loader, which must be written before the page.
const INTEGRITY: &str = "__INTEGRITY__";

/// Writes the page into the staging folder.
pub fn write(repo: &Repo, stage: &Path) -> Result<(), Error> {
    let steps = install::html(&files::read_text(&repo.root.join("docs/install.md"))?);
    let hash = digest::integrity(&files::read(&stage.join(files::LOADER))?);
    let path = stage.join(files::PAGE);
    let page = fill_file(path.clone(), &[(INSTALL, &steps), (INTEGRITY, &hash)])?;
    files::write(&path, &without_links(&page))
}

/// Removes the `<link data-trunk …>` that Trunk leaves in when it injects no script.
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
            // Removes the whole line.
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
    use crate::package::loader::fill;

    #[test]
    fn replaces_a_token_that_exists() {
        assert_eq!(fill("a __INTEGRITY__ b", INTEGRITY, "x").as_deref(), Ok("a x b"));
        assert_eq!(fill("none", INTEGRITY, "x"), Err(0));
    }

    #[test]
    fn removes_links_for_trunk_and_keeps_others() {
        let page = "<head>\n  <link rel=\"icon\" href=\"x\">\n  <link data-trunk rel=\"rust\" data-bin=\"widget\" />\n</head>";
        assert_eq!(without_links(page), "<head>\n  <link rel=\"icon\" href=\"x\">\n</head>");
        assert_eq!(without_links("<p>no link</p>"), "<p>no link</p>");
        assert_eq!(without_links("a <link never ends"), "a <link never ends");
    }
}
