//! The people of the demo, all invented.

use std::collections::BTreeMap;

use domain::{
    access::Actor,
    account::NewAccount,
    id::{AccountId, AgencyId},
};

use super::DemoAccount;
use crate::{App, Error, Result, account, agency, region};

/// User name, name, role, agency, region code.
type Entry = (&'static str, &'static str, &'static str, &'static str, &'static str);

const PEOPLE: &[Entry] = &[
    ("sekretariat", "Sari Contoh", "secretariat", "DPPPA", ""),
    ("sekretariat.dua", "Tuti Contoh", "secretariat", "DPPPA", ""),
    ("admin", "Adi Contoh", "administrator", "Diskominfo", ""),
    ("bupati", "Pimpinan Contoh", "leadership", "Bupati", ""),
    ("sekda", "Sekda Contoh", "leadership", "Setda", ""),
    ("kepala.dinsos", "Kepala Contoh", "agency_head", "Dinsos", ""),
    ("inspektorat", "Ina Contoh", "auditor", "Inspektorat", ""),
    ("provinsi", "Pengamat Contoh", "observer", "", "36"),
    ("pic.dpppa", "Dewi Contoh", "agency_contact", "DPPPA", ""),
    ("pic.disnaker", "Budi Contoh", "agency_contact", "Disnaker", ""),
    ("pic.disdik", "Ratna Contoh", "agency_contact", "Disdik", ""),
    ("pic.diskominfo", "Fajar Contoh", "agency_contact", "Diskominfo", ""),
    ("pic.pkk", "Yuli Contoh", "agency_contact", "PKK", ""),
    ("pic.dpmpd", "Hendra Contoh", "agency_contact", "DPMPD", ""),
    ("pic.hukum", "Lina Contoh", "agency_contact", "Bag. Hukum", ""),
    ("pic.satpolpp", "Agus Contoh", "agency_contact", "Satpol PP", ""),
    ("pic.kejari", "Maya Contoh", "agency_contact", "Kejari", ""),
    ("pic.dinkes", "Nur Contoh", "agency_contact", "Dinkes", ""),
    ("pic.disdukcapil", "Rudi Contoh", "agency_contact", "Disdukcapil", ""),
    ("pic.kesbangpol", "Tono Contoh", "agency_contact", "Kesbangpol", ""),
    ("pic.bappeda", "Wati Contoh", "agency_contact", "Bappeda", ""),
    ("pic.setda", "Eko Contoh", "agency_contact", "Setda", ""),
    ("pic.uptd", "Rina Contoh", "agency_contact", "UPTD PPA", ""),
    ("pic.dinsos", "Joko Contoh", "agency_contact", "Dinsos", ""),
    ("pic.dinkop", "Sinta Contoh", "agency_contact", "Dinkop-UM", ""),
    ("pic.polresta", "Bayu Contoh", "agency_contact", "Polresta Tangerang", ""),
    ("pic.polrestro", "Galih Contoh", "agency_contact", "Polres Metro Tangerang Kota", ""),
    ("pic.polrestangsel", "Putri Contoh", "agency_contact", "Polres Tangerang Selatan", ""),
];

/// Who can act in the demo.
pub struct Cast {
    /// What `demo-accounts.json` will list.
    pub accounts: Vec<DemoAccount>,
    /// Who verifies.
    pub secretariat: Actor,
    /// Who verifies what the first one reported.
    pub second: Actor,
    /// Who approves minutes.
    pub leader: Actor,
    /// Who reports, by agency.
    contacts: BTreeMap<AgencyId, Actor>,
    system: Actor,
}

impl Cast {
    /// Who reports for an agency; the system where the agency has nobody yet.
    pub fn of(&self, agency: AgencyId) -> &Actor {
        self.contacts.get(&agency).unwrap_or(&self.system)
    }
}

/// Makes every account: the people above, and one operator for each sub-district.
pub async fn cast(app: &App, actor: &Actor) -> Result<Cast> {
    let mut cast = Cast {
        accounts: Vec::new(),
        secretariat: actor.clone(),
        second: actor.clone(),
        leader: actor.clone(),
        contacts: BTreeMap::new(),
        system: actor.clone(),
    };
    for (username, name, role, short, region) in PEOPLE {
        add(app, actor, &mut cast, new(username, name, role, region), short).await?;
    }
    let code = "36.03".parse().map_err(|_| Error::internal("region code"))?;
    for district in region::view(app, actor, Some(&code)).await?.children {
        let name = district.region.name.clone();
        let username = format!("op.{}", name.to_lowercase().replace(' ', ""));
        let entry = new(
            &username,
            &format!("Operator {name}"),
            "region_operator",
            &district.region.code.to_string(),
        );
        add(app, actor, &mut cast, entry, &format!("Kec. {name}")).await?;
    }
    Ok(cast)
}

fn new(username: &str, name: &str, role: &str, region: &str) -> NewAccount {
    NewAccount {
        username: username.to_owned(),
        name: name.to_owned(),
        role: role.to_owned(),
        agency: None,
        region: Some(region.to_owned()).filter(|code| !code.is_empty()),
    }
}

async fn add(
    app: &App,
    actor: &Actor,
    cast: &mut Cast,
    new: NewAccount,
    short: &str,
) -> Result<()> {
    let agency = if short.is_empty() { None } else { Some(find(app, short).await?) };
    let new = NewAccount { agency, ..new };
    let password = vault::random::password(&*app.random)?;
    let id: AccountId = account::create_with(app, actor, &new, &password).await?;
    let acting = account::acting(app, id).await?;
    match (new.role.as_str(), agency) {
        ("secretariat", _) if new.username == "sekretariat" => cast.secretariat = acting,
        ("secretariat", _) => cast.second = acting,
        ("leadership", _) if new.username == "sekda" => cast.leader = acting,
        ("agency_contact" | "region_operator", Some(agency)) => {
            drop(cast.contacts.insert(agency, acting));
        }
        _ => {}
    }
    cast.accounts.push(DemoAccount {
        username: new.username,
        password: password.to_string(),
        role: new.role,
        agency: short.to_owned(),
    });
    Ok(())
}

/// The agency with this usual name.
pub async fn find(app: &App, short: &str) -> Result<AgencyId> {
    agency::find(app, short)
        .await?
        .ok_or_else(|| Error::internal(format!("the demo knows no agency {short}")))
}
