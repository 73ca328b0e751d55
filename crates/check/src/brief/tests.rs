//! Tests of the brief.

use engine::answers::Answers;
use engine::testing::visits::{MARK, marked_form, random_events, random_visit};
use engine::testing::{answers, choice, extended, group, item, with};
use serde_json::{Value as Json, json};

use super::*;
use crate::content;

fn words() -> Words {
    content::words("en").expect("English is built in")
}

fn texts(labels: Labels) -> BriefTexts {
    BriefTexts { labels, ..content::brief_texts("en").expect("English is built in") }
}

/// A questionnaire in which each part of the brief has a question.
fn sample() -> Json {
    let brief = |json, text: &str| extended(json, "brief", "valueString", text);
    let part = |json, code: &str| extended(json, "brief-part", "valueCode", code);
    let finding = |link_id: &str, level: &str, text: Option<&str>, when: &[&str]| -> Json {
        let finding = extended(item(link_id, "display", when), "level", "valueCode", level);
        let finding = extended(finding, "explanation", "valueString", "It matters.");
        text.map_or(finding.clone(), |text| brief(finding, text))
    };
    let findings = [
        finding("finding-plain", "plan", None, &["sleep = #badly"]),
        finding(
            "finding-brief",
            "review",
            Some("heart: {heart:mi,tia}, when: {when}; sleep: {sleep}"),
            &["heart = #mi"],
        ),
        finding("finding-safe", "urgent", None, &["safe = #no"]),
    ];
    let number = |link_id: &str, label: &str| part(brief(item(link_id, "integer", &[]), label), "readings");
    let safe = extended(choice("safe", "yes no", &[]), "transient", "valueBoolean", "true");
    let results = extended(group("results", &[], &findings), "part", "valueCode", "results");
    let items = [
        part(brief(choice("age", "young old prefer-not-to-say", &[]), "Age"), "head"),
        part(
            group(
                "why",
                &[],
                &[brief(choice("reason", "low none", &[]), "Reason"), item("hope", "text", &[])],
            ),
            "reasons",
        ),
        brief(
            group(
                "body",
                &[],
                &[
                    brief(
                        with(
                            choice("heart", "mi tia fine none prefer-not-to-say", &[]),
                            "repeats",
                            true.into(),
                        ),
                        "Cardiac",
                    ),
                    brief(choice("when", "now then", &["heart = #tia"]), "When"),
                    brief(choice("sleep", "well badly no", &[]), "Sleep"),
                    safe,
                ],
            ),
            "Body",
        ),
        number("upper", "BP upper"),
        extended(number("lower", "lower"), "below", "valueCode", "upper"),
        results,
    ];
    json!({ "resourceType": "Questionnaire", "url": "https://example.org/q", "language": "en", "item": items })
}

fn page(given: &[&str]) -> Page {
    let json = sample();
    let (form, _) = Form::load(&json).expect("it can be run");
    let persistable = PersistableAnswers::new(&form, &answers(&form, given));
    let visit = Visit { form: &form, persistable: &persistable, day: "2026-11-29" };
    visit.for_clinician(&texts(Form::labels(&json)))
}

/// The value of a label on the page.
fn value(page: &Page, wanted: &str) -> Option<String> {
    page.blocks.iter().find_map(|block| match block {
        Block::Pair { label, text } if label == wanted => Some(text.clone()),
        _ => None,
    })
}

fn points(page: &Page) -> Vec<String> {
    let blocks = page.blocks.iter();
    let points = blocks.filter_map(|block| match block {
        Block::Point { lead, text } => Some(format!("{lead}: {text}")),
        _ => None,
    });
    points.collect()
}

#[test]
fn answers_stand_in_their_part() {
    let page = page(&[
        "age #old",
        "reason #low",
        "hope 'sun'",
        "heart #mi #tia",
        "when #now",
        "upper 150",
        "lower 95",
    ]);
    let value = |label| value(&page, label);
    assert_eq!(value("Age").as_deref(), Some("old"));
    assert_eq!(value("Reason").as_deref(), Some("low"), "not “Reason: Reason: low”");
    assert_eq!(value("hope").as_deref(), Some("sun"), "typed text stands alone");
    assert_eq!(value("Body").as_deref(), Some("Cardiac: mi, tia; When: now"));
    assert_eq!(value("Readings").as_deref(), Some("BP upper/lower: 150/95"));
    assert_eq!(value("Skipped").as_deref(), Some("Sleep"), "neither transient nor typed ones");
}

#[test]
fn negative_declined_and_skipped_answers_have_a_line_each() {
    let page = page(&[
        "age #prefer-not-to-say",
        "reason #none",
        "heart #prefer-not-to-say",
        "sleep #no",
        "upper 150",
    ]);
    let value = |label| value(&page, label);
    assert_eq!(value("Age").as_deref(), Some("prefer-not-to-say"), "at the top, not below");
    assert_eq!(value("Reason").as_deref(), Some("none"));
    assert_eq!(value("Body"), None);
    assert_eq!(value("Marked no").as_deref(), Some("Sleep"));
    assert_eq!(value("Preferred not to say").as_deref(), Some("Cardiac"));
    assert_eq!(value("Readings").as_deref(), Some("BP upper: 150"));
    assert_eq!(value("Skipped").as_deref(), Some("lower"));
}

