//! The audit chain: what it records, and that every way of tampering is named by its first row.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should fail loudly")]

use app::{
    Act, Actor, ActorKind, App, audit,
    audit::{BadRow, Event},
};
use store::Sql;
use testkit::{app_on, both};

async fn events(app: &App, count: usize) {
    let actor = Actor::system(ActorKind::System);
    for number in 0..count {
        let mut tx = app.store.write().await.unwrap();
        let event = Event::new(Act::SystemRun, "test", number);
        audit::append(app, &mut tx, &actor, event).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn tamper(app: &App, text: &'static str) {
    let mut tx = app.store.write().await.unwrap();
    tx.run(Sql { text, place: "test" }, vec![]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn bad(app: &App) -> Option<BadRow> {
    let verdicts = audit::verify(app, &Actor::system(ActorKind::System)).await.unwrap();
    verdicts.into_iter().find_map(|verdict| verdict.bad)
}

async fn finds(text: &'static str, seq: i64, why: &'static str) {
    both(|store| async move {
        let app = app_on(store).app;
        events(&app, 10).await;
        assert_eq!(bad(&app).await, None);
        tamper(&app, text).await;
        assert_eq!(bad(&app).await, Some(BadRow { seq, why }), "{text}");
    })
    .await;
}

#[tokio::test]
async fn a_changed_row_is_named() {
    finds("UPDATE audit_event SET detail = '{\"x\":1}' WHERE seq = 4", 4, "changed").await;
    finds("UPDATE audit_event SET at = at - 1 WHERE seq = 7", 7, "changed").await;
}

#[tokio::test]
async fn a_removed_row_is_named() {
    finds("DELETE FROM audit_event WHERE seq = 5", 5, "missing").await;
    finds("DELETE FROM audit_event WHERE seq = 1", 1, "missing").await;
}

#[tokio::test]
async fn swapped_rows_are_named() {
    both(|store| async move {
        let app = app_on(store).app;
        events(&app, 10).await;
        tamper(&app, "UPDATE audit_event SET seq = 100 WHERE seq = 3").await;
        tamper(&app, "UPDATE audit_event SET seq = 3 WHERE seq = 4").await;
        tamper(&app, "UPDATE audit_event SET seq = 4 WHERE seq = 100").await;
        assert_eq!(bad(&app).await, Some(BadRow { seq: 3, why: "broken_link" }));
    })
    .await;
}

#[tokio::test]
async fn a_cut_at_the_end_is_named() {
    finds("DELETE FROM audit_event WHERE seq > 8", 9, "cut").await;
    finds("DELETE FROM audit_event", 1, "cut").await;
}

#[tokio::test]
async fn a_cut_with_its_head_moved_back_is_found_without_the_key_to_sign_it() {
    both(|store| async move {
        let app = app_on(store).app;
        events(&app, 10).await;
        tamper(&app, "DELETE FROM audit_event WHERE seq > 8").await;
        tamper(
            &app,
            "UPDATE audit_head SET count = 8, hash = (SELECT hash FROM audit_event WHERE seq = 8)",
        )
        .await;
        assert_eq!(bad(&app).await, Some(BadRow { seq: 8, why: "head" }));
    })
    .await;
}

#[tokio::test]
async fn a_chain_recomputed_without_the_key_file_is_named_from_its_first_row() {
    both(|store| async move {
        let app = app_on(store.clone()).app;
        events(&app, 3).await;
        // The thief has the database and the program, but a key of their own.
        let mut thief = app_on(store).app;
        let key = vault::Key::from_slice(&[9; 32]).unwrap();
        thief.chain = std::sync::Arc::new(audit::Chain { name: "main".into(), key });
        tamper(&app, "DELETE FROM audit_event WHERE seq > 2").await;
        tamper(
            &app,
            "UPDATE audit_head SET count = 2, hash = (SELECT hash FROM audit_event WHERE seq = 2)",
        )
        .await;
        events(&thief, 4).await;
        assert_eq!(bad(&app).await, Some(BadRow { seq: 3, why: "recomputed" }));
    })
    .await;
}

#[tokio::test]
async fn a_chain_without_its_head_is_found() {
    finds("DELETE FROM audit_head", 10, "no_head").await;
}

#[tokio::test]
async fn what_is_not_committed_leaves_no_event() {
    both(|store| async move {
        let app = app_on(store).app;
        let actor = Actor::system(ActorKind::System);
        let mut tx = app.store.write().await.unwrap();
        audit::append(&app, &mut tx, &actor, Event::new(Act::SystemRun, "test", 1)).await.unwrap();
        drop(tx);
        events(&app, 1).await;
        let lines = audit::latest(&app, &actor, None, 10).await.unwrap();
        assert_eq!(lines.len(), 1);
        assert_eq!(bad(&app).await, None);
    })
    .await;
}

#[tokio::test]
async fn many_writers_make_one_chain_without_a_gap() {
    both(|store| async move {
        let app = app_on(store).app;
        events(&app, 1).await;
        let writers: Vec<_> = (0..8)
            .map(|_| {
                let app = app.clone();
                tokio::spawn(async move { events(&app, 5).await })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let verdicts = audit::verify(&app, &Actor::system(ActorKind::System)).await.unwrap();
        assert_eq!((verdicts[0].rows, &verdicts[0].bad), (41, &None));
    })
    .await;
}
