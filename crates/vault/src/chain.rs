//! The audit chain: each row carries a hash over itself and the row before.
//!
//! The links show a row that was changed, removed or swapped. The head (how many rows, and the
//! last hash) carries a MAC under a key file outside the database, which shows a cut at the end
//! and a chain that somebody computed anew.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::{Key, canonical::Canonical};

/// A hash of the chain.
pub type Hash = [u8; 32];

/// What the first row of the chain `name` links to; two chains never share a beginning.
pub fn start(name: &str) -> Hash {
    digest("gugus/chain/1/start", |fields| fields.text(name))
}

/// The hash of a row: over the one before and the row's fields as
/// [`Canonical`] writes them.
pub fn link(prev: &Hash, canonical: &[u8]) -> Hash {
    digest("gugus/chain/1/link", |fields| fields.bytes(prev).bytes(canonical))
}

/// The MAC of a head: the chain `name` has `count` rows, the last with `hash`.
pub fn head_mac(key: &Key, name: &str, count: i64, hash: &Hash) -> [u8; 32] {
    head(key, name, count, hash).finalize().into_bytes().into()
}

/// Whether `mac` was made by [`head_mac`] over the same; compares in constant time.
pub fn verify_head(key: &Key, name: &str, count: i64, hash: &Hash, mac: &[u8]) -> bool {
    head(key, name, count, hash).verify_slice(mac).is_ok()
}

fn head(key: &Key, name: &str, count: i64, hash: &Hash) -> Hmac<Sha256> {
    let fields = Canonical::new().text("gugus/chain/1/head").text(name).int(count).bytes(hash);
    key.mac().chain_update(fields.finish())
}

fn digest(label: &str, fields: impl FnOnce(Canonical) -> Canonical) -> Hash {
    Sha256::digest(fields(Canonical::new().text(label)).finish()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{flipped, to_hex};

    fn row(number: i64, act: &str) -> Vec<u8> {
        Canonical::new().int(number).text(act).finish()
    }

    fn chained(rows: &[Vec<u8>]) -> Vec<Hash> {
        let mut prev = start("node-1");
        rows.iter()
            .map(|row| {
                prev = link(&prev, row);
                prev
            })
            .collect()
    }

    fn key(byte: u8) -> Key {
        Key::from_slice(&[byte; 32]).unwrap()
    }

    #[test]
    fn a_changed_row_changes_its_link_and_every_later_one() {
        let good = [row(1, "plan.view"), row(2, "plan.edit"), row(3, "plan.view")];
        let mut bad = good.clone();
        bad[1] = row(2, "plan.view");
        let (good, bad) = (chained(&good), chained(&bad));
        assert_eq!(good[0], bad[0]);
        assert_ne!(good[1], bad[1]);
        assert_ne!(good[2], bad[2]);
    }

    #[test]
    fn a_removed_or_swapped_row_changes_the_last_hash() {
        let rows = [row(1, "a"), row(2, "b"), row(3, "c")];
        let last = |rows: &[Vec<u8>]| chained(rows).pop();
        let whole = last(&rows);
        assert_ne!(whole, last(&[rows[0].clone(), rows[2].clone()]));
        assert_ne!(whole, last(&[rows[1].clone(), rows[0].clone(), rows[2].clone()]));
    }

    #[test]
    fn two_chains_with_the_same_rows_differ() {
        assert_ne!(start("node-1"), start("node-2"));
        assert_ne!(link(&start("node-1"), b"x"), link(&start("node-2"), b"x"));
    }

    #[test]
    fn every_byte_of_a_row_and_of_the_hash_before_counts() {
        let (prev, fields) = (start("node-1"), row(1, "plan.view"));
        let whole = link(&prev, &fields);
        for changed in flipped(&fields) {
            assert_ne!(link(&prev, &changed), whole);
        }
        for changed in flipped(&prev) {
            assert_ne!(link(&changed.try_into().unwrap(), &fields), whole);
        }
    }

    #[test]
    fn a_head_is_accepted_only_as_it_was_written() {
        let hash = link(&start("node-1"), b"x");
        let mac = head_mac(&key(1), "node-1", 5, &hash);
        assert!(verify_head(&key(1), "node-1", 5, &hash, &mac));
        assert!(!verify_head(&key(2), "node-1", 5, &hash, &mac));
        assert!(!verify_head(&key(1), "node-2", 5, &hash, &mac));
        assert!(!verify_head(&key(1), "node-1", 4, &hash, &mac));
        assert!(!verify_head(&key(1), "node-1", 5, &start("node-1"), &mac));
        assert!(!verify_head(&key(1), "node-1", 5, &hash, &mac[..31]));
        assert!(!verify_head(&key(1), "node-1", 5, &hash, &[]));
        for changed in flipped(&mac) {
            assert!(!verify_head(&key(1), "node-1", 5, &hash, &changed));
        }
    }

    #[test]
    fn what_version_1_linked_stays_the_same() {
        let hash = link(&start("node-1"), &row(1, "plan.view"));
        assert_eq!(to_hex(&hash), LINK);
        assert_eq!(to_hex(&head_mac(&key(1), "node-1", 1, &hash)), HEAD);
    }

    const LINK: &str = "04a3e09fd68ec612002a7efe1cfdcb81670f07066db7c3ae48f65ce25fe8320d";
    const HEAD: &str = "6fbfa3bae937e2bd41a9bae3be0d701c30ef31b8715b77f3215df9e8c5f6c6ae";
}
