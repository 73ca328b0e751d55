//! What was asked for: how many runs, of which products, in which parts.

use std::ffi::OsString;

use lexopt::prelude::*;

use crate::error::Error;
use crate::parts::{PARTS, PartKind};
use crate::products::{OURS, PRODUCTS, Product};

/// How often everything is measured when nobody says otherwise.
const RUNS: usize = 10;

pub struct Wanted {
    pub runs: usize,
    pub products: Vec<&'static Product>,
    pub parts: Vec<&'static PartKind>,
    /// Nothing is measured: tables and charts are made of the last report.
    pub report: bool,
}

/// Reads the command line, whose first word is the program's own name. Ours is always among the products: all others
/// are put beside it.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Wanted, Error> {
    let mut parser = lexopt::Parser::from_iter(words);
    let mut wanted = Wanted { runs: RUNS, products: Vec::new(), parts: Vec::new(), report: false };
    while let Some(arg) = parser.next()? {
        match arg {
            Long("runs") => wanted.runs = parser.value()?.parse_with(at_least_one)?,
            Long("report") => wanted.report = true,
            Long("only") => {
                let names = parser.value()?.string()?;
                let chosen = choose(&names, "product", &PRODUCTS, |it| it.name)?;
                let ours =
                    PRODUCTS.iter().filter(|it| it.name == OURS && !names.split(',').any(|it| it == OURS));
                wanted.products = ours.chain(chosen).collect();
            }
            Long("part") => {
                wanted.parts = choose(&parser.value()?.string()?, "part", &PARTS, |it| it.name)?;
            }
            arg => return Err(arg.unexpected().into()),
        }
    }
    if wanted.products.is_empty() {
        wanted.products = PRODUCTS.iter().collect();
    }
    if wanted.parts.is_empty() {
        wanted.parts = PARTS.iter().collect();
    }
    Ok(wanted)
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(runs) if runs > 0 => Ok(runs),
        _ => Err("say a whole number of at least 1".to_owned()),
    }
}

/// Those named, in their own order.
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
        let wanted = parse(words.map(OsString::from)).map_err(|err| err.to_string())?;
        let products: Vec<&str> = wanted.products.iter().map(|it| it.name).collect();
        let parts: Vec<&str> = wanted.parts.iter().map(|it| it.name).collect();
        Ok((wanted.runs, products.join(" "), parts.join(" ")))
    }

    #[test]
    fn what_is_not_said_is_all() {
        let (runs, products, parts) = read("").expect("nothing is a command");
        assert_eq!((runs, products.split(' ').count()), (10, PRODUCTS.len()));
        assert_eq!(parts, "wire load host answer memory growth engine");
    }

    #[test]
    fn ours_is_always_there_and_the_order_stays() {
        let (runs, products, parts) =
            read("--runs 2 --only plain,surveyjs --part growth,wire").expect("a command");
        assert_eq!((runs, products.as_str(), parts.as_str()), (2, "ours surveyjs plain", "wire growth"));
        assert_eq!(read("--only ours").expect("a command").1, "ours");
        assert!(parse(["bench", "--report"].map(OsString::from)).is_ok_and(|it| it.report));
    }

    #[test]
    fn what_there_is_not_is_named_with_what_there_is() {
        let err = read("--part speed").expect_err("there is no such part");
        assert_eq!(
            err,
            "there is no part \"speed\"; there are wire, load, host, answer, memory, growth, engine"
        );
        assert!(read("--only typo").expect_err("there is no such product").contains("surveyjs"));
        assert!(read("--runs 0").is_err());
    }
}
