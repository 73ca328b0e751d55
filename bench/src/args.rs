//! The command line: the number of runs, the products and the parts.

use std::ffi::OsString;

use lexopt::prelude::*;

use crate::error::Error;
use crate::parts::{PARTS, PartKind};
use crate::products::{OURS, PRODUCTS, Product};

/// The default number of runs.
const RUNS: usize = 10;

pub struct Options {
    pub runs: usize,
    pub products: Vec<&'static Product>,
    pub parts: Vec<&'static PartKind>,
    /// Measure nothing; make tables and charts from the last report.
    pub report: bool,
}

/// Parses the command line, whose first word is the program's own name. Our product is always included, because all
/// others are compared with it.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Options, Error> {
    let mut parser = lexopt::Parser::from_iter(words);
    let mut options = Options { runs: RUNS, products: Vec::new(), parts: Vec::new(), report: false };
    while let Some(arg) = parser.next()? {
        match arg {
            Long("runs") => options.runs = parser.value()?.parse_with(at_least_one)?,
            Long("report") => options.report = true,
            Long("only") => {
                let names = parser.value()?.string()?;
                let chosen = choose(&names, "product", &PRODUCTS, |it| it.name)?;
                let ours =
                    PRODUCTS.iter().filter(|it| it.name == OURS && !names.split(',').any(|it| it == OURS));
                options.products = ours.chain(chosen).collect();
            }
            Long("part") => {
                options.parts = choose(&parser.value()?.string()?, "part", &PARTS, |it| it.name)?;
            }
            arg => return Err(arg.unexpected().into()),
        }
    }
    if options.products.is_empty() {
        options.products = PRODUCTS.iter().collect();
    }
    if options.parts.is_empty() {
        options.parts = PARTS.iter().collect();
    }
    Ok(options)
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(runs) if runs > 0 => Ok(runs),
        _ => Err("use a whole number of at least 1".to_owned()),
    }
}

/// The named entries, in the order of `all`.
fn choose<T>(
    names: &str,
    kind: &'static str,
    all: &'static [T],
    name_of: impl Fn(&T) -> &'static str,
) -> Result<Vec<&'static T>, Error> {
    for name in names.split(',') {
        if !all.iter().any(|it| name_of(it) == name) {
            return Err(Error::Unknown {
                kind,
                name: name.to_owned(),
                known: all.iter().map(&name_of).collect(),
            });
        }
    }
    Ok(all.iter().filter(|it| names.split(',').any(|name| name == name_of(it))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<(usize, String, String), String> {
        let words = std::iter::once("bench").chain(line.split_whitespace());
        let options = parse(words.map(OsString::from)).map_err(|err| err.to_string())?;
        let products: Vec<&str> = options.products.iter().map(|it| it.name).collect();
        let parts: Vec<&str> = options.parts.iter().map(|it| it.name).collect();
        Ok((options.runs, products.join(" "), parts.join(" ")))
    }

    #[test]
    fn runs_everything_by_default() {
        let (runs, products, parts) = read("").expect("an empty command line is valid");
        assert_eq!((runs, products.split(' ').count()), (10, PRODUCTS.len()));
        assert_eq!(parts, "wire load host answer memory growth engine");
    }

    #[test]
    fn always_includes_our_product_and_keeps_the_order() {
        let (runs, products, parts) =
            read("--runs 2 --only plain,surveyjs --part growth,wire").expect("the command line is valid");
        assert_eq!((runs, products.as_str(), parts.as_str()), (2, "ours surveyjs plain", "wire growth"));
        assert_eq!(read("--only ours").expect("the command line is valid").1, "ours");
        assert!(parse(["bench", "--report"].map(OsString::from)).is_ok_and(|it| it.report));
    }

    #[test]
    fn unknown_names_are_listed_with_the_known_ones() {
        let err = read("--part speed").expect_err("there is no such part");
        assert_eq!(
            err,
            "unknown part \"speed\"; choose from wire, load, host, answer, memory, growth, engine"
        );
        assert!(read("--only typo").expect_err("there is no such product").contains("surveyjs"));
        assert!(read("--runs 0").is_err());
    }
}
