//! A visit step by step: every event on every screen, and the guarantees for visitors.

use serde_json::{Value as Json, json};

mod help;
mod pairs;
mod resume;
mod typing;
mod versions;

use super::*;
use crate::record;
use crate::testing::visits::{marked_form, random_events};
use crate::testing::{at, choice, extended, form, group, item, name, value, values, with};

/// Every event, in the notation of [`go`].
const EVENTS: [&str; 13] = [
    "begin",
    "choose 0",
    "drop 0",
    "type x",
    "next",
    "skip",
    "swap",
    "back",
    "continue",
    "change many",
    "catch-up",
    "finish",
    "take",
];

/// A choice with options that show help.
fn helping(link_id: &str, codes: &str, kind: &str, helping: &str, when: &[&str]) -> Json {
    let mut item = choice(link_id, codes, when);
    for option in item["answerOption"].as_array_mut().into_iter().flatten() {
        let code = option["valueCoding"]["code"].as_str().unwrap_or_default();
        if helping.split(' ').any(|helping| helping == code) {
            *option = extended(option.take(), "help-now", "valueCode", kind);
        }
    }
    item
}

fn required(item: Json) -> Json {
    with(item, "required", true.into())
}

/// A small check: a question that decides everything, one question of each kind, and a transient one.
fn check_up() -> Form {
    let limits = json!([
        { "url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 1 },
        { "url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 9 },
    ]);
    let safe = helping("safe", "yes no unsure rather-not", "crisis", "yes unsure rather-not", &[]);
    let questions = [
        required(with(choice("many", "a b c none! unsure!", &[]), "repeats", true.into())),
        item("more", "string", &["many = #a"]),
        required(extended(safe, "transient", "valueBoolean", "true")),
        with(item("count", "integer", &[]), "extension", limits),
        required(helping("hurts", "yes no", "emergency", "yes", &["count >= 5"])),
        with(choice("open", "x y", &[]), "type", "open-choice".into()),
        item("sure", "boolean", &[]),
        with(item("last", "text", &[]), "maxLength", 5.into()),
    ];
    form(&[
        group("about", &[], &[required(choice("age", "minor adult", &[]))]),
        group("rest", &["age != #minor"], &questions),
    ])
}

/// The shortest steps past every question.
const TO_REVIEW: &str =
    "begin; choose adult; next; choose none; next; choose no; next; skip; skip; skip; skip";
const TO_RESULT: &str =
    "begin; choose adult; next; choose none; next; choose no; next; skip; skip; skip; skip; finish";

/// Takes the steps, which are separated by semicolons.
fn go(form: &Form, session: &mut Session, steps: &str) {
    for step in steps.split(';').map(str::trim).filter(|step| !step.is_empty()) {
        let (verb, argument) = step.split_once(' ').unwrap_or((step, ""));
        let event = match verb {
            "begin" => Event::Begin,
            "choose" => Event::Choose(position(form, session, argument), true),
            "drop" => Event::Choose(position(form, session, argument), false),
            "type" => Event::Type(argument.into()),
            "next" => Event::Next,
            "skip" => Event::Skip,
            "swap" => Event::Swap,
            "back" => Event::Back,
            "continue" => Event::Continue,
            "change" => Event::Change(at(form, argument)),
            "catch-up" => Event::CatchUp,
            "finish" => Event::Finish,
            "take" => Event::Take,
            _ => panic!("{step}: no such step"),
        };
        session.step(form, event);
    }
}

/// The position of an option of the question on the screen, by code or as a number.
fn position(form: &Form, session: &Session, option: &str) -> usize {
    if let Ok(position) = option.parse() {
        return position;
    }
    let Screen::Question(visit) = session.screen() else { panic!("{option}: no question on the screen") };
    match form.questionnaire.question(visit.item).map(|question| &question.answer) {
        Some(AnswerType::Choice(choice)) => {
            let position = choice.options.iter().position(|known| known.value.literal() == option);
            position.unwrap_or_else(|| panic!("{option}: no option of {}", name(form, visit.item)))
        }
        _ => usize::from(option != "yes"),
    }
}

fn visit(form: &Form, steps: &str) -> Session {
    let mut session = Session::new(form);
    go(form, &mut session, steps);
    session
}

/// The screen, and the problem on it, in a few words.
fn screen(form: &Form, session: &Session) -> String {
    let on = |visit: &Visit| {
        let why = match visit.mode {
            VisitMode::Forward => "",
            VisitMode::CatchUp => " catching up",
            VisitMode::Edit => " changing",
        };
        name(form, visit.item) + why
    };
    let screen = match session.screen() {
        Screen::Start => "start".into(),
        Screen::Question(visit) => on(visit),
        Screen::Help(Help::Crisis, visit) => format!("crisis help over {}", on(visit)),
        Screen::Help(Help::Emergency, visit) => format!("emergency help over {}", on(visit)),
        Screen::Changed { again, gone } => {
            let again: Vec<String> = again.iter().map(|item| name(form, *item)).collect();
            format!("changed, again [{}], gone {gone}", again.join(" "))
        }
        Screen::Review => "review".into(),
        Screen::Result => "result".into(),
        Screen::Brief => "brief".into(),
    };
    session.problem().map_or(screen.clone(), |problem| format!("{screen}: {problem:?}"))
}

/// Asserts the screen after the steps.
#[track_caller]
fn check(steps: &str, expected: &str) {
    let form = check_up();
    assert_eq!(screen(&form, &visit(&form, steps)), expected, "{steps}");
}

/// Asserts the answers of a question after the steps.
#[track_caller]
fn check_answers(steps: &str, question: &str, expected: &str) {
    let form = check_up();
    let session = visit(&form, steps);
    assert_eq!(session.answers_of(at(&form, question)), values(expected), "{steps}");
}

/// Asserts the screen after each of these events, and that every other event changes nothing.
#[track_caller]
fn check_events(form: &Form, session: &Session, taken: &[(&str, &str)]) {
    for event in EVENTS {
        let mut after = session.clone();
        go(form, &mut after, event);
        match taken.iter().find(|(name, _)| *name == event) {
            Some((_, expected)) => assert_eq!(screen(form, &after), *expected, "{event}"),
            None => assert_eq!(format!("{after:?}"), format!("{session:?}"), "{event} does not belong here"),
        }
    }
}

#[test]
fn every_event_leads_to_its_screen_or_changes_nothing() {
    let form = check_up();
    let check = |steps: &str, taken: &[(&str, &str)]| check_events(&form, &visit(&form, steps), taken);
    check("", &[("begin", "age")]);
    let on_age = [("choose 0", "age"), ("next", "age: NothingChosen"), ("skip", "many"), ("back", "start")];
    check("begin", &on_age);
    // A problem disappears with the next effective event, and stays after an event without effect.
    check("begin; next", &[&on_age[..], &[("drop 0", "age")]].concat());
    check(
        "begin; skip; choose 0",
        &[("choose 0", "many"), ("drop 0", "many"), ("next", "more"), ("skip", "safe"), ("back", "age")],
    );
    check("begin; skip; skip; skip", &[("continue", "count"), ("back", "safe")]);
    check(
        "begin; skip; skip; skip; continue",
        &[("type x", "count"), ("next", "open"), ("skip", "open"), ("back", "safe")],
    );
    check(
        TO_REVIEW,
        &[("back", "last"), ("change many", "many changing"), ("catch-up", "review"), ("finish", "result")],
    );
    check(TO_RESULT, &[("back", "review"), ("change many", "many changing"), ("take", "brief")]);
    check(&format!("{TO_RESULT}; take"), &[("back", "result")]);
}

#[test]
fn only_continue_works_on_the_change_notice() {
    let form = check_up();
    let saved = Saved { given: Vec::new(), lost: Vec::new(), other_version: true };
    let session = Session::resume(&form, saved);
    assert_eq!(screen(&form, &session), "changed, again [], gone 0");
    check_events(&form, &session, &[("continue", "age catching up")]);
}

#[test]
fn ignores_invalid_choices_and_typed_text() {
    let form = check_up();
    let refused = |way: &str, event: &str| {
        let session = visit(&form, way);
        let mut after = session.clone();
        go(&form, &mut after, event);
        assert_eq!(format!("{after:?}"), format!("{session:?}"), "{event}");
    };
    // No such option; a choice that is not open; a number; yes or no.
    refused("begin; choose adult", "choose 2");
    refused("begin; choose adult", "type something");
    refused("begin; skip; skip; skip; continue; type 3", "choose 0");
    let to_sure = "begin; skip; skip; skip; continue; skip; skip; choose yes";
    check(to_sure, "sure");
    refused(to_sure, "choose 2");
    refused(to_sure, "drop no");
    refused(to_sure, "type no");
}

#[test]
fn only_enabled_questions_can_be_edited() {
    let form = check_up();
    let refused = |item: &str| {
        let mut session = visit(&form, TO_REVIEW);
        session.step(&form, Event::Change(at(&form, item)));
        assert_eq!(screen(&form, &session), "review", "{item}");
    };
    refused("hurts");
    refused("rest");
    check(&format!("{TO_REVIEW}; change age"), "age changing");
}

#[test]
fn single_choice_keeps_the_last_option() {
    check_answers("begin; choose minor; choose adult", "age", "#adult");
    check_answers("begin; choose adult; choose adult", "age", "#adult");
    check_answers("begin; choose adult; drop adult", "age", "");
    check_answers("begin; choose adult; drop minor", "age", "#adult");
}

#[test]
fn a_multiple_choice_keeps_the_order_of_the_options() {
    let check = |steps: &str, expected| check_answers(&format!("begin; skip; {steps}"), "many", expected);
    check("choose c; choose a", "#a #c");
    check("choose c; choose a; drop c", "#a");
    check("choose b; choose b", "#b");
}

#[test]
fn an_exclusive_option_clears_the_others_and_is_cleared_by_them() {
    let check = |steps: &str, expected| check_answers(&format!("begin; skip; {steps}"), "many", expected);
    check("choose a; choose b; choose none", "#none");
    check("choose none; choose b", "#b");
    check("choose none; choose unsure", "#unsure");
    check("choose none; drop none", "");
}

#[test]
fn boolean_is_chosen_by_position() {
    let to_sure = "begin; skip; skip; skip; continue; skip; skip";
    let check = |steps: &str, expected| check_answers(&format!("{to_sure}; {steps}"), "sure", expected);
    check("choose yes", "true");
    check("choose yes; choose no", "false");
    check("choose no; drop no", "");
    check("choose yes; drop no", "true");
}

#[test]
fn typed_answer_comes_after_the_chosen_options() {
    let check = |repeats: bool, steps: &str, expected: &str| {
        let open = with(choice("q", "x y none!", &[]), "type", "open-choice".into());
        let form = form(&[with(open, "repeats", repeats.into()), item("next", "string", &[])]);
        let session = visit(&form, &format!("begin; {steps}"));
        assert_eq!(session.answers_of(at(&form, "q")), values(expected), "{steps}");
    };
    check(true, "type else; choose y; choose x", "#x #y 'else'");
    check(true, "choose y; type else; type other", "#y 'other'");
    check(true, "choose y; type else; type", "#y");
    check(true, "choose none; type else", "'else'");
    check(true, "type else; choose none", "#none");
    check(false, "choose y; type else", "'else'");
    check(false, "type else; choose y", "#y");
}

#[test]
fn draft_is_kept_until_it_can_be_parsed() {
    let form = check_up();
    let to_count = "begin; skip; skip; skip; continue";
    let check = |steps: &str, expected: &str, answer: &str, draft: Option<&str>| {
        let session = visit(&form, &format!("{to_count}; {steps}"));
        let count = at(&form, "count");
        assert_eq!(screen(&form, &session), expected, "{steps}");
        assert_eq!(
            (session.answers_of(count), session.draft_of(count)),
            (&values(answer)[..], draft),
            "{steps}"
        );
    };
    check("type 7", "count", "7", None);
    check("type 7x", "count", "", Some("7x"));
    check("type 7x; next", "count: NotWhole", "", Some("7x"));
    check("type 12; next", "count: OutOfRange(Some(\"1\"), Some(\"9\"))", "", Some("12"));
    check("type 12; next; type 1", "count", "1", None);
    check("type 7; type 7x", "count", "", Some("7x"));
    check("type 7x; type", "count", "", None);
    check("type 7x; back; skip; continue", "count", "", Some("7x"));
    check("type 7x; skip", "open", "", None);
}

#[test]
fn a_text_that_is_too_long_is_kept_as_a_draft() {
    let form = check_up();
    let session = visit(&form, &format!("{TO_REVIEW}; change last; type 123456; next"));
    assert_eq!(screen(&form, &session), "last changing: TooLong(5)");
    assert_eq!(session.draft_of(at(&form, "last")), Some("123456"));
}

#[test]
fn next_without_an_answer_is_refused_if_required() {
    check("begin; next", "age: NothingChosen");
    check("begin; next; next", "age: NothingChosen");
    check("begin; next; choose adult", "age");
    check("begin; next; skip", "many");
    // For an optional question it is the same as skipping.
    check("begin; skip; skip; skip; continue; next", "open");
    let typed = form(&[required(item("q", "string", &[])), item("next", "string", &[])]);
    assert_eq!(screen(&typed, &visit(&typed, "begin; next")), "q: NothingTyped");
}

#[test]
fn skipping_clears_the_answer() {
    check_answers("begin; choose adult; skip", "age", "");
    check("begin; choose minor; skip", "many");
}

#[test]
fn help_is_shown_for_every_safety_answer_except_no() {
    let to_safe = "begin; skip; skip";
    for answer in ["choose yes; next", "choose unsure; next", "choose rather-not; next", "skip"] {
        check(&format!("{to_safe}; {answer}"), "crisis help over safe");
        check(&format!("{to_safe}; {answer}; continue"), "count");
        check(&format!("{to_safe}; {answer}; back"), "safe");
        check(&format!("{to_safe}; {answer}; back; choose no; next"), "count");
    }
    check(&format!("{to_safe}; choose no; next"), "count");
    check(&format!("{to_safe}; next"), "safe: NothingChosen");
    let change = "change safe; choose yes; next";
    check(&format!("{TO_REVIEW}; {change}"), "crisis help over safe changing");
    check(&format!("{TO_REVIEW}; {change}; continue"), "review");
}

#[test]
fn help_is_shown_for_a_skipped_optional_safety_question() {
    let form = form(&[helping("safe", "yes no", "crisis", "yes", &[]), item("next", "string", &[])]);
    assert_eq!(screen(&form, &visit(&form, "begin; next")), "crisis help over safe");
}

#[test]
fn help_is_shown_for_an_emergency_and_a_skipped_question() {
    let to_hurts = "begin; skip; skip; skip; continue; type 5; next";
    check(to_hurts, "hurts");
    check(&format!("{to_hurts}; choose yes; next"), "emergency help over hurts");
    check(&format!("{to_hurts}; choose yes; next; continue"), "open");
    check(&format!("{to_hurts}; choose yes; next; back"), "hurts");
    check(&format!("{to_hurts}; choose no; next"), "open");
    check(&format!("{to_hurts}; skip"), "emergency help over hurts");
    check(&format!("{to_hurts}; skip; continue"), "open");
}

#[test]
fn result_follows_at_once_if_one_question_decides_everything() {
    check("begin; choose minor; next", "result");
    check("begin; choose minor; next; back", "age");
    check("begin; choose minor; next; back; choose adult; next", "many");
    check("begin; choose minor; next; change age", "age changing");
    check("begin; choose minor; next; change age; back", "result");
    check("begin; choose minor; next; change age; choose adult; next", "review");
    check(&format!("{TO_REVIEW}; change age; choose minor; next"), "result");
    check(&format!("{TO_REVIEW}; change age; choose minor; back"), "result");
    check(&format!("{TO_REVIEW}; change age; choose minor; next; back; choose adult; next"), "many");
}

#[test]
fn a_change_from_the_review_returns_to_it() {
    check(&format!("{TO_REVIEW}; change many; choose b; next"), "review");
    check(&format!("{TO_REVIEW}; change many; skip"), "review");
    check(&format!("{TO_REVIEW}; change many; back"), "review");
    check(&format!("{TO_RESULT}; change many; choose b; next"), "review");
}

#[test]
fn newly_enabled_questions_are_offered_and_then_all_asked() {
    let form = check_up();
    let opened = format!("{TO_REVIEW}; change many; choose a; next; change count; type 6; next");
    let session = visit(&form, &opened);
    assert_eq!(screen(&form, &session), "review");
    let unseen: Vec<String> = session.unseen().map(|item| name(&form, item)).collect();
    assert_eq!(unseen, ["more", "hurts"]);
    check(&format!("{opened}; catch-up"), "more catching up");
    check(&format!("{opened}; catch-up; skip"), "hurts catching up");
    check(&format!("{opened}; catch-up; skip; choose no; next"), "review");
    check(&format!("{opened}; catch-up; skip; choose yes; next"), "emergency help over hurts catching up");
    check(&format!("{opened}; catch-up; skip; choose yes; next; continue"), "review");
    // The result is available without answering them.
    check(&format!("{opened}; finish"), "result");
}

#[test]
fn earlier_question_enabled_later_is_asked_before_the_review() {
    let form = form(&[item("early", "boolean", &["late = true"]), item("late", "boolean", &[])]);
    let steps = "begin; choose yes; next";
    assert_eq!(screen(&form, &visit(&form, steps)), "early catching up");
    assert_eq!(screen(&form, &visit(&form, "begin; choose yes; next; skip")), "review");
}

#[test]
fn back_goes_through_the_enabled_questions() {
    check("begin; choose adult; next; choose a; next; type x; next; back", "more");
    check(
        "begin; choose adult; next; choose a; next; type x; next; back; back; drop a; choose b; next",
        "safe",
    );
    check("begin; choose adult; next; choose a; next; back; back; back", "start");
    check("begin; choose adult; next; back; next", "many");
    check(&format!("{TO_REVIEW}; back; back; back; back; back"), "safe");
}

#[test]
fn answer_to_a_temporarily_disabled_question_is_kept() {
    let hidden = "begin; choose adult; next; choose a; next; type x; next; back; back; drop a; skip";
    check_answers(hidden, "more", "'x'");
    check(&format!("{hidden}; back; choose a; next; next"), "safe");
    let form = check_up();
    let session = visit(&form, hidden);
    assert!(
        session.effective(&form).of(at(&form, "more")).is_empty(),
        "it does not count while the question is disabled"
    );
}

#[test]
fn question_that_disables_itself_stays_until_the_visitor_leaves() {
    let form =
        form(&[item("a", "boolean", &["a != true"]), item("b", "boolean", &[]), item("c", "boolean", &[])]);
    let mut session = visit(&form, "begin; choose yes");
    assert_eq!(screen(&form, &session), "a");
    go(&form, &mut session, "drop yes; next");
    assert_eq!(screen(&form, &session), "b");
}

#[test]
fn questionnaire_without_questions_goes_straight_to_the_result() {
    let form = form(&[item("note", "display", &[])]);
    assert_eq!(screen(&form, &visit(&form, "begin")), "result");
    assert_eq!(screen(&form, &visit(&form, "begin; back")), "result");
}

fn record(form: &Form, session: &Session, written: &str) -> Json {
    record::record(form, session, written).parse().expect("it is JSON")
}

/// The session that is resumed from the record of this one.
fn resumed(form: &Form, session: &Session) -> Session {
    let record = record(form, session, "2026-11-22");
    Session::resume(form, record::read(form, &record).unwrap_or_else(|error| panic!("{error}")))
}
