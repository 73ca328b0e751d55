//! Minifies JavaScript and CSS with esbuild, loader and runner with terser too, for browsers of 2022 and later.

use std::path::Path;

use super::files;
use crate::error::Error;
use crate::process::CommandEnv;

/// A kit that finds esbuild.
pub struct Esbuild<'k> {
    pub kit: &'k CommandEnv,
}

/// For all kinds of file. Comments go, those with a license mark too: the release has a license file.
const COMMON: [&str; 5] =
    ["--minify", "--charset=utf8", "--target=es2022", "--legal-comments=none", "--log-level=warning"];

impl Esbuild<'_> {
    /// A module together with what it imports from beside it.
    pub fn module(&self, path: &Path) -> Result<String, Error> {
        self.minify(path, &["--bundle", "--format=esm"])
    }

    /// The same as it was written, for further work on it.
    pub fn bundle(&self, path: &Path) -> Result<String, Error> {
        let path = path.display().to_string();
        self.kit
            .capture("esbuild", &[&path, "--bundle", "--format=esm", "--charset=utf8", "--log-level=warning"])
    }

    /// The same, smaller still by what terser finds: for what every visitor of the check downloads.
    pub fn smallest_module(&self, path: &Path) -> Result<String, Error> {
        files::write(path, &self.module(path)?)?;
        self.terser(path, &["--module"], "")
    }

    /// A classic script, closed in a function: it leaves no name behind on the page. Terser makes it 2 % smaller still,
    /// which counts where every visitor of every page downloads it.
    pub fn script(&self, path: &Path) -> Result<String, Error> {
        files::write(path, &self.minify(path, &["--format=iife"])?)?;
        self.terser(path, &[], ",booleans_as_integers=true")
    }

    /// In ASCII: a classic script is read in the page's encoding where its server names none, and it compresses better.
    fn terser(&self, path: &Path, more: &[&str], ways: &str) -> Result<String, Error> {
        let path = path.display().to_string();
        let ways = format!("ecma=2020,passes=3,unsafe_arrows=true,keep_fargs=false{ways}");
        let plain = [&path, "--ecma", "2020", "--mangle", "--format", "ascii_only=true", "--compress", &ways];
        let args = [plain.as_slice(), more].concat();
        Ok(self.kit.capture("terser", &args)?.trim_end().to_owned())
    }

    /// A style sheet.
    pub fn css(&self, path: &Path) -> Result<String, Error> {
        self.minify(path, &[])
    }

    fn minify(&self, path: &Path, more: &[&str]) -> Result<String, Error> {
        let path = path.display().to_string();
        let args: Vec<&str> = [path.as_str()].into_iter().chain(COMMON).chain(more.iter().copied()).collect();
        let text = self.kit.capture("esbuild", &args)?;
        Ok(text.trim_end().to_owned())
    }
}

/// Text that was filled in, as a release or a development build has it.
pub fn minified(
    stage: &Path,
    text: &str,
    minifier: Option<&Esbuild>,
    minify: impl Fn(&Esbuild, &Path) -> Result<String, Error>,
) -> Result<String, Error> {
    let Some(minifier) = minifier else { return Ok(text.to_owned()) };
    // The minifiers read files.
    let path = stage.join("source.js");
    files::write(&path, text)?;
    let text = minify(minifier, &path)?;
    files::remove(&path)?;
    Ok(text)
}
