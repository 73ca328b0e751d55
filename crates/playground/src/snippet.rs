//! The snippet that a clinic pastes, as text.

use std::fmt::Write as _;

use crate::settings::{Place, Setting};

/// The parts of a snippet.
#[derive(Clone, Debug, Default)]
pub struct Parts<'p> {
    /// Settings with the value that each has.
    pub set: Vec<(&'p Setting, String)>,
    /// Whether the element is written out. With a hash it always is.
    pub element: bool,
    /// The content of the element until the script has run, as HTML: help lines, and the label before the clinic’s phone.
    pub help: &'p str,
    pub call: &'p str,
    /// The folder of the release files.
    pub files: String,
    /// The hash of the loader, if the snippet pins it.
    pub integrity: Option<&'p str>,
}

impl Parts<'_> {
    /// The snippet as HTML.
    pub fn html(&self) -> String {
        let of = |place| self.set.iter().filter(move |(it, _)| it.place == place);
        let mut html = String::new();
        // Writing to a string can't fail.
        if of(Place::Property).next().is_some() {
            html.push_str("<style>\n  candidate-check {\n");
            for (setting, value) in of(Place::Property) {
                let _ = writeln!(html, "    {}: {value};", setting.name);
            }
            html.push_str("  }\n</style>\n");
        }
        let attributes = |prefix: &str| {
            let each = of(Place::Attribute);
            each.map(|(it, value)| format!("\n  {prefix}{}=\"{}\"", it.name, escape(value)))
                .collect::<String>()
        };
        let folder = self.files.trim_end_matches('/');
        let mut script = format!("<script src=\"{}/candidate-check.js\" async", escape(folder));
        if let Some(hash) = self.integrity {
            let _ = write!(script, "\n  integrity=\"{}\"\n  crossorigin=\"anonymous\"", escape(hash));
        }
        // After an update of the files the browser refuses a script with the old hash. Then the content of the element is all that
        // visitors see.
        if self.element || self.integrity.is_some() {
            let _ = write!(html, "<candidate-check{}>\n  {}\n", attributes(""), self.help);
            if let Some((_, phone)) = of(Place::Attribute).find(|(it, _)| it.name == "phone") {
                // A letter or # starts an extension, which the caller dials.
                let number = phone.chars().take_while(|it| !it.is_ascii_alphabetic() && *it != '#');
                let digits: String = number.filter(|it| it.is_ascii_digit() || *it == '+').collect();
                let _ = writeln!(html, "  {} <a href=\"tel:{digits}\">{}</a>.", self.call, escape(phone));
            }
            html.push_str("</candidate-check>\n");
        } else {
            script.push_str(&attributes("data-"));
        }
        html + &script + "></script>"
    }
}

/// Text inside the quotes of an attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
