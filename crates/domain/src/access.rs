//! Permissions: a fixed list of acts, roles from a shipped file, one check.
//!
//! A permission is act x reach. One vocabulary serves permission and audit: what
//! [`check`] asks is what the audit row stores.

mod act;

pub use act::Act;

use std::{collections::BTreeMap, fmt, sync::Arc};

use serde::Deserialize;

use crate::id::{AccountId, AgencyId, AssignmentId, DeskId, LinkId, MeetingId, TaskForceId};

/// How far a granted act reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// One's own account only.
    Own,
    /// What belongs to one's own agency.
    Agency,
    /// What belongs to one's own desk.
    Desk,
    /// One's own region and all below it.
    Region,
    /// Everything of one's task force, and what is global.
    Taskforce,
    /// Everything on this system, for the administrator and the command line.
    System,
}

/// What an act is about, as far as permission is concerned; each noun offers its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// The task force it belongs to; none means it is global.
    pub taskforce: Option<TaskForceId>,
    /// The agency it belongs to.
    pub agency: Option<AgencyId>,
    /// The desk it belongs to.
    pub desk: Option<DeskId>,
    /// Code of the region it belongs to.
    pub region: Option<String>,
    /// The account it belongs to.
    pub account: Option<AccountId>,
}

impl Scope {
    /// Something global: regions, agencies, rules.
    pub fn global() -> Self {
        Self::default()
    }

    /// Something of a task force.
    pub fn taskforce(id: TaskForceId) -> Self {
        Self { taskforce: Some(id), ..Self::default() }
    }

    /// Narrows to what belongs to an agency.
    #[must_use]
    pub fn agency(self, id: AgencyId) -> Self {
        Self { agency: Some(id), ..self }
    }

    /// Narrows to what belongs to a region.
    #[must_use]
    pub fn region(self, code: &str) -> Self {
        Self { region: Some(code.to_owned()), ..self }
    }

    /// One account.
    pub fn account(id: AccountId) -> Self {
        Self { account: Some(id), ..Self::default() }
    }
}

/// A role as the shipped file states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Stable code, such as `agency_contact`.
    pub code: String,
    /// What it may do, and how far.
    pub grants: BTreeMap<Act, Reach>,
}

impl Role {
    /// Whether the role has the act at all, however far it reaches.
    pub fn has(&self, act: Act) -> bool {
        self.grants.contains_key(&act)
    }
}

/// All roles, by code.
#[derive(Debug, Clone, Default)]
pub struct Roles(BTreeMap<String, Arc<Role>>);

/// The role file names an act that does not exist, or is no TOML.
#[derive(Debug, thiserror::Error)]
#[error("roles: {0}")]
pub struct BadRoles(String);

impl Roles {
    /// Reads `[role.<code>]` tables of `"act" = "reach"` lines.
    ///
    /// # Errors
    /// Unknown acts and reaches: a misspelt permission must not become a missing one.
    pub fn parse(file: &str) -> Result<Self, BadRoles> {
        #[derive(Deserialize)]
        struct File {
            role: BTreeMap<String, BTreeMap<String, Reach>>,
        }
        let file: File = toml::from_str(file).map_err(|error| BadRoles(error.to_string()))?;
        let mut roles = BTreeMap::new();
        for (code, grants) in file.role {
            let mut known = BTreeMap::new();
            for (act, reach) in grants {
                let act = Act::from_code(&act)
                    .ok_or_else(|| BadRoles(format!("{code} names the unknown act {act}")))?;
                known.insert(act, reach);
            }
            roles.insert(code.clone(), Arc::new(Role { code, grants: known }));
        }
        Ok(Self(roles))
    }

    /// The role with this code.
    pub fn get(&self, code: &str) -> Option<Arc<Role>> {
        self.0.get(code).cloned()
    }

    /// Every role, in byte order of its code.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Role>> {
        self.0.values()
    }
}

