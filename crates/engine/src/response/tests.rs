//! Responses: accepted forms, rejected ones with their messages, and the written form.

use serde_json::{Value as Json, json};

use super::*;
use crate::assessment::assess;
use crate::testing::{answers, at, choice, enabled_names, extended, form, group, item, typed, value, with};

/// A response of these items.
fn response(items: &Json) -> Json {
    json!({ "resourceType": "QuestionnaireResponse", "status": "completed", "item": items })
}

/// An item of a response, with its answers in the notation of `testing`.
fn given(link_id: &str, literals: &str) -> Json {
    let answer = |literal: &str| {
        let (kind, value) = typed(literal);
        let mut answer = json!({});
        answer[format!("value{kind}")] = value;
        answer
    };
    let answers: Vec<Json> = literals.split_whitespace().map(answer).collect();
    json!({ "linkId": link_id, "answer": answers })
}

fn items(answers: EffectiveAnswers, seen: &Items) -> Json {
    super::items(answers, seen).parse().expect("it is JSON")
}

/// Asserts the answers that are read.
#[track_caller]
fn check(form: &Form, items: &Json, expected: &[&str]) {
    match read(form, &response(items)) {
        Ok((form, found)) => assert_eq!(found, answers(&form, expected), "{items}"),
        Err(error) => panic!("{items}: {error}"),
    }
}

/// Asserts the message.
#[track_caller]
fn refused(form: &Form, items: &Json, message: &str) {
    match read(form, &response(items)) {
        Ok(_) => panic!("should be refused: {items}"),
        Err(error) => assert_eq!(error.to_string(), message, "{items}"),
    }
}

/// Questions in groups and in a question.
fn house() -> Form {
    let inside = item("floors", "integer", &["owner = true"]);
    form(&[
        group(
            "home",
            &[],
            &[
                with(item("owner", "boolean", &[]), "item", json!([inside])),
                choice("pets", "cat dog none!", &[]),
            ],
        ),
        item("street", "string", &[]),
    ])
}

#[test]
fn items_may_be_nested_or_flat() {
    let expected = ["owner true", "floors 2", "pets #cat", "street 'Elm'"];
    let (owner, floors, pets, street) =
        (given("owner", "true"), given("floors", "2"), given("pets", "#cat"), given("street", "'Elm'"));
    let home = |items: Json| json!({ "linkId": "home", "item": items });
    let in_item = with(owner.clone(), "item", json!([floors]));
    let mut in_answer = owner.clone();
    in_answer["answer"][0]["item"] = json!([floors]);

    let check = |items| check(&house(), &items, &expected);
    check(json!([home(json!([in_item, pets])), street]));
    check(json!([home(json!([in_answer, pets])), street]));
    check(json!([owner, floors, pets, street]));
    check(json!([street, pets, floors, owner]));
    check(json!([{ "linkId": "home" }, owner, home(json!([floors])), street, pets]));
}

#[test]
fn missing_and_empty_items_have_no_answer() {
    let check = |items| check(&house(), &items, &[]);
    check(json!([]));
    check(Json::Null);
    check(
        json!([{ "linkId": "owner" }, { "linkId": "pets", "answer": [] }, { "linkId": "home", "item": null }]),
    );
}

#[test]
fn every_type_of_answer_is_read() {
    for (kind, literal) in [
        ("boolean", "false"),
        ("integer", "-7"),
        ("decimal", "7.5"),
        ("decimal", "7.0"),
        ("quantity", "7.5_kg"),
        ("date", "@2024"),
        ("date", "@2024-05"),
        ("date", "@2024-05-01"),
        ("dateTime", "@2024-05-01T10:00:00+02:00"),
        ("time", "@T08:30:00"),
        ("string", "'a'"),
        ("text", "'a'"),
        ("url", "<https://example.org>"),
    ] {
        let form = form(&[item("q", kind, &[])]);
        check(&form, &json!([given("q", literal)]), &[&format!("q {literal}")]);
    }
}

