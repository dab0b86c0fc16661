//! A task force with one person per role.

use app::{Actor, ActorKind, App, account};
use domain::{account::NewAccount, id::TaskForceId, time::Zone};
use store::taskforce::TaskForceRow;

/// Somebody who can sign in.
#[derive(Debug, Clone)]
pub struct Person {
    /// User name, the same as the role.
    pub username: String,
    /// Password, already their own.
    pub password: String,
    /// Role.
    pub role: String,
}

/// Founds a task force and returns it with an actor of the system inside it.
pub async fn taskforce(app: &App) -> (TaskForceId, Actor) {
    let system = Actor::system(ActorKind::System);
    let row = TaskForceRow {
        id: TaskForceId(app.ids.next()),
        region: "36.03".to_owned(),
        name: "Kabupaten Contoh".to_owned(),
        zone: Zone::Wib,
        is_demo: true,
        place: None,
        address: None,
    };
    let id = app::taskforce::found(app, &system, row).await.unwrap();
    (id, system.within(id))
}

/// One person for each shipped role, in the task force of `actor`.
pub async fn one_per_role(app: &App, actor: &Actor) -> Vec<Person> {
    let roles: Vec<String> = app.rules.roles.all().map(|role| role.code.clone()).collect();
    let mut people = Vec::new();
    for role in roles {
        let username = role.replace('_', "-");
        let new = NewAccount {
            username: username.clone(),
            name: format!("Contoh {role}"),
            role: role.clone(),
            agency: None,
            region: None,
        };
        let password = "kuda laut minum kopi".to_owned();
        account::create_with(app, actor, &new, &password).await.unwrap();
        people.push(Person { username, password, role });
    }
    people
}
