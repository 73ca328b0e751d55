//! The table of the readability of every screen, and the sentences to fix. Knows no file but names the texts.

use std::fmt::Write as _;
use std::ops::Add as _;

use crate::measures::{Count, Measure};
use crate::screens::{Screen, Text};
use crate::text;

/// How many of the hardest sentences of a screen are named.
const WORST: usize = 3;
/// Words with at least this many syllables are named.
const LONG: usize = 3;

/// The counts of one screen.
#[derive(Debug)]
pub struct Row<'s> {
    /// The screen.
    pub screen: &'s Screen,
    /// All of it.
    pub all: Count,
    /// Its whole sentences only, without labels, so that short options cannot hide them.
    pub running: Count,
}

/// The rows of a language, hardest first.
pub struct Table<'s> {
    /// Its measure.
    pub measure: Measure,
    known: &'s dyn Fn(&str) -> bool,
    /// One row for each screen.
    pub rows: Vec<Row<'s>>,
}

impl<'s> Table<'s> {
    /// Measures every screen.
    pub fn new(measure: Measure, screens: &'s [Screen], known: &'s dyn Fn(&str) -> bool) -> Table<'s> {
        let count = |texts: &mut dyn Iterator<Item = &Text>| {
            texts.fold(Count::default(), |sum, text| sum + measure.count(&text.text, known))
        };
        let row = |screen: &'s Screen| Row {
            screen,
            all: count(&mut screen.texts.iter()),
            running: count(&mut screen.texts.iter().filter(|text| text::is_running(&text.text))),
        };
        let mut rows: Vec<Row> = screens.iter().map(row).collect();
        let hardness = |row: &Row| measure.bar.excess(measure.value(row.all));
        rows.sort_by(|a, b| hardness(b).total_cmp(&hardness(a)));
        Table { measure, known, rows }
    }

    /// The counts of all texts, and of all running text.
    pub fn total(&self) -> (Count, Count) {
        let sum = |of: fn(&Row) -> Count| self.rows.iter().map(of).fold(Count::default(), Count::add);
        (sum(|row| row.all), sum(|row| row.running))
    }

    /// The table as text or as Markdown.
    pub fn print(&self, language: &str, markdown: bool) -> String {
        let (name, beside) = (self.measure.formula.0, self.measure.beside);
        let mut lines =
            vec![vec!["screen".to_owned(), "words".into(), name.into(), "sentences alone".into()]];
        lines[0].extend(beside.map(|(name, _)| name.to_owned()));
        let (all, running) = self.total();
        let rows = self.rows.iter().map(|row| (row.screen.name.as_str(), row.all, row.running));
        for (name, all, running) in rows.chain([("everything", all, running)]) {
            let value = |count: Count, of: fn(Count) -> f64| match count.words {
                0 => "–".to_owned(),
                _ => format!("{:.1}", of(count)),
            };
            let formula = self.measure.formula.1;
            let mut line =
                vec![name.to_owned(), all.words.to_string(), value(all, formula), value(running, formula)];
            line.extend(beside.map(|(_, of)| value(all, of)));
            lines.push(line);
        }
        let mut table = format!("{language}: {name}, {}\n", self.measure.bar);
        for (n, line) in lines.iter().enumerate() {
            if markdown {
                if n == 0 {
                    table.push('\n');
                }
                let _ = writeln!(table, "| {} |", line.join(" | "));
                if n == 0 {
                    let _ = writeln!(table, "|{}", " --- |".repeat(line.len()));
                }
            } else {
                let _ = write!(table, "{:<28}", line[0]);
                for cell in &line[1..] {
                    let _ = write!(table, " {cell:>20}");
                }
                table.push('\n');
            }
        }
        table
    }

    /// A summary in one line: the hardest screen, all texts, and their sentences alone.
    pub fn summary(&self, language: &str) -> String {
        let (all, running) = self.total();
        let value = |count: Count| self.measure.value(count);
        let hardest = self.rows.first().map_or(String::new(), |row| {
            format!("the hardest, {}, {:.1}; ", row.screen.name, value(row.all))
        });
        format!(
            "{language}: {} screens, {} words, {} {}: {hardest}everything {:.1}; sentences alone {:.1}",
            self.rows.len(),
            all.words,
            self.measure.formula.0,
            self.measure.bar,
            value(all),
            value(running)
        )
    }

    /// Each screen beyond the limit, with its value and its hardest sentences.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for row in &self.rows {
            for (what, count, labels) in [("", row.all, true), (", sentences alone", row.running, false)] {
                let value = self.measure.value(count);
                if count.words > 0 && self.measure.bar.excess(value) > 0.0 {
                    faults.push(format!(
                        "{}{what}: {value:.2}{}",
                        row.screen.name,
                        self.worst(row.screen, labels)
                    ));
                }
            }
        }
        faults
    }

    /// The sentences that make a screen hard, the hardest first, and the long words in them.
    fn worst(&self, screen: &Screen, labels: bool) -> String {
        let weight = |sentence: &str| {
            let count = self.measure.count(sentence, self.known);
            self.measure.bar.excess(self.measure.value(count))
                * f64::from(u32::try_from(count.words).unwrap_or(u32::MAX))
        };
        let texts = screen.texts.iter().filter(|text| labels || text::is_running(&text.text));
        let mut sentences: Vec<(&Text, &str)> = texts
            .flat_map(|text| text::sentences(&text.text).into_iter().map(move |sentence| (text, sentence)))
            .collect();
        sentences.sort_by(|a, b| weight(b.1).total_cmp(&weight(a.1)));
        let mut list = String::new();
        for (text, sentence) in sentences.iter().take(WORST) {
            let value = self.measure.value(self.measure.count(sentence, self.known));
            let long: Vec<String> = text::words(sentence)
                .map(|word| (word, self.measure.spoken(word, self.known)))
                .filter(|(_, count)| *count >= LONG)
                .map(|(word, count)| {
                    format!("{} ({count})", word.trim_matches(|c: char| !c.is_alphanumeric()))
                })
                .collect();
            let words = text::words(sentence).count();
            let _ = write!(
                list,
                "\n    {value:.1} {}: “{sentence}” ({words} words; long: {})",
                text.name,
                long.join(", ")
            );
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures;

    fn screen(name: &str, texts: &[&str]) -> Screen {
        let text = |(n, text): (usize, &&str)| Text { name: format!("{name}.{n}"), text: (*text).into() };
        Screen { name: name.into(), texts: texts.iter().enumerate().map(text).collect() }
    }

    fn faults(screens: &[Screen]) -> Vec<String> {
        let measure = measures::of("en").expect("English has a measure");
        Table::new(measure, screens, &|_| false).faults()
    }

    #[test]
    fn hard_screen_is_named_with_its_worst_sentence_and_long_words() {
        let hard = "Administration necessitates comprehensive multidisciplinary evaluation.";
        let faults = faults(&[
            screen("easy", &["Do you sleep well?", "Yes", "No"]),
            screen("hard", &["We ask you this. It is short.", hard]),
        ]);
        assert!(faults[0].starts_with("hard: "), "{faults:?}");
        assert!(faults[0].contains(&format!("hard.1: “{hard}”")), "{faults:?}");
        assert!(faults[0].contains("multidisciplinary (7)"), "{faults:?}");
        assert!(faults.iter().all(|fault| fault.starts_with("hard")), "{faults:?}");
    }

    #[test]
    fn hard_sentence_among_short_labels_is_found() {
        let hard = "Administration necessitates comprehensive multidisciplinary evaluation.";
        let faults = faults(&[screen("labels", &[&["Yes"; 60][..], &[hard]].concat())]);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].starts_with("labels, sentences alone: "), "{faults:?}");
    }

    #[test]
    fn hardest_screen_is_first_in_both_formats() {
        let screens =
            [screen("easy", &["We ask you this."]), screen("hard", &["Necessity and opportunity."])];
        let measure = measures::of("en").expect("English has a measure");
        let table = Table::new(measure, &screens, &|_| false);
        for form in [table.print("en", false), table.print("en", true)] {
            assert!(
                form.find("hard").expect("it is there") < form.find("easy").expect("it is there"),
                "{form}"
            );
        }
        assert!(table.print("en", true).contains("\n| --- | --- | --- | --- |\n"));
        assert!(table.summary("en").contains("the hardest, hard, "));
    }
}
