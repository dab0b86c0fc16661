//! `cargo xtask bench`: the rows of `docs/benchmarks.md`, one line of JSON each.

use std::process::ExitCode;

pub mod build;
pub mod http;
pub mod load;
pub mod process;
pub mod server;
pub mod web;

use crate::shell::say;
use anyhow::Result;
use serde_json::Value;

/// What to measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    rows: Vec<String>,
}

/// A measurement; prints nothing, returns its lines.
type Row = fn() -> Result<Vec<Value>>;

const ROWS: [(&str, Row); 4] = [
    ("W1", web::list),
    ("W3", web::dashboard),
    ("W4", web::start),
    ("B1", build::clean),
];

impl Plan {
    /// Reads what follows `bench`: ids of rows, none for all. The error says what is wrong with it.
    pub fn parse(words: &[&str]) -> Result<Self, String> {
        let mut rows = Vec::new();
        for word in words {
            if !ROWS.iter().any(|(id, _)| id == word) {
                let known: Vec<&str> = ROWS.iter().map(|(id, _)| *id).collect();
                return Err(format!(
                    "`bench` does not know `{word}`, it knows {}",
                    known.join(" ")
                ));
            }
            rows.push((*word).to_owned());
        }
        Ok(Self { rows })
    }
}

/// Measures and prints. A row that cannot be measured is an error; one that misses its goal says so and is none.
pub fn run(plan: &Plan) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for (id, row) in ROWS
        .iter()
        .filter(|(id, _)| plan.rows.is_empty() || plan.rows.iter().any(|row| row == id))
    {
        say(format!("--- {id} ---"));
        match row() {
            Ok(lines) => lines.iter().for_each(|line| println!("{line}")),
            Err(error) => {
                say(format!("{id} could not be measured: {error:#}"));
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

/// Rounded to `digits` decimals, so that a line can be read.
fn round(value: f64, digits: i32) -> f64 {
    let scale = 10_f64.powi(digits);
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_chosen_by_their_id() {
        assert_eq!(Plan::parse(&[]), Ok(Plan::default()));
        assert_eq!(
            Plan::parse(&["W1", "B1"]).map(|plan| plan.rows.len()),
            Ok(2)
        );
        assert!(Plan::parse(&["X9"]).is_err());
    }
}
