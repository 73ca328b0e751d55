//! Tests of the sentences of conditions, of changes, and of the flow, with the built-in English words.

use check::content;
use check::words::Words;
use engine::form::Form;
use engine::model::{AnswerType, ItemIdx, Questionnaire, Test};
use engine::testing::{at, choice, extended, form, group, item, questionnaire, with};
use serde_json::{Value as Json, json};

use super::book::Book;
use super::document::Block;
use super::markdown;
use super::phrases::Phrases;
use super::prose::Style;

fn words() -> (Words, Phrases) {
    let words = content::words("en").expect("English is built in");
    let rulebook = content::section("en", "rulebook").expect("English is built in");
    (words, Phrases::new(rulebook).expect("with all of its words"))
}

fn finding(link_id: &str, when: &[&str]) -> Json {
    let finding = extended(item(link_id, "display", when), "level", "valueCode", "review");
    extended(finding, "explanation", "valueString", "It matters.")
}

/// Questions of every kind, and an item with the conditions.
fn asked(when: &[&str], behavior: &str) -> Form {
    let unit = json!([{
        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
        "valueCoding": { "code": "mm[Hg]", "display": "mm Hg" },
    }]);
    let tested = with(item("tested", "boolean", when), "enableBehavior", behavior.into());
    form(&[
        choice("one", "a b c", &[]),
        with(choice("some", "a b c", &[]), "repeats", true.into()),
        item("flag", "boolean", &[]),
        with(item("number", "integer", &[]), "extension", unit),
        item("day", "date", &[]),
        item("note", "string", &[]),
        tested,
    ])
}

#[track_caller]
fn reads(when: &[&str], behavior: &str, expected: &str) {
    let (words, phrases) = words();
    let form = asked(when, behavior);
    let book = Book::new(&form.questionnaire, &words, &phrases);
    let tested = &form.questionnaire.item(at(&form, "tested")).enable;
    let found = book.condition(tested, Style::Full).map(|prose| prose.plain()).unwrap_or_default();
    assert_eq!(found, expected, "{when:?} {behavior}");
}

#[test]
fn condition_is_a_natural_sentence() {
    let check = |when: &str, expected: &str| reads(&[when], "any", expected);
    reads(&[], "any", "");
    check("one = #a", "answers “a” to Q1 “one”");
    check("one != #a", "does not answer “a” to Q1 “one” (or skips it)");
    check("some = #a", "chooses “a” in Q2 “some”");
    check("some != #a", "does not choose “a” in Q2 “some” (or skips it)");
    check("flag = true", "answers “Yes” to Q3 “flag”");
    check("flag = false", "answers “No” to Q3 “flag”");
    check("number = 7", "gives 7 mm Hg in Q4 “number”");
    check("number != 7", "does not give 7 mm Hg in Q4 “number” (or skips it)");
    check("number > 140", "gives more than 140 mm Hg in Q4 “number”");
    check("number >= 140", "gives 140 mm Hg or more in Q4 “number”");
    check("number < 140", "gives less than 140 mm Hg in Q4 “number”");
    check("number <= 140", "gives 140 mm Hg or less in Q4 “number”");
    check("day > @2026-05-01", "gives a time after 2026-05-01 in Q5 “day”");
    check("day >= @2026-05-01", "gives 2026-05-01 or later in Q5 “day”");
    check("day < @2026-05-01", "gives a time before 2026-05-01 in Q5 “day”");
    check("day <= @2026-05-01", "gives 2026-05-01 or earlier in Q5 “day”");
    check("note = 'x'", "gives “x” in Q6 “note”");
    check("note exists true", "answers Q6 “note”");
    check("note exists false", "leaves Q6 “note” without an answer");
}

#[test]
fn conditions_that_differ_only_in_the_answer_share_a_clause() {
    let check = |when: &[&str], behavior: &str, expected: &str| reads(when, behavior, expected);
    check(&["one = #a", "one = #b"], "any", "answers “a” or “b” to Q1 “one”");
    check(&["one = #a", "one = #b", "one = #c"], "any", "answers “a”, “b” or “c” to Q1 “one”");
    check(&["some = #a", "some = #b"], "all", "chooses “a” and “b” in Q2 “some”");
    check(&["some != #a", "some != #b"], "all", "does not choose “a” or “b” in Q2 “some” (or skips it)");
    check(
        &["some != #a", "some != #b"],
        "any",
        "does not choose “a” in Q2 “some” (or skips it), or does not choose “b” in Q2 (or skips it)",
    );
    check(
        &["one = #a", "number > 140"],
        "any",
        "answers “a” to Q1 “one”, or gives more than 140 mm Hg in Q4 “number”",
    );
    check(
        &["one = #a", "number > 140"],
        "all",
        "answers “a” to Q1 “one”, and gives more than 140 mm Hg in Q4 “number”",
    );
    check(
        &["number > 140", "number < 90"],
        "any",
        "gives more than 140 mm Hg in Q4 “number”, or gives less than 90 mm Hg in Q4",
    );
}

