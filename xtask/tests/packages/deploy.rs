//! The cache rules in `docs/deploy.md` fit the files of the release.

use std::fs;

use devkit::project::upload_folder;
use devkit::root;

/// The files whose names stay the same in every release.
const FIXED: [&str; 3] = ["candidate-check.js", "integrity.json", "module.js"];

fn names() -> Vec<String> {
    let folder = upload_folder();
    let files = fs::read_dir(&folder).expect("the release is built").flatten();
    let names = files.map(|it| it.file_name().to_string_lossy().into_owned());
    names.filter(|name| !name.ends_with(".br") && !name.ends_with(".gz")).collect()
}

#[test]
fn every_file_with_a_hash_has_exactly_one_rule_for_netlify() {
    let document = fs::read_to_string(root().join("docs/deploy.md")).expect("there is a document");
    let lines: Vec<&str> = document.lines().collect();
    let rules: Vec<&str> = lines
        .windows(2)
        .filter(|pair| pair[1].trim_start().starts_with("Cache-Control:"))
        .filter_map(|pair| pair[0].strip_prefix("/candidate-check/")?.strip_suffix('*'))
        .collect();
    assert!(rules.len() > 8, "only {rules:?}");
    for name in names() {
        let count = rules.iter().filter(|rule| name.starts_with(**rule)).count();
        assert_eq!(count, usize::from(!FIXED.contains(&name.as_str())), "rules for {name}");
    }
}

#[test]
fn the_pattern_for_apache_matches_exactly_the_names_with_a_hash() {
    let document = fs::read_to_string(root().join("docs/deploy.md")).expect("there is a document");
    assert!(
        document.contains(r#"<FilesMatch "-[0-9a-f]{8}(_bg)?\.[a-z]+$">"#),
        "this test knows the pattern"
    );
    let matches = |name: &str| {
        let (stem, ending) = name.rsplit_once('.').unwrap_or_default();
        let hash = stem.strip_suffix("_bg").unwrap_or(stem).rsplit_once('-').map_or("", |(_, hash)| hash);
        hash.len() == 8
            && hash.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it))
            && ending.bytes().all(|it| it.is_ascii_lowercase())
    };
    for name in names().iter().filter(|name| !matches(name)) {
        assert!(FIXED.contains(&name.as_str()) || !name.contains('-'), "{name}");
    }
    assert!(FIXED.iter().all(|name| !matches(name)));
}
