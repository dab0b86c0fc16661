//! Counts of what passed and failed, added up over all steps of one run.

use std::fmt;

/// What one or more steps found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Checks and tests that passed.
    pub passed: u64,
    /// Checks and tests that failed.
    pub failed: u64,
    /// Why each step that did not pass did not, in words for a person.
    pub reasons: Vec<String>,
}

impl Tally {
    /// One check that passed.
    pub fn pass() -> Self {
        Self { passed: 1, ..Self::default() }
    }

    /// One check that failed, with the reason.
    pub fn fail(reason: impl Into<String>) -> Self {
        Self { failed: 1, reasons: vec![reason.into()], ..Self::default() }
    }

    /// Adds what another step found.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.reasons.extend(other.reasons);
    }

    /// Whether nothing failed, and something was looked at: a run that tests nothing has not passed.
    pub fn is_good(&self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    /// Takes in a line of `cargo test` output, if it is one that counts.
    pub fn read_cargo(&mut self, line: &str) {
        let Some(rest) = line.trim().strip_prefix("test result: ") else {
            return;
        };
        self.passed += number_before(rest, " passed");
        self.failed += number_before(rest, " failed");
    }

    /// Takes in a line of Node's `spec` reporter, if it is one that counts.
    pub fn read_node(&mut self, line: &str) {
        match line.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["ℹ" | "#", "pass", n] => self.passed += n.parse().unwrap_or(0),
            ["ℹ" | "#", "fail" | "cancelled", n] => self.failed += n.parse().unwrap_or(0),
            _ => {}
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The number that stands right before `word`, 0 where there is none.
fn number_before(text: &str, word: &str) -> u64 {
    let Some(end) = text.find(word) else { return 0 };
    let digits = text[..end].rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_results_of_several_binaries_add_up() {
        let mut tally = Tally::default();
        tally.read_cargo("running 3 tests");
        tally.read_cargo(
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out",
        );
        tally.read_cargo(
            "test result: FAILED. 12 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
        );
        assert_eq!((tally.passed, tally.failed), (15, 2));
    }

    #[test]
    fn node_results_are_read_and_cancelled_counts_as_failed() {
        let mut tally = Tally::default();
        for line in ["ℹ tests 9", "ℹ pass 6", "ℹ fail 2", "ℹ cancelled 1", "✔ pass 7"] {
            tally.read_node(line);
        }
        assert_eq!((tally.passed, tally.failed), (6, 3));
    }

    #[test]
    fn a_run_that_tested_nothing_has_not_passed() {
        assert!(!Tally::default().is_good());
        assert!(Tally::pass().is_good());
    }

    #[test]
    fn the_closing_line_is_plain() {
        let mut tally = Tally::pass();
        tally.add(Tally::fail("x"));
        assert_eq!(tally.to_string(), "1 passed, 1 failed");
    }
}