#[test]
fn a_number_is_read_as_a_browser_may_write_it() {
    let whole = form(&[item("q", "integer", &[])]);
    check(&whole, &json!([{ "linkId": "q", "answer": [{ "valueInteger": 7.0 }] }]), &["q 7"]);
    let decimal = form(&[item("q", "decimal", &[])]);
    let (_, found) = read(&decimal, &response(&json!([given("q", "7")]))).expect("an integer is a decimal");
    assert!(found.of(at(&decimal, "q"))[0].is_equivalent(&value("7.0")));
}

#[test]
fn answer_codings_match_by_code_and_by_system_if_both_have_one() {
    let option = |coding: Json| json!({ "valueCoding": coding });
    let options = [option(json!({ "code": "a" })), option(json!({ "system": "s", "code": "b" }))];
    let form = form(&[with(item("q", "choice", &[]), "answerOption", options.into())]);
    check(&form, &json!([given("q", "#a")]), &["q #a"]);
    // The coding of the questionnaire is used, so that conditions see one system.
    check(&form, &json!([given("q", "#any|a")]), &["q #a"]);
    check(&form, &json!([given("q", "#b")]), &["q #s|b"]);
    check(&form, &json!([given("q", "#s|b")]), &["q #s|b"]);
    refused(&form, &json!([given("q", "#t|b")]), "q: the answer is not one of the options; use one of a, b");
    refused(&form, &json!([given("q", "#A")]), "q: the answer is not one of the options; use one of a, b");
}

#[test]
fn choice_accepts_several_if_repeating_and_text_if_open() {
    let build = |kind: &str, repeats: bool| {
        form(&[with(with(choice("q", "a b none!", &[]), "type", kind.into()), "repeats", repeats.into())])
    };
    let several = json!([given("q", "#a #b")]);
    check(&build("choice", true), &several, &["q #a #b"]);
    refused(&build("choice", false), &several, "q: several answers to a question that accepts one; keep one");
    // Both answers stay on purpose: dropping one could hide a relevant answer.
    check(&build("choice", true), &json!([given("q", "#none #a")]), &["q #none #a"]);

    let text = json!([given("q", "'else'")]);
    check(&build("open-choice", false), &text, &["q 'else'"]);
    check(&build("open-choice", true), &json!([given("q", "#a 'else'")]), &["q #a 'else'"]);
    refused(&build("choice", false), &text, "q: the answer is not one of the options; use one of a, b, none");
}

#[test]
fn options_may_have_any_type() {
    for (literal, other) in
        [("7", "8"), ("'a'", "'b'"), ("@2024-05-01", "@2024-05-02"), ("@T08:30:00", "@T08:31:00")]
    {
        let (kind, json) = typed(literal);
        let mut option = json!({});
        option[format!("value{kind}")] = json;
        let form = form(&[with(item("q", "choice", &[]), "answerOption", json!([option]))]);
        check(&form, &json!([given("q", literal)]), &[&format!("q {literal}")]);
        let message =
            format!("q: the answer is not one of the options; use one of {}", value(literal).literal());
        refused(&form, &json!([given("q", other)]), &message);
    }
}

