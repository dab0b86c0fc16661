//! What sorts of agencies, desks and holders there are.

/// What sort of body an agency is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgencyKind {
    /// The head of the region and the deputy (Bupati, Wakil Bupati).
    RegionalHead,
    /// The regional council (DPRD).
    Council,
    /// The regional secretariat (Setda).
    Secretariat,
    /// A division of the secretariat (Bagian Hukum).
    Division,
    /// A local office (dinas, badan, inspektorat, satuan).
    LocalOffice,
    /// A technical unit of a local office (UPTD).
    ServiceUnit,
    /// A sub-district office (kecamatan).
    District,
    /// A police command.
    Police,
    /// A prosecutor's office.
    Prosecutor,
    /// A court.
    Court,
    /// A hospital.
    Hospital,
    /// A military command.
    Military,
    /// A local branch of a national body (instansi vertikal).
    Vertical,
    /// A national ministry or agency.
    National,
    /// The witness and victim protection agency.
    Lpsk,
    /// A non-governmental organisation (LSM, LBH).
    Ngo,
    /// A community or mass organisation (PKK, ormas).
    Community,
    /// A university or school.
    Academic,
    /// A company or a trade association.
    Business,
    /// The press.
    Media,
}

impl AgencyKind {
    /// Every kind, in the order lists show them.
    pub const ALL: [Self; 20] = [
        Self::RegionalHead,
        Self::Council,
        Self::Secretariat,
        Self::Division,
        Self::LocalOffice,
        Self::ServiceUnit,
        Self::District,
        Self::Police,
        Self::Prosecutor,
        Self::Court,
        Self::Hospital,
        Self::Military,
        Self::Vertical,
        Self::National,
        Self::Lpsk,
        Self::Ngo,
        Self::Community,
        Self::Academic,
        Self::Business,
        Self::Media,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::RegionalHead => "regional_head",
            Self::Council => "council",
            Self::Secretariat => "secretariat",
            Self::Division => "division",
            Self::LocalOffice => "local_office",
            Self::ServiceUnit => "service_unit",
            Self::District => "district",
            Self::Police => "police",
            Self::Prosecutor => "prosecutor",
            Self::Court => "court",
            Self::Hospital => "hospital",
            Self::Military => "military",
            Self::Vertical => "vertical",
            Self::National => "national",
            Self::Lpsk => "lpsk",
            Self::Ngo => "ngo",
            Self::Community => "community",
            Self::Academic => "academic",
            Self::Business => "business",
            Self::Media => "media",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What a desk does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeskKind {
    /// Takes complaints and reports (pengaduan).
    Intake,
    /// Manages cases and companions.
    Care,
    /// Police desk for women, children and trafficking (PPA / PPO).
    Police,
    /// Prosecutor's desk.
    Prosecutor,
    /// Hospital or clinic desk for victims (PPT).
    Health,
    /// Social rehabilitation, shelter, return and reintegration.
    Social,
    /// Legal aid.
    Legal,
    /// Airport, port and border desk.
    Transit,
}

impl DeskKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Intake,
        Self::Care,
        Self::Police,
        Self::Prosecutor,
        Self::Health,
        Self::Social,
        Self::Legal,
        Self::Transit,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Care => "care",
            Self::Police => "police",
            Self::Prosecutor => "prosecutor",
            Self::Health => "health",
            Self::Social => "social",
            Self::Legal => "legal",
            Self::Transit => "transit",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// In which way a person holds an office (signing rules of Permendagri 1/2023).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HolderKind {
    /// Appointed for good.
    Definitive,
    /// Plt.: carries out the tasks while the office is vacant.
    Plt,
    /// Plh.: carries out the day's work while the holder is away.
    Plh,
    /// Pj.: fills a vacant office of a regional head.
    Pj,
    /// Pjs.: fills in for a regional head on leave.
    Pjs,
}

impl HolderKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Definitive, Self::Plt, Self::Plh, Self::Pj, Self::Pjs];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Definitive => "definitive",
            Self::Plt => "plt",
            Self::Plh => "plh",
            Self::Pj => "pj",
            Self::Pjs => "pjs",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What stands before the office in a signature ("Plt."), the same in every language.
    pub const fn prefix(self) -> Option<&'static str> {
        match self {
            Self::Definitive => None,
            Self::Plt => Some("Plt."),
            Self::Plh => Some("Plh."),
            Self::Pj => Some("Pj."),
            Self::Pjs => Some("Pjs."),
        }
    }

    /// Whether the person acts for the definitive holder, who keeps the office meanwhile.
    pub const fn leaves_definitive(self) -> bool {
        matches!(self, Self::Plh | Self::Pjs)
    }

    /// Whether the person acts rather than holds.
    pub const fn is_acting(self) -> bool {
        !matches!(self, Self::Definitive)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for kind in AgencyKind::ALL {
            assert_eq!(AgencyKind::from_code(kind.code()), Some(kind));
        }
        for kind in DeskKind::ALL {
            assert_eq!(DeskKind::from_code(kind.code()), Some(kind));
        }
        for kind in HolderKind::ALL {
            assert_eq!(HolderKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(AgencyKind::from_code("LOCAL_OFFICE"), None);
    }
}
