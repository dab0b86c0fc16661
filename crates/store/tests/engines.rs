//! What must hold on both engines: every statement prepares, every column is classified.

use std::collections::BTreeSet;

use testkit::both;

#[tokio::test]
async fn every_statement_prepares_on_both_engines() {
    both(|store| async move {
        let mut failed = Vec::new();
        let register = store::REGISTER();
        assert!(register.len() > 20, "the register is empty: is it linked?");
        for sql in register {
            // A transaction each: PostgreSQL gives up on one after its first error.
            let mut tx = store.read().await.unwrap();
            if let Err(error) = tx.prepare(sql).await {
                failed.push(format!("{} on {:?}: {error}", sql.place, store.engine()));
            }
        }
        assert!(failed.is_empty(), "{}", failed.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn every_column_is_classified_and_none_is_listed_that_is_gone() {
    let table: toml::Table = store::columns::LIST.parse().unwrap();
    let mut listed = BTreeSet::new();
    for (name, columns) in &table {
        for (column, class) in columns.as_table().unwrap() {
            let class = class.as_str().unwrap();
            assert!(
                ["public", "internal", "personal", "sealed"].contains(&class),
                "{name}.{column}: {class}"
            );
            listed.insert((name.clone(), column.clone()));
        }
    }
    let listed = &listed;
    both(|store| async move {
        let mut tx = store.read().await.unwrap();
        let actual: BTreeSet<_> =
            store::columns::actual::columns(&mut tx).await.unwrap().into_iter().collect();
        let new: Vec<_> = actual.difference(listed).collect();
        let gone: Vec<_> = listed.difference(&actual).collect();
        assert!(new.is_empty(), "decide who may see {new:?} in columns.toml");
        assert!(gone.is_empty(), "columns.toml lists {gone:?}, which do not exist");
    })
    .await;
}

#[tokio::test]
async fn migrating_twice_changes_nothing() {
    both(|store| async move {
        assert!(store.migrate(domain::time::Instant(1)).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_address_with_a_typing_error_creates_no_database() {
    for url in ["sqlit:/tmp/x.db", "postgre://localhost/x", "/tmp/x.db", ""] {
        assert!(store::Store::open(url).await.is_err(), "{url}");
    }
}
