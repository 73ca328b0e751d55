//! What a run of responses has reached, so that an agreement about nothing does not pass for one.

use std::collections::HashMap;

use crate::contract::Contract;
use crate::evaluate::Outcome;

/// How often a finding has to hold, a level to show, and a conditional question to be enabled and not.
const ENOUGH: usize = 20;

#[derive(Debug, Default)]
pub struct Coverage {
    responses: usize,
    found: HashMap<String, usize>,
    enabled: HashMap<String, usize>,
    safety: HashMap<String, usize>,
    fit: HashMap<String, usize>,
}

impl Coverage {
    pub fn add(&mut self, outcome: &Outcome) {
        self.responses += 1;
        for (counts, keys) in [(&mut self.found, &outcome.findings), (&mut self.enabled, &outcome.enabled)] {
            keys.iter().for_each(|key| *counts.entry(key.clone()).or_default() += 1);
        }
        *self.safety.entry(outcome.safety.clone()).or_default() += 1;
        *self.fit.entry(outcome.fit.clone()).or_default() += 1;
    }

    pub fn assert_enough(&self, contract: &Contract, responses: usize) {
        assert!(self.responses >= responses, "only {} responses", self.responses);
        let count = |counts: &HashMap<String, usize>, key: &str| counts.get(key).copied().unwrap_or(0);
        for finding in &contract.findings {
            let times = count(&self.found, &finding.id);
            assert!(times >= ENOUGH, "`{}` held only {times} times", finding.id);
        }
        for (levels, counts) in [(&contract.safety, &self.safety), (&contract.fit, &self.fit)] {
            for level in levels {
                let times = count(counts, level);
                assert!(times >= ENOUGH, "`{level}` came out only {times} times");
            }
        }
        for (section, question) in contract.questions() {
            let times = count(&self.enabled, &question.link);
            let conditional = section.when.is_some() || question.when.is_some();
            assert!(times >= ENOUGH, "`{}` was enabled only {times} times", question.link);
            assert!(
                !conditional || self.responses - times >= ENOUGH,
                "`{}` was left disabled only {} times",
                question.link,
                self.responses - times
            );
        }
    }
}