#[test]
fn every_error_names_place_problem_and_fix() {
    let form = house();
    let check = |items: Json, message| refused(&form, &items, message);
    check(json!([{ "answer": [] }]), "an item has no linkId; name the question that it answers");
    check(json!(["owner"]), "an item has no linkId; name the question that it answers");
    check(
        json!([given("garden", "true")]),
        "garden: the questionnaire has no such item; correct the linkId or leave the item out",
    );
    check(json!({ "linkId": "owner" }), "item is not a list; write it in square brackets");
    check(json!([{ "linkId": "home", "item": {} }]), "home: item is not a list; write it in square brackets");
    check(
        json!([{ "linkId": "owner", "answer": { "valueBoolean": true } }]),
        "owner: answer is not a list; write it in square brackets",
    );
    check(
        json!([{ "linkId": "owner", "answer": [{ "valueBoolean": true, "item": {} }] }]),
        "owner: item is not a list; write it in square brackets",
    );
    check(
        json!([given("home", "true")]),
        "home: the answer has another type or no value; give no answer here: it is not a question",
    );
    check(
        json!([given("owner", "true false")]),
        "owner: several answers to a question that accepts one; keep one",
    );
    check(
        json!([given("owner", "true"), given("owner", "false")]),
        "owner: several answers to a question that accepts one; keep one",
    );

    let error = read(&form, &json!({ "resourceType": "Bundle" })).map(|_| ()).expect_err("not a response");
    let message =
        "resourceType is not \"QuestionnaireResponse\"; give one FHIR R4 QuestionnaireResponse per line";
    assert_eq!(error.to_string(), message);
}

#[test]
fn rejects_an_answer_of_another_type_and_names_the_right_one() {
    let other = |kind: &str| if kind == "boolean" { "7" } else { "true" };
    for (kind, expected) in [
        ("boolean", "valueBoolean"),
        ("integer", "valueInteger"),
        ("decimal", "valueDecimal"),
        ("quantity", "valueQuantity"),
        ("date", "valueDate"),
        ("dateTime", "valueDateTime"),
        ("time", "valueTime"),
        ("string", "valueString"),
        ("text", "valueString"),
        ("url", "valueUri"),
    ] {
        let form = form(&[item("q", kind, &[])]);
        let message = format!("q: the answer has another type or no value; give {expected}");
        refused(&form, &json!([given("q", other(kind))]), &message);
        for answer in [json!({}), json!(true), json!({ "valueUnknown": true }), json!({ expected: {} })] {
            refused(&form, &json!([{ "linkId": "q", "answer": [answer] }]), &message);
        }
    }
    let choice = form(&[choice("q", "a b", &[])]);
    let message = "q: the answer has another type or no value; give valueCoding with a code, or the value type of its options";
    refused(&choice, &json!([{ "linkId": "q", "answer": [{ "valueCoding": { "system": "A" } }] }]), message);
}

#[test]
fn rejects_answers_beyond_the_limits_and_accepts_the_limits() {
    let limit = |name: &str, literal: &str| {
        let (kind, json) = typed(literal);
        let mut extension = json!({ "url": format!("http://hl7.org/fhir/StructureDefinition/{name}") });
        extension[format!("value{kind}")] = json;
        extension
    };
    for (kind, low, high, below, above, limits) in [
        ("integer", "50", "300", "49", "301", "a value from 50 to 300"),
        ("decimal", "0.5", "2.5", "0.4", "2.6", "a value from 0.5 to 2.5"),
        (
            "date",
            "@2024-05-01",
            "@2024-05-31",
            "@2024-04-30",
            "@2024-06-01",
            "a value from 2024-05-01 to 2024-05-31",
        ),
    ] {
        let limited =
            with(item("q", kind, &[]), "extension", json!([limit("minValue", low), limit("maxValue", high)]));
        let form = form(&[limited]);
        for literal in [low, high] {
            check(&form, &json!([given("q", literal)]), &[&format!("q {literal}")]);
        }
        for literal in [below, above] {
            refused(
                &form,
                &json!([given("q", literal)]),
                &format!("q: the answer is beyond its limits; give {limits}"),
            );
        }
    }
    let heavy = form(&[with(item("q", "quantity", &[]), "extension", json!([limit("minValue", "20.0")]))]);
    refused(
        &heavy,
        &json!([given("q", "19_kg")]),
        "q: the answer is beyond its limits; give a value from 20 to any",
    );
    let short = form(&[with(item("q", "string", &[]), "maxLength", 3.into())]);
    check(&short, &json!([given("q", "'äöü'")]), &["q 'äöü'"]);
    refused(
        &short,
        &json!([given("q", "'four'")]),
        "q: the answer is beyond its limits; give at most 3 characters",
    );
}

