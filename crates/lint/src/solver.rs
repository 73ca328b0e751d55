//! Facts that are true or false, constraints between them, and a search for a solution.
//! This module knows no questionnaires. It is the only file that uses the SAT solver.

use std::ops::Not;

use batsat::{BasicSolver, Lit, SolverInterface, lbool};

/// A statement about one visit to the questionnaire, true or false. `!fact` is the opposite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact(Lit);

impl Not for Fact {
    type Output = Fact;

    fn not(self) -> Fact {
        Fact(!self.0)
    }
}

/// Facts and the constraints between them.
#[derive(Default)]
pub(super) struct Solver {
    sat: BasicSolver,
}

impl Solver {
    /// A new fact, free to be true or false.
    pub fn fact(&mut self) -> Fact {
        Fact(Lit::new(self.sat.new_var_default(), true))
    }

    /// From now on at least one of these is true.
    pub fn require_any(&mut self, facts: &[Fact]) {
        let mut clause: Vec<Lit> = facts.iter().map(|fact| fact.0).collect();
        // The result reports whether a solution can still exist; `find` reports it too.
        self.sat.add_clause_reuse(&mut clause);
    }

    /// From now on at most one of these is true. A clause for each pair would be too many for a long list, so each fact has
    /// another one beside it: that it or one before it is true.
    pub fn require_at_most_one(&mut self, facts: &[Fact]) {
        let mut before: Option<Fact> = None;
        for fact in facts {
            let so_far = self.fact();
            self.require_any(&[!*fact, so_far]);
            if let Some(before) = before.replace(so_far) {
                self.require_any(&[!before, !*fact]);
                self.require_any(&[!before, so_far]);
            }
        }
    }

    /// From now on the two are both true or both false.
    pub fn require_same(&mut self, one: Fact, other: Fact) {
        self.require_any(&[!one, other]);
        self.require_any(&[one, !other]);
    }

    /// The fact that at least one of these is true; false for none.
    pub fn any(&mut self, facts: &[Fact]) -> Fact {
        if let [one] = facts {
            return *one;
        }
        let any = self.fact();
        for fact in facts {
            self.require_any(&[!*fact, any]);
        }
        let clause: Vec<Fact> = facts.iter().copied().chain([!any]).collect();
        self.require_any(&clause);
        any
    }

    /// The fact that each of these is true; true for none.
    pub fn all(&mut self, facts: &[Fact]) -> Fact {
        let opposites: Vec<Fact> = facts.iter().map(|fact| !*fact).collect();
        !self.any(&opposites)
    }

    /// Searches for a solution in which all these facts are true. Returns a function that gives the value of a fact in it.
    ///
    /// `None` is a proof that no solution exists.
    pub fn find(&mut self, facts: &[Fact]) -> Option<impl Fn(Fact) -> bool + use<'_>> {
        let assumed: Vec<Lit> = facts.iter().map(|fact| fact.0).collect();
        let found = self.sat.solve_limited(&assumed);
        (found == lbool::TRUE).then_some(|fact: Fact| self.sat.value_lit(fact.0) == lbool::TRUE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_and_all_match_boolean_logic() {
        let mut solver = Solver::default();
        let (a, b) = (solver.fact(), solver.fact());
        let (any, all) = (solver.any(&[a, b]), solver.all(&[a, b]));
        for (a, is_a) in [(a, true), (!a, false)] {
            for (b, is_b) in [(b, true), (!b, false)] {
                let found = solver.find(&[a, b]).expect("nothing forbids it");
                assert_eq!((found(any), found(all)), (is_a || is_b, is_a && is_b));
            }
        }
    }

    #[test]
    fn any_of_none_is_false_and_all_of_none_is_true() {
        let mut solver = Solver::default();
        let (any, all) = (solver.any(&[]), solver.all(&[]));
        assert!(solver.find(&[any]).is_none());
        assert!(solver.find(&[!all]).is_none());
    }

    #[test]
    fn contradiction_is_not_found_and_leaves_the_rest_possible() {
        let mut solver = Solver::default();
        let facts: Vec<Fact> = (0..3).map(|_| solver.fact()).collect();
        solver.require_at_most_one(&facts);
        solver.require_same(facts[0], facts[1]);
        assert!(solver.find(&[facts[0]]).is_none());
        assert!(solver.find(&[facts[2]]).is_some());
    }
}
