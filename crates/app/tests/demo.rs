//! The demo fills on both engines, through the same use cases as people.

use app::{Actor, ActorKind, audit, demo};
use testkit::{app_on, both};

#[tokio::test]
async fn the_demo_fills_and_leaves_a_whole_chain() {
    both(|store| async move {
        let app = app_on(store).app;
        let mut heard = Vec::new();
        let accounts = demo::fill(&app, &mut |line| heard.push(line.to_owned())).await.unwrap();
        assert!(accounts.iter().any(|one| one.role == "agency_contact" && one.agency == "Dinsos"));
        assert!(!heard.is_empty(), "long work says how far it is");
        let verdicts = audit::verify(&app, &Actor::system(ActorKind::System)).await.unwrap();
        assert!(verdicts.iter().all(|verdict| verdict.bad.is_none()));
    })
    .await;
}
