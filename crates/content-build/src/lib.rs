//! Build scripts use this crate to read `content/` and to turn its texts into a Rust enum.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "build scripts read and write files")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use serde::de::DeserializeOwned;

/// The language of the questionnaire. All other languages are compared with it.
pub const FIRST: &str = "en";

/// The faults of the content. Each message has the file, the place in it, the error and how to fix it.
#[derive(Debug, Default)]
pub struct Faults(Vec<String>);

impl Faults {
    /// Adds a fault.
    pub fn push(&mut self, fault: impl Into<String>) {
        self.0.push(fault.into());
    }

    /// Adds faults.
    pub fn extend(&mut self, faults: impl IntoIterator<Item = String>) {
        self.0.extend(faults);
    }

    /// The number of faults.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Stops the build if there are any.
    pub fn stop_build(&self) {
        for fault in &self.0 {
            println!("cargo::error={fault}");
        }
        if !self.0.is_empty() {
            process::exit(1);
        }
    }
}

/// A path inside the project, such as `content/en.yaml`.
#[must_use]
pub fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file)
}

/// The languages of the content, by BCP-47 tag. Each has a file named by its tag; [`FIRST`] comes first.
#[must_use]
pub fn languages() -> Vec<String> {
    // A new file is a new language.
    println!("cargo::rerun-if-changed={}", path("content").display());
    let files = fs::read_dir(path("content")).into_iter().flatten().flatten();
    let names = files.filter_map(|file| file.file_name().into_string().ok());
    let tags = names.filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned));
    // Two or three letters first, as BCP 47 has it; the other files in the folder have longer names.
    let is_tag = |name: &String| name.split('-').next().is_some_and(|first| (2..=3).contains(&first.len()));
    let mut languages: Vec<String> = tags.filter(is_tag).filter(|tag| tag != FIRST).collect();
    languages.sort_unstable();
    languages.insert(0, FIRST.into());
    languages
}

/// Reads a YAML file of the project. The build script runs again when the file changes.
pub fn read<T: DeserializeOwned + Default>(file: &str, faults: &mut Faults) -> T {
    println!("cargo::rerun-if-changed={}", path(file).display());
    let text = match fs::read_to_string(path(file)) {
        Ok(text) => text,
        Err(error) => {
            faults.push(format!("{file}: can’t be read ({error}); create the file"));
            return T::default();
        }
    };
    serde_saphyr::from_str(&text).unwrap_or_else(|error| {
        let error = error.to_string().replace('\n', " ");
        faults.push(format!("{file}: unexpected YAML: {error}; correct that place"));
        T::default()
    })
}

/// Writes a file for `include!` and `include_str!`.
pub fn write(name: &str, text: &str) {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    if let Err(error) = fs::write(out.join(name), text) {
        println!("cargo::error={name}: can’t be written to {}: {error}", out.display());
        process::exit(1);
    }
}

/// The code of an enum with a variant for each text. The text is the documentation of its variant.
#[must_use]
pub fn enum_of(name: &str, about: &str, texts: &[(String, &String)]) -> String {
    let mut code = format!(
        "/// The name of {about}.\n#[allow(rustdoc::bare_urls, reason = \"a text may show an address\")]\n#[derive(Clone, Copy, Debug, PartialEq, Eq)]\npub enum {name} {{\n"
    );
    for (variant, text) in texts {
        // Not as a link of the documentation.
        let text = text.replace('\n', " ").replace('[', "\\[");
        let _ = writeln!(code, "    /// {text}\n    {variant},");
    }
    let count = texts.len();
    let _ = writeln!(
        code,
        "}}\n\nimpl {name} {{\n    /// The number of variants.\n    pub const COUNT: usize = {count};\n}}"
    );
    code
}

/// `question` and `read-more` make `QuestionReadMore`.
#[must_use]
pub fn variant(names: &[&String]) -> String {
    let parts = names.iter().flat_map(|text| text.split('-'));
    parts.map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}
