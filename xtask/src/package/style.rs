//! Style sheets of a release: minified, with short names for the private custom properties.

use std::path::Path;

use super::esbuild::Esbuild;
use super::files;
use crate::error::Error;
use crate::repo::Repo;

/// The styles of the widget: colors, controls, and each screen. The loader contains `shell.css`.
pub const WIDGET: &[&str] =
    &["theme.css", "controls.css", "question.css", "figure.css", "help.css", "review.css", "result.css"];
/// The styles of the brief’s pages on the screen.
pub const SHEET: &[&str] = &["sheet.css"];
/// The same on paper.
pub const PRINT: &[&str] = &["sheet.css", "print.css"];
/// The prefix of private custom properties, which no clinic sets.
const PRIVATE: &str = "--_";
/// Spaces that esbuild leaves in the values of custom properties, where the text of a value has no meaning.
const LOOSE: [(&str, &str); 4] = [(", ", ","), (": ", ":"), (" * ", "*"), (" / ", "/")];

/// Joins sheets of `style/`.
pub fn sheets(
    repo: &Repo,
    stage: &Path,
    names: &[&str],
    minifier: Option<&Esbuild>,
) -> Result<String, Error> {
    let text = texts(repo, names)?;
    let Some(esbuild) = minifier else { return Ok(text) };
    let path = stage.join("source.css");
    files::write(&path, &text)?;
    let text = esbuild.css(&path)?;
    files::remove(&path)?;
    let text = LOOSE.iter().fold(text, |text, (loose, tight)| text.replace(loose, tight));
    Ok(shortened(&text, &private(&texts(repo, &sharing())?)))
}

/// The sheets that share custom properties. A property gets the same short name in all of them.
fn sharing() -> Vec<&'static str> {
    [&["shell.css"], WIDGET, PRINT].concat()
}

fn texts(repo: &Repo, names: &[&str]) -> Result<String, Error> {
    names.iter().map(|name| files::read_text(&repo.root.join("style").join(name))).collect()
}

/// The names of private custom properties without their prefix, in the order in which they appear.
fn private(css: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for rest in css.split(PRIVATE).skip(1) {
        let name = name_at_start(rest);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn name_at_start(text: &str) -> &str {
    files::start_of(text, |it| it.is_ascii_alphanumeric() || it == '-')
}

/// Names of custom properties are case-sensitive.
fn letters() -> impl Iterator<Item = char> {
    ('a'..='z').chain('A'..='Z')
}

/// Replaces each of these names in a sheet by a letter.
fn shortened(css: &str, names: &[&str]) -> String {
    let mut parts = css.split(PRIVATE);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = name_at_start(part);
        let letter = names.iter().position(|it| *it == name).and_then(|place| letters().nth(place));
        text.push_str(PRIVATE);
        match letter {
            Some(letter) => text.push(letter),
            None => text.push_str(name),
        }
        text.push_str(&part[name.len()..]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortens_only_private_properties() {
        let names = private("a{--_space: 1px;--own:2px}b{margin:var(--_space) var(--_on-space)}");
        assert_eq!(names, ["space", "on-space"]);
        assert_eq!(
            shortened("b{margin:var(--_on-space) var(--own) var(--_space) var(--_c)}", &names),
            "b{margin:var(--_b) var(--own) var(--_a) var(--_c)}"
        );
    }

    #[test]
    fn there_are_enough_letters_for_all_properties() {
        let repo = Repo::find();
        let text = texts(&repo, &sharing()).expect("there are sheets");
        assert!(private(&text).len() <= letters().count());
        // Spaces in text that visitors see must stay.
        let shown = text.split("content: \"").skip(1).filter_map(|it| it.split('"').next());
        assert!(shown.into_iter().all(|it| LOOSE.iter().all(|(loose, _)| !it.contains(loose))));
    }
}
