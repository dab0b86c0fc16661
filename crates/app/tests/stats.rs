//! Counts with provenance, on both engines.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should fail loudly")]

use app::{Actor, App, Error, stats};
use domain::{figure::Figure, stats::CountForm};
use testkit::{app_on, both, taskforce};

fn form(figure: &str, as_of: &str) -> CountForm {
    CountForm {
        subject: "Kasus TPPO".to_owned(),
        figure: figure.to_owned(),
        source: "DPPPA".to_owned(),
        as_of: as_of.to_owned(),
        ..CountForm::default()
    }
}

fn role(app: &App, actor: &Actor, role: &str) -> Actor {
    Actor { role: app.rules.roles.get(role).unwrap(), ..actor.clone() }
}

#[tokio::test]
async fn a_count_is_corrected_once_by_a_new_one_and_the_old_stays() {
    both(|store| async move {
        let app = app_on(store).app;
        let (_, actor) = taskforce(&app).await;
        let old = stats::enter(&app, &actor, &form("0", "2022-03-31"), None).await.unwrap();
        stats::enter(&app, &actor, &form("7", "2024-06-19"), None).await.unwrap();
        let counts = stats::counts(&app, &actor).await.unwrap();
        assert_eq!(counts.subjects.len(), 1);
        assert!(counts.subjects[0].is_disputed());
        let without = stats::enter(&app, &actor, &form("7", "2022-03-31"), Some((old, " "))).await;
        assert!(matches!(without, Err(Error::Invalid(errors)) if errors.of("reason").is_some()));
        let why = Some((old, "salah kutip"));
        stats::enter(&app, &actor, &form("7", "2022-03-31"), why).await.unwrap();
        let again = stats::enter(&app, &actor, &form("8", "2022-03-31"), why).await;
        assert!(matches!(again, Err(Error::Rule("stats.corrected"))), "{again:?}");
        let counts = stats::counts(&app, &actor).await.unwrap();
        let [new, corrected] = &counts.subjects[0].counts[..] else { panic!("{counts:?}") };
        assert!(!counts.subjects[0].is_disputed() && new.before.is_empty());
        assert_eq!(corrected.card.reason, "salah kutip");
        assert_eq!(corrected.before[0].count.figure, Figure::ZERO);
    })
    .await;
}

#[tokio::test]
async fn only_the_secretariat_enters_and_only_its_own_counts() {
    both(|store| async move {
        let app = app_on(store).app;
        let (_, actor) = taskforce(&app).await;
        let one = stats::enter(&app, &actor, &form("7", "2024-06-19"), None).await.unwrap();
        for denied in ["agency_contact", "leadership", "auditor", "observer", "administrator"] {
            let actor = role(&app, &actor, denied);
            let entered = stats::enter(&app, &actor, &form("1", "2024-06-19"), None).await;
            assert!(matches!(entered, Err(Error::Denied(_))), "{denied}");
            assert_eq!(stats::counts(&app, &actor).await.unwrap().subjects.len(), 1);
        }
        let stranger = Actor { taskforce: Some(domain::id::TaskForceId(app.ids.next())), ..actor };
        let stranger = role(&app, &stranger, "secretariat");
        let entered =
            stats::enter(&app, &stranger, &form("1", "2024-06-19"), Some((one, "x"))).await;
        assert!(matches!(entered, Err(Error::NotFound)), "{entered:?}");
        assert!(matches!(stats::counts(&app, &stranger).await, Err(Error::NotFound)));
    })
    .await;
}
