//! `cargo xtask bench`: the rows of `docs/benchmarks.md`, one line of JSON each.

use std::process::ExitCode;

pub mod build;
pub mod http;
pub mod load;
pub mod paper;
pub mod peer;
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
    peers: bool,
}

/// One row: how we measure ourselves, and a peer beside it.
struct Row {
    id: &'static str,
    ours: fn() -> Result<Value>,
    peer: Option<fn(&Value) -> Result<Value>>,
}

const ROWS: [Row; 6] = [
    Row { id: "W1", ours: web::list, peer: Some(peer::list) },
    Row { id: "W3", ours: web::dashboard, peer: Some(peer::dashboard) },
    Row { id: "W4", ours: web::start, peer: Some(peer::start) },
    Row { id: "D1", ours: paper::document, peer: Some(paper::document_peer) },
    Row { id: "D2", ours: paper::table, peer: Some(paper::table_peer) },
    Row { id: "B1", ours: build::clean, peer: None },
];

impl Plan {
    /// Reads what follows `bench`: ids of rows, none for all, and `--peers`. The error says what is wrong with it.
    pub fn parse(words: &[&str]) -> Result<Self, String> {
        let mut plan = Self::default();
        for word in words {
            match *word {
                "--peers" => plan.peers = true,
                id if ROWS.iter().any(|row| row.id == id) => plan.rows.push(id.to_owned()),
                other => {
                    let known: Vec<&str> = ROWS.iter().map(|row| row.id).collect();
                    return Err(format!(
                        "`bench` does not know `{other}`, it knows {}",
                        known.join(" ")
                    ));
                }
            }
        }
        Ok(plan)
    }

    fn has(&self, row: &Row) -> bool {
        self.rows.is_empty() || self.rows.iter().any(|id| id == row.id)
    }
}

/// Measures and prints. A row that cannot be measured is an error; one that misses its goal says so and is none.
pub fn run(plan: &Plan) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for row in ROWS.iter().filter(|row| plan.has(row)) {
        say(format!("--- {} ---", row.id));
        if let Err(error) = measure(row, plan.peers) {
            say(format!("{} could not be measured: {error:#}", row.id));
            code = ExitCode::FAILURE;
        }
    }
    code
}

fn measure(row: &Row, peers: bool) -> Result<()> {
    let ours = (row.ours)()?;
    println!("{ours}");
    if let Some(peer) = row.peer.filter(|_| peers) {
        println!("{}", peer(&ours)?);
    }
    Ok(())
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
        assert_eq!(Plan::parse(&["W1", "B1"]).map(|plan| plan.rows.len()), Ok(2));
        assert_eq!(Plan::parse(&["--peers"]).map(|plan| plan.peers), Ok(true));
        assert!(Plan::parse(&["X9"]).is_err());
    }
}
