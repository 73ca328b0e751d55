//! Style sheets as a release has them: minified, with short names for the custom properties that are nobody else's.

use std::path::Path;

use super::esbuild::Esbuild;
use super::files;
use crate::error::Error;
use crate::repo::Repo;

/// All sheets that share custom properties, which have the same names in all of them.
const SHARING: [&str; 5] = ["shell.css", "theme.css", "widget.css", "result.css", "print.css"];
/// How the name of a custom property begins that no clinic sets.
const PRIVATE: &str = "--_";
/// What esbuild leaves in the values of custom properties, which nobody reads as text.
const LOOSE: [(&str, &str); 4] = [(", ", ","), (": ", ":"), (" * ", "*"), (" / ", "/")];

/// Sheets of `style/` in one.
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
    Ok(shortened(&text, &private(&texts(repo, &SHARING)?)))
}

fn texts(repo: &Repo, names: &[&str]) -> Result<String, Error> {
    names.iter().map(|name| files::read_text(&repo.root.join("style").join(name))).collect()
}

/// The names of private custom properties without their beginning, in the order in which they appear.
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

/// A sheet with a letter for each of these names.
fn shortened(css: &str, names: &[&str]) -> String {
    let mut parts = css.split(PRIVATE);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = name_at_start(part);
        let letter = names.iter().position(|it| *it == name).and_then(|place| ('a'..='z').nth(place));
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
    fn private_properties_get_letters_and_others_stay() {
        let names = private("a{--_space: 1px;--own:2px}b{margin:var(--_space) var(--_on-space)}");
        assert_eq!(names, ["space", "on-space"]);
        assert_eq!(
            shortened("b{margin:var(--_on-space) var(--own) var(--_space) var(--_c)}", &names),
            "b{margin:var(--_b) var(--own) var(--_a) var(--_c)}"
        );
    }

    #[test]
    fn there_are_letters_for_all() {
        let repo = Repo::find();
        let text = texts(&repo, &SHARING).expect("there are sheets");
        assert!(private(&text).len() <= 26);
        // In what is shown as text, nothing may be made tighter.
        let shown = text.split("content: \"").skip(1).filter_map(|it| it.split('"').next());
        assert!(shown.into_iter().all(|it| LOOSE.iter().all(|(loose, _)| !it.contains(loose))));
    }
}
