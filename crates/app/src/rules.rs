//! The shipped rules: dated data, read once at start.

use domain::{
    access::Roles,
    letter::{self, Numberings},
    meeting::Quorums,
    notice::Reminders,
    plan::{NATIONAL, NationalPlan, national},
    taskforce::{SubTaskForceSet, parse_sets},
};

use crate::{Error, Result};

/// Rules that ship as files under `rules/`.
#[derive(Debug)]
pub struct Rules {
    /// Roles over the fixed list of acts.
    pub roles: Roles,
    /// Checkpoints, bounds and days to report of plans.
    pub plan: domain::plan::Rules,
    /// National plans and what local strategies serve in them, the oldest first.
    pub national: Vec<NationalPlan>,
    /// How many invited offices must be at a meeting.
    pub quorums: Quorums,
    /// When people are reminded and superiors told.
    pub reminders: Reminders,
    /// What legal instruments need, by their kind.
    pub instruments: domain::instrument::Rules,
    /// How letters are numbered.
    pub letters: Numberings,
    /// Sets of sub-task forces, oldest first.
    pub sub_taskforces: Vec<SubTaskForceSet>,
}

impl Rules {
    /// The rules of this version of the program.
    ///
    /// # Errors
    /// `Internal` where a shipped file can't be read, which a test excludes.
    pub fn shipped() -> Result<Self> {
        let sets = include_str!("../../../rules/sub-taskforces.toml");
        Ok(Self {
            roles: Roles::parse(include_str!("../../../rules/roles.toml"))
                .map_err(Error::internal)?,
            plan: domain::plan::Rules::parse(domain::plan::SHIPPED).map_err(Error::internal)?,
            national: national::parse(NATIONAL).map_err(Error::internal)?,
            quorums: Quorums::parse(domain::meeting::SHIPPED).map_err(Error::internal)?,
            reminders: Reminders::parse(domain::notice::SHIPPED).map_err(Error::internal)?,
            instruments: domain::instrument::Rules::parse(domain::instrument::SHIPPED)
                .map_err(Error::internal)?,
            letters: Numberings::parse(letter::SHIPPED).map_err(Error::internal)?,
            sub_taskforces: parse_sets(sets).map_err(Error::internal)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_can_be_read() {
        let rules = Rules::shipped().unwrap();
        assert!(rules.roles.get("secretariat").is_some());
    }
}
