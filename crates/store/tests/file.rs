//! Round trips of files on both engines.

#![expect(clippy::unwrap_used, reason = "a test that fails should fail loudly")]

use domain::{
    file::{FileClass, FileKind},
    id::{AccountId, FileId, TaskForceId},
    time::Instant,
};
use store::{
    Sql, Store, StoreError, Tx, args,
    file::{self, FileRow},
};
use testkit::both;

fn made<T: std::str::FromStr<Err: std::fmt::Debug>>(number: u128) -> T {
    format!("00000000-0000-0000-0000-{number:012x}").parse().unwrap()
}

async fn with_taskforces(store: &Store) -> Tx {
    let mut tx = store.write().await.unwrap();
    let text = "INSERT INTO taskforce (id, region_code, name, zone, demo, created_at)
        VALUES ($1, $2, 'GT', 'WIB', $3, 0)";
    for (number, region) in [(1, "36.03"), (2, "36.71")] {
        let values = args![made::<TaskForceId>(number), region, false];
        tx.run(Sql { text, place: file!() }, values).await.unwrap();
    }
    tx
}

fn row() -> FileRow {
    FileRow {
        taskforce: made(1),
        id: made(7),
        class: FileClass::Internal,
        kind: FileKind::Jpeg,
        name: "foto kegiatan é.jpg".to_owned(),
        size: 5,
        sha256: vec![1; 32],
        original_size: 9,
        original_sha256: vec![2; 32],
        picture_hash: Some(-3),
        created_by: None,
        created_at: Instant(3),
    }
}

#[tokio::test]
async fn a_file_comes_back_as_it_was_stored() {
    both(|store| async move {
        let mut tx = with_taskforces(&store).await;
        file::insert(&mut tx, &row()).await.unwrap();
        assert_eq!(file::get(&mut tx, made(1), made(7)).await.unwrap(), row());
    })
    .await;
}

#[tokio::test]
async fn chunks_come_back_in_order_and_none_follows_the_last() {
    both(|store| async move {
        let mut tx = with_taskforces(&store).await;
        file::insert(&mut tx, &row()).await.unwrap();
        let bytes: Vec<u8> = (0..=255).collect();
        for (position, chunk) in (0..).zip(bytes.chunks(100)) {
            file::insert_chunk(&mut tx, made(1), made(7), position, chunk).await.unwrap();
        }
        let mut read = Vec::new();
        for position in 0.. {
            let chunk = file::find_chunk(&mut tx, made(1), made(7), position).await.unwrap();
            let Some(chunk) = chunk else { break };
            read.extend(chunk);
        }
        assert_eq!(read, bytes);
    })
    .await;
}

#[tokio::test]
async fn another_task_force_has_no_such_file() {
    both(|store| async move {
        let mut tx = with_taskforces(&store).await;
        file::insert(&mut tx, &row()).await.unwrap();
        file::insert_chunk(&mut tx, made(1), made(7), 0, b"rahasia").await.unwrap();
        let other: TaskForceId = made(2);
        let found = file::get(&mut tx, other, made(7)).await;
        assert!(matches!(found, Err(StoreError::Missing)));
        assert_eq!(file::find_chunk(&mut tx, other, made(7), 0).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn an_id_is_used_once_and_a_chunk_needs_its_file() {
    both(|store| async move {
        let mut tx = with_taskforces(&store).await;
        file::insert(&mut tx, &row()).await.unwrap();
        let again = file::insert(&mut tx, &row()).await;
        assert!(matches!(again, Err(StoreError::Taken)));
    })
    .await;
    both(|store| async move {
        let mut tx = with_taskforces(&store).await;
        let missing: FileId = made(9);
        let orphan = file::insert_chunk(&mut tx, made(1), missing, 0, b"x").await;
        assert!(matches!(orphan, Err(StoreError::Unknown)));
    })
    .await;
    both(|store| async move {
        let mut tx = with_taskforces(&store).await;
        let stranger: AccountId = made(99);
        let unknown = file::insert(&mut tx, &FileRow { created_by: Some(stranger), ..row() }).await;
        assert!(matches!(unknown, Err(StoreError::Unknown)));
    })
    .await;
}