#[test]
fn error_message_never_contains_an_answer() {
    let form = form(&[
        choice("q", "a b", &[]),
        item("n", "integer", &[]),
        with(item("t", "text", &[]), "maxLength", 3.into()),
    ]);
    for items in [
        given("q", "#secret"),
        given("q", "'secret'"),
        given("n", "'secret'"),
        given("t", "'secret'"),
        given("t", "#secret"),
    ] {
        let error = read(&form, &response(&json!([items]))).map(|_| ()).expect_err("does not fit");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[test]
fn answers_to_one_question_in_several_items_are_merged() {
    let form = form(&[with(choice("q", "a b c", &[]), "repeats", true.into())]);
    check(&form, &json!([given("q", "#a"), given("q", "#b #c")]), &["q #a #b #c"]);
}

#[test]
fn rejects_repeated_groups_beyond_the_item_limit() {
    let inner = with(group("inner", &[], &[item("q", "boolean", &[])]), "repeats", true.into());
    let form = form(&[with(group("outer", &[], &[inner]), "repeats", true.into())]);
    let many = |link_id: &str, count: usize| vec![json!({ "linkId": link_id }); count];
    let mut items = many("outer", 400);
    items[0] = json!({ "linkId": "outer", "item": many("inner", 400) });
    let message = "the repeated groups make more than 100,000 items; send fewer repetitions in one response";
    refused(&form, &json!(items), message);
}

/// A repeating group that contains another repeating group.
fn visits() -> Form {
    let drugs = with(
        group("drug", &[], &[item("name", "string", &[]), item("dose", "integer", &["name exists true"])]),
        "repeats",
        true.into(),
    );
    let visit =
        group("visit", &[], &[item("sick", "boolean", &[]), item("why", "string", &["sick = true"]), drugs]);
    form(&[with(visit, "repeats", true.into()), item("any", "boolean", &["sick = true"])])
}

#[test]
fn repeating_group_may_occur_several_times() {
    let visit = |items: Json| json!({ "linkId": "visit", "item": items });
    let items = json!([
        visit(json!([given("sick", "false"), given("why", "'no'")])),
        visit(json!([given("sick", "true"), given("why", "'flu'")])),
    ]);
    check(&visits(), &items, &["sick false", "why 'no'", "sick/2 true", "why/2 'flu'"]);
    let visits = visits();
    let (form, answers) = read(&visits, &response(&items)).expect("it is fine");
    assert_eq!(
        enabled_names(&form, &form.evaluate(&answers)),
        "visit sick drug name visit/2 sick/2 why/2 drug/2 name/2 any"
    );
}

#[test]
fn answers_in_a_repeated_group_belong_to_that_copy() {
    // `sick` is unanswered in the first copy; the only answer to it must not move there.
    let visit = |items: Json| json!({ "linkId": "visit", "item": items });
    let items = json!([
        visit(json!([given("why", "'a'")])),
        visit(json!([given("sick", "true"), given("why", "'b'")]))
    ]);
    check(&visits(), &items, &["why 'a'", "sick/2 true", "why/2 'b'"]);
    let drug = |literal: &str| json!({ "linkId": "drug", "item": [given("name", literal)] });
    let items = json!([visit(json!([drug("'a'"), drug("'b'")])), visit(json!([drug("'c'")]))]);
    check(&visits(), &items, &["name 'a'", "name/2 'b'", "name/3 'c'"]);
}

#[test]
fn rejects_two_answers_in_copies_of_a_nonrepeating_group() {
    let visit = || json!({ "linkId": "home", "item": [given("owner", "true")] });
    let items = json!([visit(), visit()]);
    refused(&house(), &items, "owner: several answers to a question that accepts one; keep one");
}

#[test]
fn answer_to_a_disabled_question_is_read_but_has_no_effect() {
    let result =
        extended(item("finding-floors", "display", &["floors >= 1"]), "level", "valueCode", "review");
    let result = extended(result, "explanation", "valueString", "Stairs.");
    let form = form(&[
        item("owner", "boolean", &[]),
        item("floors", "integer", &["owner = true"]),
        extended(group("results", &[], &[result]), "part", "valueCode", "results"),
    ]);
    let findings = |items: Json| {
        let (form, answers) = read(&form, &response(&items)).expect("it fits");
        let enabled = form.evaluate(&answers);
        assess(&form, EffectiveAnswers::new(&form.questionnaire, &answers, &enabled)).findings.len()
    };
    assert_eq!(findings(json!([given("owner", "true"), given("floors", "2")])), 1);
    assert_eq!(findings(json!([given("owner", "false"), given("floors", "2")])), 0);
    assert_eq!(findings(json!([given("floors", "2")])), 0);
}

#[test]
fn written_values_are_read_back() {
    let literals = [
        ("boolean", "true"),
        ("integer", "7"),
        ("decimal", "7.5"),
        ("quantity", "7.5_kg"),
        ("date", "@2024-05"),
        ("dateTime", "@2024-05-01T10:00:00Z"),
        ("time", "@T08:30:00.25"),
        ("string", "'a'"),
        ("url", "<https://example.org>"),
    ];
    let mut all: Vec<Json> = literals.iter().map(|(kind, _)| item(kind, kind, &[])).collect();
    all.push(with(choice("choice", "a b c", &[]), "repeats", true.into()));
    let options = json!([{ "valueCoding": { "system": "s", "code": "a" } }]);
    all.push(with(item("system", "choice", &[]), "answerOption", options));
    all.push(item("open", "boolean", &[]));
    all.push(item("hidden", "boolean", &["boolean = false"]));
    let form = form(&all);
    let mut given: Vec<String> = literals.iter().map(|(kind, literal)| format!("{kind} {literal}")).collect();
    given.extend(["choice #a #c".into(), "system #s|a".into()]);
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let before = answers(&form, &[&given[..], &["hidden true"]].concat());
    let enabled = form.evaluate(&before);
    let written = items(EffectiveAnswers::new(&form.questionnaire, &before, &enabled), &Items::default());
    check(&form, &written, &given);
    assert!(!written.to_string().contains("hidden") && !written.to_string().contains("open"));
}

#[test]
fn seen_unanswered_question_is_written_without_an_answer() {
    let form =
        form(&[item("a", "boolean", &[]), item("b", "boolean", &[]), item("c", "boolean", &["a = true"])]);
    let answers = answers(&form, &["b true"]);
    let enabled = form.evaluate(&answers);
    let effective = EffectiveAnswers::new(&form.questionnaire, &answers, &enabled);
    let expected = json!([{ "linkId": "a" }, { "linkId": "b", "answer": [{ "valueBoolean": true }] }]);
    assert_eq!(items(effective, &form.questionnaire.indices().collect()), expected);
    assert_eq!(items(effective, &Items::default()), json!([expected[1]]));
}

#[test]
fn lenient_read_keeps_fitting_answers_and_lists_the_rest() {
    let form = form(&[
        item("a", "boolean", &[]),
        choice("b", "x y", &[]),
        extended(item("safe", "boolean", &[]), "transient", "valueBoolean", "true"),
    ]);
    let saved = response(&json!([
        given("a", "true"),
        given("b", "#z"),
        given("gone", "true"),
        given("safe", "true"),
        { "linkId": "c", "answer": { "valueBoolean": true } },
        { "answer": [] },
    ]));
    let (given, lost) = read_lenient(&form.questionnaire, "1", &&saved);
    let given: Vec<_> = given.into_iter().map(|given| (given.item, given.values)).collect();
    assert_eq!(given, [(at(&form, "a"), vec![value("true")])]);
    assert_eq!(lost, ["b", "gone", "c"].map(LinkId::new));
}