/// Through which door an actor came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActorKind {
    /// A signed-in account.
    Account(AccountId),
    /// A link that was given to somebody without an account.
    Link(LinkId),
    /// The command line, with the name that the audit shows (`cli:OSUSER as USER`).
    Cli(String),
    /// The program itself: jobs, seeding.
    System,
}

/// Who acts, under which assignment.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Through which door.
    pub kind: ActorKind,
    /// The assignment acted under; none for the system.
    pub assignment: Option<AssignmentId>,
    /// The role of that assignment.
    pub role: Arc<Role>,
    /// The task force of that assignment.
    pub taskforce: Option<TaskForceId>,
    /// The agency of that assignment.
    pub agency: Option<AgencyId>,
    /// The desk of that assignment.
    pub desk: Option<DeskId>,
    /// Region code of that assignment.
    pub region: Option<String>,
}

impl Actor {
    /// The program itself or its command line, which may do everything that needs no key.
    pub fn system(kind: ActorKind) -> Self {
        let grants = Act::ALL.iter().map(|act| (*act, Reach::System)).collect();
        let role = Arc::new(Role { code: "system".to_owned(), grants });
        Self {
            kind,
            assignment: None,
            role,
            taskforce: None,
            agency: None,
            desk: None,
            region: None,
        }
    }

    /// Whoever holds a link: may report for one agency, and nothing else.
    pub fn link(id: LinkId, taskforce: TaskForceId, agency: AgencyId) -> Self {
        let grants = BTreeMap::from([
            (Act::RealisationReport, Reach::Agency),
            (Act::RegionView, Reach::Taskforce),
        ]);
        Self {
            role: Arc::new(Role { code: "report_link".to_owned(), grants }),
            taskforce: Some(taskforce),
            agency: Some(agency),
            ..Self::system(ActorKind::Link(id))
        }
    }

    /// Whoever stands at the door of a meeting with its code: may put themselves on its list, and
    /// nothing else.
    pub fn door(meeting: MeetingId, taskforce: TaskForceId) -> Self {
        let role = Role { code: "meeting_door".to_owned(), grants: BTreeMap::new() };
        Self {
            role: Arc::new(role),
            taskforce: Some(taskforce),
            ..Self::system(ActorKind::Link(LinkId(meeting.0)))
        }
    }

    /// Whoever holds the link of an invitation: may answer it for one agency, and nothing else.
    pub fn invitation(id: LinkId, taskforce: TaskForceId, agency: AgencyId) -> Self {
        let role = Role { code: "meeting_link".to_owned(), grants: BTreeMap::new() };
        Self {
            role: Arc::new(role),
            taskforce: Some(taskforce),
            agency: Some(agency),
            ..Self::system(ActorKind::Link(id))
        }
    }

    /// The same actor inside one task force.
    #[must_use]
    pub fn within(self, taskforce: TaskForceId) -> Self {
        Self { taskforce: Some(taskforce), ..self }
    }

    /// The account behind the actor.
    pub fn account(&self) -> Option<AccountId> {
        match self.kind {
            ActorKind::Account(id) => Some(id),
            ActorKind::Link(_) | ActorKind::Cli(_) | ActorKind::System => None,
        }
    }

    /// Whether the actor's role has the act at all.
    pub fn may(&self, act: Act) -> bool {
        self.role.has(act)
    }
}

/// The act is not granted here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denied {
    /// What was asked.
    pub act: Act,
    /// Whether the role has the act elsewhere: then the thing asked for looks not found.
    pub elsewhere: bool,
}

impl fmt::Display for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not granted here", self.act.code())
    }
}

