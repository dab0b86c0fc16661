//! The layers of a term, from the top.

/// Where in the structure a seat is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Pelindung and pembina: the Bupati and the heads of Forkopimda.
    Patron,
    /// Ketua.
    Chair,
    /// Ketua Harian: leads from day to day.
    DailyChair,
    /// Sekretaris.
    Secretary,
    /// Coordinator of a sub-task force.
    Coordinator,
    /// Member of a sub-task force.
    Member,
    /// Sekretariat: keeps the papers.
    Secretariat,
}

impl Layer {
    /// Every layer, from the top.
    pub const ALL: [Self; 7] = [
        Self::Patron,
        Self::Chair,
        Self::DailyChair,
        Self::Secretary,
        Self::Coordinator,
        Self::Member,
        Self::Secretariat,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Patron => "patron",
            Self::Chair => "chair",
            Self::DailyChair => "daily_chair",
            Self::Secretary => "secretary",
            Self::Coordinator => "coordinator",
            Self::Member => "member",
            Self::Secretariat => "secretariat",
        }
    }

    /// The layer with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.code() == code)
    }

    /// Whether its seats are in a sub-task force.
    pub const fn is_in_sub(self) -> bool {
        matches!(self, Self::Coordinator | Self::Member)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layer_reads_back_and_stands_in_order() {
        for layer in Layer::ALL {
            assert_eq!(Layer::from_code(layer.code()), Some(layer));
        }
        assert!(Layer::ALL.is_sorted());
    }
}
