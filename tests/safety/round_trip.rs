//! A response that is written and read again has the same meaning.

use engine::effective::EffectiveAnswers;
use engine::items::Items;
use engine::response;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::check::Check;
use crate::respond::try_responses;

#[test]
fn response_round_trip_keeps_the_assessment() {
    let check = Check::new();
    let questionnaire = &check.form.questionnaire;
    try_responses(&check, |response| {
        let answers = response.answers(&check);
        let enabled = check.enabled(&answers);
        let effective = EffectiveAnswers::new(questionnaire, &answers, &enabled);
        let expected = check.assess(&answers);
        for seen in [questionnaire.indices().collect(), Items::default()] {
            let items: Json = response::items(effective, &seen).parse().expect("it is JSON");
            let written = json!({ "resourceType": "QuestionnaireResponse", "item": items }).to_string();
            let written: Json = serde_json::from_str(&written).expect("the written response is JSON");
            let (form, read) = response::read(&check.form, &written)
                .map_err(|error| TestCaseError::fail(format!("{written}: {error}")))?;
            let enabled_again = form.evaluate(&read);
            prop_assert_eq!(&enabled_again, &enabled);
            let again = EffectiveAnswers::new(&form.questionnaire, &read, &enabled_again);
            for idx in effective.questions() {
                prop_assert_eq!(again.of(idx), effective.of(idx));
            }
            prop_assert_eq!(&check.assess(&read), &expected);
        }
        Ok(())
    });
}