#[test]
fn chain_lists_each_earlier_question_once() {
    let (words, phrases) = words();
    let form = form(&[
        choice("first", "a b", &[]),
        choice("second", "a b", &["first = #a"]),
        choice("twin", "a b", &["first = #a"]),
        group("inner", &["first = #b"], &[choice("third", "a b", &["second = #a", "twin = #a"])]),
        extended(
            group("results", &[], &[finding("finding-x", &["third = #b"])]),
            "part",
            "valueCode",
            "results",
        ),
    ]);
    let book = Book::new(&form.questionnaire, &words, &phrases);
    let chain: Vec<String> = book.prerequisites(at(&form, "finding-x")).iter().map(|it| it.plain()).collect();
    assert_eq!(
        chain,
        [
            "Q4 is asked only when the visitor answers “a” to Q2 “second”, or answers “a” to Q3 “twin”.",
            "Q2 and Q3 are asked only when the visitor answers “a” to Q1 “first”.",
        ]
    );
    assert!(book.prerequisites(at(&form, "first")).is_empty());
}

#[test]
fn condition_of_one_section_is_listed_with_its_dependents() {
    let (words, phrases) = words();
    let results =
        extended(group("results", &[], &[finding("finding-x", &["q = #a"])]), "part", "valueCode", "results");
    let chain = |when: &str| {
        let form = form(&[
            choice("first", "a b", &[]),
            group("part-one", &["first = #a"], &[choice("other", "a b", &[])]),
            group("part-two", &[when], &[choice("q", "a b", &[])]),
            results.clone(),
        ]);
        let book = Book::new(&form.questionnaire, &words, &phrases);
        book.prerequisites(at(&form, "finding-x")).len()
    };
    assert_eq!(chain("first = #a"), 0, "all sections have it, so it is listed at the sections");
    assert_eq!(chain("first = #b"), 1);
}

/// The answers to a question and their consequences, as texts.
fn leads(form: &Form, question: &str) -> Vec<(String, String)> {
    let (words, phrases) = words();
    let book = Book::new(&form.questionnaire, &words, &phrases);
    let idx = at(form, question);
    let answers = book.answers(idx, form.questionnaire.question(idx).expect("it is a question"));
    answers.iter().map(|answer| (answer.answer.plain(), answer.leads.plain())).collect()
}

#[test]
fn each_answer_lists_its_consequences() {
    let help = json!({ "valueCoding": { "code": "now", "display": "Now" } });
    let mut safety = choice("safety", "no", &["q != #b"]);
    if let Some(options) = safety["answerOption"].as_array_mut() {
        options.push(extended(help, "help-now", "valueCode", "crisis"));
    }
    let q = with(with(choice("q", "a b c!", &[]), "repeats", true.into()), "required", true.into());
    let unanswered = extended(finding("finding-open", &[]), "computed", "valueCode", "unanswered");
    let both = with(finding("finding-both", &["q = #a", "n > 7"]), "enableBehavior", "all".into());
    let results =
        [finding("finding-one", &["q = #a"]), both, unanswered, finding("finding-not", &["n != 3"])];
    let form = form(&[
        q,
        item("n", "integer", &["q = #a"]),
        item("m", "integer", &["q = #a"]),
        safety,
        extended(group("results", &[], &results), "part", "valueCode", "results"),
    ]);
    let check = |question: &str, expected: &[(&str, &str)]| {
        let found = leads(&form, question);
        let found: Vec<(&str, &str)> =
            found.iter().map(|(answer, leads)| (answer.as_str(), leads.as_str())).collect();
        assert_eq!(found, expected, "{question}");
    };
    let a = "F1 one (A clinician should take a look) F2 both (A clinician should take a look), if other answers fit as well Opens Q2 and Q3";
    check(
        "q",
        &[
            ("a", a),
            ("b", "Closes Q4"),
            ("c", "Clears the other choices"),
            ("(skipped)", "F3 open (A clinician should take a look)"),
        ],
    );
    let n = "F2 both (A clinician should take a look), if other answers fit as well";
    check(
        "n",
        &[
            ("more than 7", n),
            ("anything but 3", "F4 not (A clinician should take a look)"),
            ("(skipped)", "—"),
        ],
    );
    check("m", &[("any answer", "—"), ("(skipped)", "—")]);
    let panel = "Shows the panel with crisis lines at once";
    check("safety", &[("no", "—"), ("Now now", panel), ("(skipped)", panel)]);
}