#[test]
fn points_contain_the_answers_and_leave_out_what_was_not_asked() {
    let page = |given| points(&page(given));
    assert_eq!(page(&["heart #mi"]), ["Review: Heart: mi; sleep: skipped"]);
    assert_eq!(
        page(&["heart #mi #tia", "when #then", "sleep #badly"]),
        ["Review: Heart: mi, tia, when: then; sleep: badly", "Plan: finding-plain; Sleep badly",]
    );
    assert_eq!(page(&["heart #mi #fine", "sleep #well"]), ["Review: Heart: mi; sleep: well"]);
    assert_eq!(page(&["sleep #well"]), Vec::<String>::new());
}

#[test]
fn a_form_without_findings_has_no_points() {
    let json = json!({ "resourceType": "Questionnaire", "url": "https://example.org/q", "language": "en",
        "item": [item("tea", "boolean", &[])] });
    let (form, _) = Form::load(&json).expect("it can be run");
    let persistable = PersistableAnswers::new(&form, &answers(&form, &["tea true"]));
    let visit = Visit { form: &form, persistable: &persistable, day: "2026-11-29" };
    let page = visit.for_clinician(&texts(Form::labels(&json)));
    let heads: Vec<&Block> = page.blocks.iter().filter(|it| matches!(it, Block::Heading(_))).collect();
    assert_eq!(heads.len(), 2, "answers and staff: {heads:?}");
    assert_eq!(value(&page, "History").as_deref(), Some("tea: yes"));
    let Block::Strong(first) = &page.blocks[1] else { panic!("the first sentence stands out") };
    assert_eq!(first, "2026-11-29, in English. Self-report, not verified.", "nothing is asked in private");
}

#[test]
fn brief_omits_transient_answers() {
    let [without, yes, no] = [&[][..], &["safe #yes"], &["safe #no"]].map(page);
    assert_eq!(without, yes);
    assert_eq!(without, no);
}

#[test]
fn brief_of_the_check_omits_transient_answers_on_all_visits() {
    let (form, words) = (marked_form(), words());
    let own = content::brief_texts("en").expect("English is built in");
    let brief = |persistable: &PersistableAnswers| {
        let visit = Visit { form: &form, persistable, day: "2026-11-29" };
        (visit.brief(&own, &words, &own, &Clinic::default()), chart(&visit.for_clinician(&own), &own))
    };
    for seed in devkit::chance::seeds(60) {
        let session = random_events(&form, seed, 400);
        let (document, chart) = brief(session.persistable());
        assert!(document.texts().all(|text| !text.contains(MARK)), "seed {seed}: {document:?}");
        assert!(!chart.contains(MARK), "seed {seed}: {chart}");
    }
    for seed in devkit::chance::seeds(10) {
        let first = brief(random_visit(&form, seed, 0, 40).persistable());
        for secret in 1..5 {
            let other = brief(random_visit(&form, seed, secret, 40).persistable());
            assert_eq!(first, other, "seed {seed}: the answer about safety shows");
        }
    }
}

#[test]
fn mark_is_found_on_the_page() {
    let form = marked_form();
    let shows = |seed| {
        let session = random_visit(&form, seed, 0, 40);
        let found = assess(&form, session.effective(&form)).findings;
        found.iter().any(|active| form.questionnaire.item(active.finding).text.contains(MARK))
    };
    assert!((0..10).any(shows), "on the page, where it belongs");
}

#[test]
fn visitor_reads_the_second_page_in_another_language() {
    let (form, words) =
        (content::form("es").expect("it is built in"), content::words("es").expect("it is built in"));
    let [english, spanish] = ["en", "es"].map(|tag| content::brief_texts(tag).expect("it is built in"));
    let persistable = PersistableAnswers::new(&form, &Answers::default());
    let visit = Visit { form: &form, persistable: &persistable, day: "2026-11-29" };
    let clinic = Clinic { phone: Some("555 0142".into()), ..Clinic::default() };
    let brief = visit.brief(&english, &words, &spanish, &clinic);
    assert_eq!((brief.language.as_str(), brief.title.as_str()), ("en", "Brief for a visit"));
    assert_eq!((&brief.pages[0].language, &brief.pages[1].language), (&None, &Some("es".to_owned())));
    assert!(brief.texts().any(|text| text == "Para usted") && brief.texts().any(|text| text == "555 0142"));
}

#[test]
fn page_in_another_language_than_the_visit_offers_an_interpreter() {
    let [english, spanish] = ["en", "es"].map(|tag| {
        let form = content::form(tag).expect("it is built in");
        let words = content::words(tag).expect("it is built in");
        (form, words, content::brief_texts(tag).expect("it is built in"))
    });
    let first_page = |(form, words, own): &(Form, Words, BriefTexts), texts: &BriefTexts| {
        let persistable = PersistableAnswers::none(form);
        let visit = Visit { form, persistable: &persistable, day: "2026-11-29" };
        chart(&visit.brief(texts, words, own, &Clinic::default()).pages[0], texts)
    };
    assert!(
        first_page(&spanish, &english.2).contains("Answered in Spanish (español). Offer an interpreter.")
    );
    assert!(
        first_page(&english, &spanish.2).contains("Respondido en English (inglés). Ofrezca un intérprete.")
    );
    assert!(!first_page(&spanish, &spanish.2).contains("intérprete"));
    assert!(!first_page(&english, &english.2).contains("interpreter"));
}
