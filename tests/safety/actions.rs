//! The result offers no booking where help comes first, or where the visitor should call the clinic first.

use engine::assessment::{Action, Actions, Assessment};
use engine::model::{Help, Level};
use proptest::prelude::*;

use crate::check::Check;
use crate::respond::try_responses;

/// A result as far as it affects the actions, with the options that the clinic set.
#[derive(Debug)]
struct Result {
    assessment: Assessment,
    phone: bool,
    booking: bool,
}

fn results() -> Vec<Result> {
    let both = [Help::Emergency, Help::Crisis];
    let mut results = Vec::new();
    for safety in Assessment::SAFETY {
        for help in [&both[..0], &both[..1], &both[1..], &both] {
            for minor in [false, true] {
                for (phone, booking) in [(false, false), (false, true), (true, false), (true, true)] {
                    let assessment = Assessment {
                        safety,
                        fit: None,
                        findings: Vec::new(),
                        help: help.to_vec(),
                        minor,
                        has_findings: true,
                    };
                    results.push(Result { assessment, phone, booking });
                }
            }
        }
    }
    results
}

/// Calls `check` for every result with its actions.
#[track_caller]
fn each(check: impl Fn(&Result, &Actions)) {
    let results = results();
    assert_eq!(results.len(), 6 * 4 * 2 * 4);
    for result in results {
        let actions = result.assessment.actions(result.phone, result.booking);
        check(&result, &actions);
    }
}

#[test]
fn help_keeps_booking_from_being_first_or_filled() {
    each(|result, actions| {
        if !result.assessment.help.is_empty() {
            assert!(!actions.filled && actions.first.first() != Some(&Action::Book), "{result:?}");
        }
    });
}

#[test]
fn no_booking_where_a_call_should_come_first() {
    each(|result, actions| {
        if !matches!(result.assessment.safety, Some(Level::Urgent | Level::Label | Level::NotNow)) {
            return;
        }
        assert!(!actions.first.contains(&Action::Book), "{result:?}");
        let calls = actions.first.first() == Some(&Action::Call);
        assert_eq!(calls, result.phone && !result.assessment.minor, "{result:?}");
    });
}

#[test]
fn booking_is_quiet_for_label_and_not_now_and_hidden_if_urgent() {
    each(|result, actions| {
        let expected = match result.assessment.safety {
            _ if result.assessment.minor => false,
            Some(Level::Urgent) => false,
            _ => result.booking,
        };
        assert_eq!(actions.booking_below, expected, "{result:?}");
    });
}

#[test]
fn minor_is_offered_no_actions() {
    each(|result, actions| {
        if result.assessment.minor {
            assert!(actions.first.is_empty() && !actions.booking_below, "{result:?}");
        }
    });
}

#[test]
fn adult_can_always_keep_the_result() {
    each(|result, actions| {
        assert_eq!(actions.first.contains(&Action::Keep), !result.assessment.minor, "{result:?}");
        let calls = actions.first.contains(&Action::Call);
        assert!(result.phone || !calls, "{result:?}: there is no number");
        let books = actions.first.contains(&Action::Book) || actions.booking_below;
        assert!(result.booking || !books, "{result:?}: there is no address");
    });
}

#[test]
fn no_answers_lead_to_a_wrong_invitation() {
    let check = Check::new();
    try_responses(&check, |response| {
        let assessment = check.assess(&response.answers(&check));
        let actions = assessment.actions(true, true);
        let first = actions.first.first();
        match assessment.safety {
            _ if assessment.minor => prop_assert_eq!(first, None),
            Some(Level::Urgent | Level::Label | Level::NotNow) => {
                prop_assert_eq!(first, Some(&Action::Call));
                prop_assert!(!actions.first.contains(&Action::Book));
            }
            Some(Level::Review | Level::Plan) | None => prop_assert_eq!(first, Some(&Action::Keep)),
        }
        prop_assert_eq!(actions.filled, assessment.help.is_empty());
        Ok(())
    });
}
