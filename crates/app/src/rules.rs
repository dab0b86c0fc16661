//! The shipped rules: dated data, read once at start.

use domain::access::Roles;

use crate::{Error, Result};

/// Rules that ship as files under `rules/`.
#[derive(Debug)]
pub struct Rules {
    /// Roles over the fixed list of acts.
    pub roles: Roles,
}

impl Rules {
    /// The rules of this version of the program.
    ///
    /// # Errors
    /// `Internal` where a shipped file can't be read, which a test excludes.
    pub fn shipped() -> Result<Self> {
        Ok(Self { roles: Roles::parse(include_str!("../../../rules/roles.toml")).map_err(Error::internal)? })
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
