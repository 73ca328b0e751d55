//! Minifies JavaScript and CSS with esbuild, loader and runner with terser too, for browsers of 2022 and later.

use std::path::Path;

use super::files;
use crate::error::Error;
use crate::process::CommandEnv;

/// The minifiers; `command_env` finds `esbuild` and `terser`.
pub struct Esbuild<'k> {
    pub command_env: &'k CommandEnv,
}

/// Options for all kinds of file. All comments are removed, also license comments: the release has a license file.
const COMMON: [&str; 5] =
    ["--minify", "--charset=utf8", "--target=es2022", "--legal-comments=none", "--log-level=warning"];

impl Esbuild<'_> {
    /// Minifies a module together with the files that it imports.
    pub fn module(&self, path: &Path) -> Result<String, Error> {
        self.minify(path, &["--bundle", "--format=esm"])
    }

    /// Bundles a module without minifying it, for further processing.
    pub fn bundle(&self, path: &Path) -> Result<String, Error> {
        let path = path.display().to_string();
        self.command_env
            .capture("esbuild", &[&path, "--bundle", "--format=esm", "--charset=utf8", "--log-level=warning"])
    }

    /// Minifies a module with esbuild and terser: for the files that every visitor of the check downloads.
    pub fn smallest_module(&self, path: &Path) -> Result<String, Error> {
        files::write(path, &self.module(path)?)?;
        self.terser(path, &["--module"], "")
    }

    /// Minifies a classic script inside a function, so that it leaves no global on the page. Terser makes it 2 % smaller,
    /// which counts because every visitor of every page downloads it.
    pub fn script(&self, path: &Path) -> Result<String, Error> {
        files::write(path, &self.minify(path, &["--format=iife"])?)?;
        self.terser(path, &[], ",booleans_as_integers=true")
    }

    /// In ASCII: a classic script is read in the page's encoding if its server names none, and ASCII compresses better.
    fn terser(&self, path: &Path, more: &[&str], ways: &str) -> Result<String, Error> {
        let path = path.display().to_string();
        let ways = format!("ecma=2020,passes=3,unsafe_arrows=true,keep_fargs=false{ways}");
        let plain = [&path, "--ecma", "2020", "--mangle", "--format", "ascii_only=true", "--compress", &ways];
        let args = [plain.as_slice(), more].concat();
        Ok(self.command_env.capture("terser", &args)?.trim_end().to_owned())
    }

    /// Minifies a style sheet.
    pub fn css(&self, path: &Path) -> Result<String, Error> {
        self.minify(path, &[])
    }

    fn minify(&self, path: &Path, more: &[&str]) -> Result<String, Error> {
        let path = path.display().to_string();
        let args: Vec<&str> = [path.as_str()].into_iter().chain(COMMON).chain(more.iter().copied()).collect();
        let text = self.command_env.capture("esbuild", &args)?;
        Ok(text.trim_end().to_owned())
    }
}

/// Minifies a text for a release; a development build, without a minifier, keeps the text as it is.
pub fn minified(
    stage: &Path,
    text: &str,
    minifier: Option<&Esbuild>,
    minify: impl Fn(&Esbuild, &Path) -> Result<String, Error>,
) -> Result<String, Error> {
    let Some(minifier) = minifier else { return Ok(text.to_owned()) };
    // The minifiers read only files.
    let path = stage.join("source.js");
    files::write(&path, text)?;
    let text = minify(minifier, &path)?;
    files::remove(&path)?;
    Ok(text)
}
