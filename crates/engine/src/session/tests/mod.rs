//! A visit step by step: every event on every screen, and what a visitor must be able to rely on.

use serde_json::{Value as Json, json};

mod help;
mod pairs;
mod typing;
mod versions;

use super::*;
use crate::record;
use crate::testing::visits::{marked_check, random_events};
use crate::testing::{at, choice, extended, form, group, item, name, value, values, with};

/// Every event, as [`go`] reads it.
const EVENTS: [&str; 12] = [
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
];

/// A choice with options that bring up help.
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

/// A check in small: a question that decides everything, one of each kind, one that leaves no trace.
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

/// The way past every question with as little as possible.
const TO_REVIEW: &str =
    "begin; choose adult; next; choose none; next; choose no; next; skip; skip; skip; skip";
const TO_RESULT: &str =
    "begin; choose adult; next; choose none; next; choose no; next; skip; skip; skip; skip; finish";

/// Takes the steps, written with semicolons between.
fn go(form: &Form, session: &mut Session, steps: &str) {
    for step in steps.split(';').map(str::trim).filter(|step| !step.is_empty()) {
        let (verb, what) = step.split_once(' ').unwrap_or((step, ""));
        let event = match verb {
            "begin" => Event::Begin,
            "choose" => Event::Choose(position(form, session, what), true),
            "drop" => Event::Choose(position(form, session, what), false),
            "type" => Event::Type(what.into()),
            "next" => Event::Next,
            "skip" => Event::Skip,
            "swap" => Event::Swap,
            "back" => Event::Back,
            "continue" => Event::Continue,
            "change" => Event::Change(at(form, what)),
            "catch-up" => Event::CatchUp,
            "finish" => Event::Finish,
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
    };
    session.problem().map_or(screen.clone(), |problem| format!("{screen}: {problem:?}"))
}

/// Asserts where the steps lead.
#[track_caller]
fn check(steps: &str, expected: &str) {
    let form = check_up();
    assert_eq!(screen(&form, &visit(&form, steps)), expected, "{steps}");
}

/// Asserts what the steps leave as the answers of a question.
#[track_caller]
fn check_answers(steps: &str, question: &str, expected: &str) {
    let form = check_up();
    let session = visit(&form, steps);
    assert_eq!(session.answers_of(at(&form, question)), values(expected), "{steps}");
}

/// Asserts where each of these events leads, and that every other event changes nothing at all.
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
fn every_event_leads_where_it_should_or_changes_nothing() {
    let form = check_up();
    let check = |steps: &str, taken: &[(&str, &str)]| check_events(&form, &visit(&form, steps), taken);
    check("", &[("begin", "age")]);
    let on_age = [("choose 0", "age"), ("next", "age: NothingChosen"), ("skip", "many"), ("back", "start")];
    check("begin", &on_age);
    // A problem goes away with the next thing that is done, and stays where nothing is.
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
    check(TO_RESULT, &[("back", "review"), ("change many", "many changing")]);
}

#[test]
fn every_event_on_the_notice_of_a_change() {
    let form = check_up();
    let saved = Saved { given: Vec::new(), lost: Vec::new(), other_version: true };
    let session = Session::resume(&form, saved);
    assert_eq!(screen(&form, &session), "changed, again [], gone 0");
    check_events(&form, &session, &[("continue", "age catching up")]);
}

#[test]
fn what_can_not_be_chosen_or_typed_is_refused() {
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
fn only_questions_that_are_asked_can_be_changed() {
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
fn a_single_choice_takes_the_last() {
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
fn a_yes_or_no_is_chosen_by_position() {
    let to_sure = "begin; skip; skip; skip; continue; skip; skip";
    let check = |steps: &str, expected| check_answers(&format!("{to_sure}; {steps}"), "sure", expected);
    check("choose yes", "true");
    check("choose yes; choose no", "false");
    check("choose no; drop no", "");
    check("choose yes; drop no", "true");
}

#[test]
fn what_is_typed_beside_the_options_stands_last() {
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
fn a_draft_is_kept_until_it_can_be_understood() {
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
fn going_on_without_an_answer_asks_once_where_it_matters() {
    check("begin; next", "age: NothingChosen");
    check("begin; next; next", "age: NothingChosen");
    check("begin; next; choose adult", "age");
    check("begin; next; skip", "many");
    // Where it does not matter, it is the same as skipping.
    check("begin; skip; skip; skip; continue; next", "open");
    let typed = form(&[required(item("q", "string", &[])), item("next", "string", &[])]);
    assert_eq!(screen(&typed, &visit(&typed, "begin; next")), "q: NothingTyped");
}

#[test]
fn skipping_takes_the_answer_back() {
    check_answers("begin; choose adult; skip", "age", "");
    check("begin; choose minor; skip", "many");
}

#[test]
fn help_is_shown_for_every_answer_about_safety_but_no() {
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
fn help_is_shown_where_an_optional_question_about_safety_is_left_open() {
    let form = form(&[helping("safe", "yes no", "crisis", "yes", &[]), item("next", "string", &[])]);
    assert_eq!(screen(&form, &visit(&form, "begin; next")), "crisis help over safe");
}

#[test]
fn help_is_shown_for_an_emergency_and_for_leaving_it_open() {
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
fn where_one_question_decides_everything_the_result_comes_at_once() {
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
fn questions_that_a_change_opens_are_offered_and_then_all_asked() {
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
    // Nobody is kept: the result is there all the same.
    check(&format!("{opened}; finish"), "result");
}

#[test]
fn a_question_that_opens_behind_the_visitor_is_asked_before_the_review() {
    let form = form(&[item("early", "boolean", &["late = true"]), item("late", "boolean", &[])]);
    let steps = "begin; choose yes; next";
    assert_eq!(screen(&form, &visit(&form, steps)), "early catching up");
    assert_eq!(screen(&form, &visit(&form, "begin; choose yes; next; skip")), "review");
}

#[test]
fn back_goes_through_the_questions_that_are_asked() {
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
fn an_answer_to_a_question_that_is_hidden_for_a_while_costs_nothing() {
    let hidden = "begin; choose adult; next; choose a; next; type x; next; back; back; drop a; skip";
    check_answers(hidden, "more", "'x'");
    check(&format!("{hidden}; back; choose a; next; next"), "safe");
    let form = check_up();
    let session = visit(&form, hidden);
    assert!(session.effective(&form).of(at(&form, "more")).is_empty(), "while hidden it does not count");
}

#[test]
fn a_question_that_hides_itself_stays_on_the_screen_until_it_is_left() {
    let form =
        form(&[item("a", "boolean", &["a != true"]), item("b", "boolean", &[]), item("c", "boolean", &[])]);
    let mut session = visit(&form, "begin; choose yes");
    assert_eq!(screen(&form, &session), "a");
    go(&form, &mut session, "drop yes; next");
    assert_eq!(screen(&form, &session), "b");
}

#[test]
fn a_questionnaire_without_questions_goes_straight_to_the_result() {
    let form = form(&[item("note", "display", &[])]);
    assert_eq!(screen(&form, &visit(&form, "begin")), "result");
    assert_eq!(screen(&form, &visit(&form, "begin; back")), "result");
}

fn record(form: &Form, session: &Session, written: &str) -> Json {
    record::record(form, session, written).parse().expect("it is JSON")
}

/// The session that comes back when the record of this one is read.
fn resumed(form: &Form, session: &Session) -> Session {
    let record = record(form, session, "2026-11-22");
    Session::resume(form, record::read(form, &record).unwrap_or_else(|error| panic!("{error}")))
}

#[test]
fn a_visit_goes_on_where_it_was_left() {
    let form = check_up();
    let check = |steps: &str, expected: &str| {
        assert_eq!(screen(&form, &resumed(&form, &visit(&form, steps))), expected, "{steps}");
    };
    check("", "age catching up");
    check("begin; choose adult; next", "many catching up");
    // The question about safety is asked again, as nothing of it is kept.
    check("begin; choose adult; next; choose none; next; choose no; next", "safe catching up");
    check(TO_REVIEW, "safe catching up");
    check("begin; choose minor; next", "result");
    // An answer that was given and not yet left by going on is kept too.
    check("begin; choose adult", "many catching up");
}

#[test]
fn after_the_question_that_is_asked_again_a_visit_goes_on_where_it_was_left() {
    let form = check_up();
    let mut session = resumed(
        &form,
        &visit(&form, "begin; choose adult; next; choose none; next; choose no; next; skip; skip"),
    );
    go(&form, &mut session, "choose no; next");
    assert_eq!(screen(&form, &session), "sure catching up");
    go(&form, &mut session, "skip; skip");
    assert_eq!(screen(&form, &session), "review");
}

#[test]
fn what_is_kept_up_to_date_step_by_step_is_what_it_would_be_from_scratch() {
    let form = marked_check();
    let is_transient = |idx: &ItemIdx| form.questionnaire.question(*idx).is_some_and(|it| it.transient);
    let transient: Vec<ItemIdx> = form.questionnaire.indices().filter(is_transient).collect();
    let reached = form.logic.reach(transient.clone());
    let mut hidden = 0;
    for seed in devkit::chance::seeds(60) {
        let session = random_events(&form, seed, 10 * seed as usize);
        assert_eq!(session.enabled, form.evaluate(&session.answers), "seed {seed}");
        assert_eq!(session.asked, Asked::new(&form.questionnaire, &session.enabled), "seed {seed}");
        // What lasts, by its definition: all is decided without the transient answers, and what they could reach is gone.
        let mut without = session.answers.clone();
        transient.iter().for_each(|idx| without.set(*idx, Vec::new()));
        let decided = form.evaluate(&without);
        let persistable = session.persistable().effective(&form);
        for idx in form.questionnaire.indices() {
            let lasts = !reached[idx.0];
            assert_eq!(
                persistable.is_enabled(idx),
                lasts && decided[idx.0],
                "seed {seed}: {}",
                name(&form, idx)
            );
            let expected = if persistable.is_enabled(idx) { without.of(idx) } else { &[] };
            assert_eq!(persistable.of(idx), expected, "seed {seed}: {}", name(&form, idx));
            hidden += usize::from(!lasts && session.enabled[idx.0]);
        }
        assert_eq!(*session.persistable(), PersistableAnswers::new(&form, &session.answers), "seed {seed}");
        for idx in persistable.answered() {
            assert!(!reached[idx.0], "seed {seed}: {} is not even held", name(&form, idx));
        }
    }
    assert!(hidden > 50, "the visits are too dull: {hidden} items were hidden");
}

#[test]
fn skipped_questions_are_not_asked_again_and_drafts_are_not_kept() {
    let form = check_up();
    let session = resumed(&form, &visit(&form, "begin; skip; skip; choose yes; next; continue; type 7x"));
    for (question, seen) in
        [("age", true), ("many", true), ("safe", false), ("count", false), ("last", false)]
    {
        assert_eq!(session.was_seen(at(&form, question)), seen, "{question}");
    }
    assert_eq!(session.draft_of(at(&form, "count")), None);
    assert!(session.answers_of(at(&form, "safe")).is_empty());
}

#[test]
fn answers_that_do_not_count_are_not_kept() {
    let form = check_up();
    let hidden =
        "begin; choose adult; next; choose a; next; type x; next; back; back; drop a; choose b; next";
    let session = resumed(&form, &visit(&form, hidden));
    assert_eq!(session.answers_of(at(&form, "many")), [value("#b")]);
    assert!(session.answers_of(at(&form, "more")).is_empty());
}

#[test]
fn answers_of_another_version_are_told_apart_into_kept_asked_again_and_gone() {
    let old = check_up();
    let session = visit(&old, &format!("{TO_REVIEW}; change count; type 6; next; catch-up; choose no; next"));
    let record = record(&old, &session, "2026-11-22");
    // In the new one `many` has other options, `hurts` is a group, `sure` is only for minors, and `age` is as it was.
    let new = form(&[
        choice("age", "minor adult", &[]),
        with(choice("many", "x y", &[]), "repeats", true.into()),
        group("hurts", &[], &[item("where", "string", &[])]),
        item("sure", "boolean", &["age = #minor"]),
    ]);
    let check = |version: &str, expected: &str| {
        let record = with(record.clone(), "version", version.into());
        let saved = record::read(&new, &record).unwrap_or_else(|error| panic!("{error}"));
        let session = Session::resume(&new, saved);
        assert_eq!(screen(&new, &session), expected);
        session
    };
    let expected = "changed, again [many], gone 4";
    check("1", expected);
    let mut session = check("0", expected);
    assert_eq!(session.answers_of(at(&new, "age")), [value("#adult")]);
    go(&new, &mut session, "continue");
    assert_eq!(screen(&new, &session), "many catching up");
    go(&new, &mut session, "skip; skip");
    assert_eq!(screen(&new, &session), "review");
}

#[test]
fn another_version_that_everything_fits_is_told_too() {
    let form = check_up();
    let record = record(&form, &visit(&form, TO_REVIEW), "2026-11-22");
    let saved =
        record::read(&form, &with(record, "version", "0".into())).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(screen(&form, &Session::resume(&form, saved)), "changed, again [], gone 0");
}
