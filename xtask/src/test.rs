//! `cargo xtask test`: all parts or some, one honest exit code.

use crate::shell::say;
use crate::tally::Tally;
use crate::{browser, lints, rust};
use std::process::ExitCode;
use std::time::Instant;

/// One part: looks at everything it can and says what it found.
type Part = fn() -> Tally;

/// Which parts to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    lints: bool,
    rust: bool,
    browser: bool,
}

impl Parts {
    const NONE: Self = Self { lints: false, rust: false, browser: false };
    const ALL: Self = Self { lints: true, rust: true, browser: true };

    /// Reads what follows `test`. The error says what is wrong with it.
    pub fn parse(words: &[&str]) -> Result<Self, String> {
        if words.is_empty() {
            return Ok(Self::ALL);
        }
        let mut parts = Self::NONE;
        let mut rest = words.iter();
        while let Some(word) = rest.next() {
            match (*word, rest.next().copied()) {
                ("--only", Some("lints")) => parts.lints = true,
                ("--only", Some("rust")) => parts.rust = true,
                ("--only", Some("browser")) => parts.browser = true,
                ("--only", _) => return Err("--only takes lints, rust or browser".to_owned()),
                (other, _) => return Err(format!("`test` does not know `{other}`")),
            }
        }
        Ok(parts)
    }

    /// The chosen parts in the order in which they are worth running: the quick ones first.
    fn chosen(self) -> impl Iterator<Item = (&'static str, Part)> {
        let all: [(bool, &'static str, Part); 3] = [
            (self.lints, "lints", lints::run),
            (self.rust, "rust", rust::run),
            (self.browser, "browser", browser::run),
        ];
        all.into_iter().filter(|(wanted, ..)| *wanted).map(|(_, name, part)| (name, part))
    }
}

/// Runs the parts, says what each found, ends with one plain line.
pub fn run(parts: Parts) -> ExitCode {
    let mut total = Tally::default();
    let mut summary = Vec::new();
    for (name, part) in parts.chosen() {
        say(format!("--- {name} ---"));
        let start = Instant::now();
        let found = part();
        let count = found.passed + found.failed;
        summary.push(format!(
            "{name}: {} of {count} in {} s",
            found.passed,
            start.elapsed().as_secs()
        ));
        total.add(found);
    }
    report(&total, &summary)
}

fn report(total: &Tally, summary: &[String]) -> ExitCode {
    for line in summary {
        say(line);
    }
    for reason in &total.reasons {
        say(format!("FAILED {reason}"));
    }
    println!("{total}");
    if total.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_choice_everything_runs() {
        assert_eq!(Parts::parse(&[]), Ok(Parts::ALL));
    }

    #[test]
    fn parts_can_be_chosen_together() {
        let parts = Parts::parse(&["--only", "rust", "--only", "lints"]);
        assert_eq!(parts, Ok(Parts { lints: true, rust: true, browser: false }));
    }

    #[test]
    fn a_part_that_does_not_exist_is_refused() {
        assert!(Parts::parse(&["--only", "ruby"]).is_err());
        assert!(Parts::parse(&["--only"]).is_err());
        assert!(Parts::parse(&["rust"]).is_err());
    }
}
