//! The address book as letters need it: offices, and who holds them on a day.

use std::collections::HashMap;

use domain::{
    agency::{Holder, Office, holder_on},
    id::{AgencyId, OfficeId, TaskForceId},
    letter::Signer,
    time::Date,
};
use store::Tx;

use super::view::To;
use crate::Result;

/// Offices by their place in the book.
pub(super) struct Book {
    entries: Vec<Entry>,
    place: HashMap<OfficeId, usize>,
}

/// An office with everybody who ever held it.
pub(super) struct Entry {
    pub(super) office: Office,
    pub(super) agency: String,
    holders: Vec<Holder>,
}

impl Entry {
    /// Title and name as printed on a day, "Plt." included; the name is empty while it is vacant.
    pub(super) fn to(&self, day: Date) -> To {
        let holder = holder_on(&self.holders, day);
        To { line: self.title(holder), name: holder.map_or_else(String::new, name) }
    }

    fn title(&self, holder: Option<&Holder>) -> String {
        let acting = holder.and_then(|holder| holder.kind.prefix());
        acting.map_or_else(
            || self.office.title.clone(),
            |acting| format!("{acting} {}", self.office.title),
        )
    }

    /// Who signs on a day.
    pub(super) fn signer(&self, day: Date) -> Signer {
        let holder = holder_on(&self.holders, day);
        let person = holder.map(|holder| &holder.person);
        Signer {
            title: self.title(holder),
            name: person.map(|person| person.name.clone()),
            rank: person.and_then(|person| person.rank.clone()),
            nip: person.and_then(|person| person.nip.clone()),
        }
    }
}

fn name(holder: &Holder) -> String {
    holder.person.name.clone()
}

impl Book {
    /// The book of a task force.
    pub(super) async fn open(tx: &mut Tx, taskforce: TaskForceId) -> Result<Self> {
        let mut book = Self { entries: Vec::new(), place: HashMap::new() };
        for (office, agency, holder) in store::agency::list_book(tx, taskforce).await? {
            let next = book.entries.len();
            let place = *book.place.entry(office.id).or_insert(next);
            if place == next {
                book.entries.push(Entry { office, agency, holders: Vec::new() });
            }
            if let Some(entry) = book.entries.get_mut(place) {
                entry.holders.extend(holder);
            }
        }
        Ok(book)
    }

    /// An office; none where it is in another book.
    pub(super) fn get(&self, id: OfficeId) -> Option<&Entry> {
        self.place.get(&id).and_then(|place| self.entries.get(*place))
    }

    /// The head of an agency; none where the agency has no such office.
    pub(super) fn head(&self, agency: AgencyId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.office.agency == agency && entry.office.is_head)
    }

    /// Every office, by agency and rank.
    pub(super) fn all(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }
}
