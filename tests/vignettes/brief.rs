//! The brief of every case: short enough, without gaps, and on one sheet.

use check::brief::{Clinic, Visit, chart};
use check::content;
use engine::assessment::{Group, assess};
use engine::model::Axis;
use paper::{Block, Document};

use crate::case::{all, quiet};
use crate::forms;
use crate::run::persistable;

/// The sheets of a document as PDF.
fn sheets(document: &Document) -> usize {
    let bytes = pdf::write(document).bytes;
    let text: Vec<u8> = bytes.into_iter().filter(|it| !it.is_ascii_whitespace()).collect();
    let kinds = text.windows(b"/Type/Page/".len());
    kinds.filter(|it| it == b"/Type/Page/").count()
}

#[test]
fn page_for_the_clinician_is_one_sheet_in_95_percent_of_cases_and_never_more_than_two() {
    let (cases, quiet) = (all(), quiet());
    for (language, form) in forms() {
        let texts = content::brief_texts(language).expect("it is built in");
        let counts = cases.iter().map(|(_, case)| {
            let persistable = persistable(&form, case, &quiet).expect("a test above reports errors");
            let visit = Visit { form: &form, persistable: &persistable, day: "2026-11-29" };
            let pages = vec![visit.for_clinician(&texts)];
            (sheets(&Document { pages, ..Document::default() }), &case.case)
        });
        let counts: Vec<_> = counts.collect();
        let long: Vec<_> = counts.iter().filter(|(sheets, _)| *sheets > 1).collect();
        assert!(counts.iter().all(|(sheets, _)| (1..=2).contains(sheets)), "{language}: {long:?}");
        assert!(long.len() * 20 <= counts.len(), "{language}: {} of {}: {long:?}", long.len(), counts.len());
    }
}

#[test]
fn brief_lists_every_finding_and_leaves_no_placeholder_open() {
    let (cases, quiet) = (all(), quiet());
    for (language, form) in forms() {
        let texts = content::brief_texts(language).expect("it is built in");
        let words = content::words(language).expect("it is built in");
        for (file, case) in &cases {
            let at = format!("{file}: {} [{language}]", case.case);
            let persistable = persistable(&form, case, &quiet).expect("a test above reports errors");
            let visit = Visit { form: &form, persistable: &persistable, day: "2026-11-29" };
            let brief = visit.brief(&texts, &words, &texts, &Clinic::default());
            let texts_shown: Vec<&str> = brief.texts().collect();
            for text in &texts_shown {
                assert!(!text.contains(['{', '}']), "{at}: {text}");
                assert!(!text.ends_with([':', ';', ',', ' ']), "{at}: “{text}” ends in the middle");
                assert!(
                    !text.contains(": ;") && !text.contains(", ,") && !text.contains("  "),
                    "{at}: {text}"
                );
            }
            let assessment = assess(&form, persistable.effective(&form));
            let expected: Vec<_> = assessment
                .findings
                .iter()
                .filter(|active| {
                    let finding = form.questionnaire.finding(active.finding);
                    finding.is_some_and(|finding| matches!(finding.axis, Axis::Safety(_)))
                })
                .collect();
            let points = brief.pages[0].blocks.iter().filter(|it| matches!(it, Block::Point { .. })).count();
            // Only findings with the very same words share a point: the limits of one blood pressure reading.
            assert!(
                points <= expected.len() && points + 2 >= expected.len(),
                "{at}: {points} of {}",
                expected.len()
            );
            assert_eq!(points == 0, expected.is_empty(), "{at}");
            let reasons = assessment.group(&form, Group::Reason).count();
            let evidence = texts.words.get(check::words::BriefWord::Evidence);
            assert_eq!(reasons > 0, texts_shown.contains(&evidence), "{at}: how well the reason is studied");
        }
    }
}

#[test]
fn text_for_the_chart_is_short_in_every_case() {
    let (cases, quiet) = (all(), quiet());
    for (language, form) in forms() {
        let texts = content::brief_texts(language).expect("it is built in");
        let more = texts.words.get(check::words::BriefWord::More);
        let (more, _) = more.split_once('{').expect("it has a number");
        let mut cut = 0;
        for (file, case) in &cases {
            let persistable = persistable(&form, case, &quiet).expect("a test above reports errors");
            let visit = Visit { form: &form, persistable: &persistable, day: "2026-11-29" };
            let chart = chart(&visit.for_clinician(&texts), &texts);
            assert!(chart.lines().count() <= paper::LINES, "{file}: {}: {chart}", case.case);
            assert!(
                chart.lines().all(|line| line.chars().count() <= paper::WIDTH),
                "{file}: {}: {chart}",
                case.case
            );
            cut += usize::from(chart.lines().last().is_some_and(|line| line.starts_with(more)));
        }
        assert!(cut * 10 <= cases.len(), "{language}: {cut} of {} are cut", cases.len());
    }
}