#[test]
fn findings_are_listed_exactly_at_answers_in_their_conditions() {
    let (words, phrases) = words();
    let form = content::form("en").expect("English is built in");
    let questionnaire = &form.questionnaire;
    let book = Book::new(questionnaire, &words, &phrases);
    let mut checked = 0;
    for section in &book.sections {
        for idx in &section.questions {
            let Some(AnswerType::Choice(choice)) = questionnaire.question(*idx).map(|it| &it.answer) else {
                continue;
            };
            let rows = leads(&form, questionnaire.item(*idx).link_id.as_str());
            for (option, (answer, leads)) in choice.options.iter().zip(&rows) {
                for finding in &book.findings {
                    // Also by the groups around it, whose conditions must also be true.
                    let parent = |at: &ItemIdx| questionnaire.item(*at).parent;
                    let around = std::iter::successors(Some(*finding), parent);
                    let mut when = around.flat_map(|at| &questionnaire.item(at).enable.when);
                    let named = when.any(|condition| {
                        condition.question == questionnaire.item(*idx).link_id
                            && condition.test == Test::Equals(option.value.clone())
                    });
                    let is_listed = leads.contains(&format!("{} ", book.number(*finding)));
                    assert_eq!(is_listed, named, "{answer}: {leads}: {}", book.number(*finding));
                    checked += usize::from(named);
                }
            }
        }
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn the_flow_shows_every_section_and_every_question() {
    let (words, phrases) = words();
    let form = content::form("en").expect("English is built in");
    let book = Book::new(&form.questionnaire, &words, &phrases);
    let svg: String = book
        .flow()
        .iter()
        .filter_map(|block| match block {
            Block::Figure { svg, .. } => Some(svg.as_str()),
            _ => None,
        })
        .collect();
    assert!(book.sections.len() > 5);
    for section in &book.sections {
        let title = super::html::escape(&book.section_title(section).plain());
        assert_eq!(svg.matches(&format!(">{title}<")).count(), 1, "{title}");
        for question in &section.questions {
            let number = book.number(*question);
            assert_eq!(svg.matches(&format!(">{number}<")).count(), 1, "{number}");
        }
    }
}

/// The changes in the rulebook, as Markdown.
fn changes(before: &Json, now: &Json) -> String {
    let (words, phrases) = words();
    let load = |json: &Json| -> Questionnaire {
        let (form, _) = Form::load(json).unwrap_or_else(|faults| panic!("{faults}"));
        form.questionnaire
    };
    let (before, now) = (load(before), load(now));
    let blocks = Book::new(&now, &words, &phrases).changes(&Book::new(&before, &words, &phrases));
    markdown::write(&super::Document { blocks, ..super::Document::default() })
}

fn changing() -> Json {
    let source = |label: &str| {
        json!({
            "url": "http://hl7.org/fhir/StructureDefinition/workflow-relatedArtifact",
            "valueRelatedArtifact": { "type": "citation", "label": label, "display": label, "citation": "A book." },
        })
    };
    let q =
        extended(with(choice("q", "a b c", &[]), "required", true.into()), "hint", "valueString", "Old hint");
    let finding = extended(finding("finding-x", &["q = #a"]), "source", "valueCode", "book");
    let mut json = questionnaire(&[
        q,
        item("n", "integer", &["q = #b"]),
        extended(group("results", &[], &[finding]), "part", "valueCode", "results"),
    ]);
    json["extension"] = json!([source("book"), source("paper")]);
    json
}

const NONE: &str = "Nothing has changed.";

#[test]
fn the_same_questionnaire_has_no_changes() {
    let text_of_changes = changes(&changing(), &changing());
    assert!(text_of_changes.contains(NONE), "{text_of_changes}");
}

#[test]
fn every_change_shows_the_old_and_the_new_value() {
    let check = |change: &dyn Fn(&mut Json), expected: &[&str]| {
        let mut now = changing();
        change(&mut now);
        let text_of_changes = changes(&changing(), &now);
        assert!(!text_of_changes.contains(NONE), "{expected:?}\n{text_of_changes}");
        for text in expected {
            assert!(text_of_changes.contains(text), "{text} is missing:\n{text_of_changes}");
        }
    };
    check(&|it| it["version"] = "2".into(), &["| Version | 1 | 2 |"]);
    check(&|it| it["lastReviewDate"] = "2026-01-01".into(), &["| Last reviewed | not given | 2026-01-01 |"]);
    check(&|it| it["title"] = "New".into(), &["| Title |  | New |"]);
    check(&|it| it["item"][0]["text"] = "New".into(), &["“New” `q`", "| Text | q | New |"]);
    check(&|it| it["item"][0]["extension"][0]["valueString"] = "New".into(), &["| Hint | Old hint | New |"]);
    check(&|it| it["item"][0]["extension"] = json!([]), &["| Hint | Old hint | — |"]);
    check(&|it| it["item"][0]["required"] = false.into(), &["| Kind of answer |"]);
    check(&|it| it["item"][0]["repeats"] = true.into(), &["Choose one.", "Choose all that fit."]);
    check(
        &|it| it["item"][0] = extended(it["item"][0].clone(), "transient", "valueBoolean", "true"),
        &["Never stored"],
    );
    check(
        &|it| it["item"][0]["answerOption"][2] = json!({ "valueCoding": { "code": "d", "display": "Dee" } }),
        &["| Answer `d` | — | Dee |", "| Answer `c` | c | — |"],
    );
    check(
        &|it| {
            let option = it["item"][0]["answerOption"][0].clone();
            it["item"][0]["answerOption"][0] = extended(option, "gloss", "valueString", "first");
        },
        &["| Answer `a`, in everyday words | — | first |"],
    );
    check(
        &|it| {
            if let Some(options) = it["item"][0]["answerOption"].as_array_mut() {
                options.swap(0, 1);
            }
        },
        &["another order", "“q” `q`"],
    );
    check(
        &|it| it["item"][1]["enableWhen"][0]["answerCoding"]["code"] = "c".into(),
        &["answers “b” to", "answers “c” to"],
    );
    check(&|it| it["item"][1]["linkId"] = "m".into(), &["Added:", "`m`", "Removed:", "`n`"]);
    check(
        &|it| it["item"][2]["item"][0]["extension"][0]["valueCode"] = "not-now".into(),
        &["| Level | A clinician should take a look | Usually not right now |"],
    );
    check(
        &|it| it["item"][2]["item"][0]["extension"][1]["valueString"] = "New".into(),
        &["| Why it matters | It matters. | New |"],
    );
    check(
        &|it| it["item"][2]["item"][0]["extension"][2]["valueCode"] = "paper".into(),
        &["| Source `paper` | — | paper |", "| Source `book` | book | — |"],
    );
    check(
        &|it| it["extension"][1]["valueRelatedArtifact"]["citation"] = "B.".into(),
        &["| Reference | A book. | B. |"],
    );
    check(
        &|it| it["extension"][1]["valueRelatedArtifact"]["label"] = "web".into(),
        &["Sources added:", "Sources removed:"],
    );
}

#[test]
fn a_new_text_of_a_question_changes_no_condition_on_it() {
    let mut now = changing();
    now["item"][0]["text"] = "New".into();
    let text_of_changes = changes(&changing(), &now);
    assert!(!text_of_changes.contains("Condition"), "{text_of_changes}");
}

#[test]
fn two_items_never_share_an_anchor() {
    let (words, phrases) = words();
    let form =
        form(&[item("a b", "boolean", &[]), item("a_20b", "boolean", &[]), item("ä\"<", "boolean", &[])]);
    let book = Book::new(&form.questionnaire, &words, &phrases);
    let mut anchors: Vec<String> = form.questionnaire.indices().map(|idx| book.anchor(idx)).collect();
    assert!(
        anchors.iter().all(|it| it.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)))
    );
    anchors.dedup();
    assert_eq!(anchors.len(), 3, "{anchors:?}");
}