/// Whether `actor` may do `act` within `scope`: the one check of the program.
///
/// # Errors
/// [`Denied`] where the role lacks the act, or has it only elsewhere.
pub fn check(actor: &Actor, act: Act, scope: &Scope) -> Result<(), Denied> {
    let Some(reach) = actor.role.grants.get(&act) else {
        return Err(Denied { act, elsewhere: false });
    };
    let same_taskforce = scope.taskforce.is_none() || scope.taskforce == actor.taskforce;
    let within = match reach {
        Reach::System => true,
        Reach::Taskforce => same_taskforce,
        Reach::Agency => same_taskforce && actor.agency.is_some() && scope.agency == actor.agency,
        Reach::Desk => same_taskforce && actor.desk.is_some() && scope.desk == actor.desk,
        Reach::Region => same_taskforce && inside(scope.region.as_deref(), actor.region.as_deref()),
        Reach::Own => scope.account.is_some() && scope.account == actor.account(),
    };
    if within { Ok(()) } else { Err(Denied { act, elsewhere: true }) }
}

/// Whether region code `inner` is `outer` or below it.
fn inside(inner: Option<&str>, outer: Option<&str>) -> bool {
    let (Some(inner), Some(outer)) = (inner, outer) else { return false };
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/']))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn contact(agency: u128, taskforce: u128) -> Actor {
        let roles = Roles::parse(
            "[role.agency_contact]\n\"realisation.report\" = \"agency\"\n\"plan.view\" = \"taskforce\"\n\"account.password\" = \"own\"\n",
        )
        .unwrap();
        Actor {
            kind: ActorKind::Account(AccountId(Uuid::from_u128(1))),
            assignment: None,
            role: roles.get("agency_contact").unwrap(),
            taskforce: Some(TaskForceId(Uuid::from_u128(taskforce))),
            agency: Some(AgencyId(Uuid::from_u128(agency))),
            desk: None,
            region: None,
        }
    }

    fn scope(agency: u128, taskforce: u128) -> Scope {
        Scope::taskforce(TaskForceId(Uuid::from_u128(taskforce)))
            .agency(AgencyId(Uuid::from_u128(agency)))
    }

    #[test]
    fn an_agency_reports_its_own_rows_only() {
        let actor = contact(7, 1);
        assert!(check(&actor, Act::RealisationReport, &scope(7, 1)).is_ok());
        assert!(
            check(&actor, Act::RealisationReport, &scope(8, 1))
                .is_err_and(|denied| denied.elsewhere)
        );
        assert!(check(&actor, Act::RealisationReport, &scope(7, 2)).is_err(), "another task force");
    }

    #[test]
    fn an_act_that_the_role_lacks_is_denied_everywhere() {
        let denied = check(&contact(7, 1), Act::RealisationVerify, &scope(7, 1)).unwrap_err();
        assert!(!denied.elsewhere);
    }

    #[test]
    fn another_persons_account_is_out_of_reach() {
        let actor = contact(7, 1);
        let own = Scope::account(AccountId(Uuid::from_u128(1)));
        let other = Scope::account(AccountId(Uuid::from_u128(2)));
        assert!(check(&actor, Act::AccountPassword, &own).is_ok());
        assert!(check(&actor, Act::AccountPassword, &other).is_err());
    }

    #[test]
    fn a_region_reaches_below_itself_but_not_to_a_code_that_starts_alike() {
        assert!(inside(Some("36.03.11.2005/RW003"), Some("36.03.11")));
        assert!(inside(Some("36.03"), Some("36.03")));
        assert!(!inside(Some("36.031"), Some("36.03")));
        assert!(!inside(Some("36"), Some("36.03")));
        assert!(!inside(None, Some("36.03")));
    }

    #[test]
    fn a_misspelt_act_or_reach_stops_the_role_file() {
        assert!(Roles::parse("[role.x]\n\"plan.veiw\" = \"taskforce\"\n").is_err());
        assert!(Roles::parse("[role.x]\n\"plan.view\" = \"all\"\n").is_err());
    }

    #[test]
    fn act_codes_are_unique_and_read_back() {
        for act in Act::ALL {
            assert_eq!(Act::from_code(act.code()), Some(*act));
        }
    }
}
