//! Who answers for a row and who helps.

use super::{
    super::{
        Support,
        agencies::{Meaning, Named},
        builder::Builder,
        column::Role,
        doubt::{Code, Doubt},
        words::spoken,
    },
    Fields,
};
use crate::{
    agency::Lead,
    plan::key,
    sheet::{Cell, Position},
};

/// Who answers for a row, and who else is named with them.
#[derive(Debug, Default)]
pub struct Leads {
    /// Who answers.
    pub lead: Option<Lead>,
    /// The others, who help.
    pub others: Vec<Support>,
    /// What is doubtful.
    pub doubts: Vec<Doubt>,
}

impl Fields<'_> {
    /// Who answers for a row; the row above of the same activity where its cell is empty.
    pub fn lead(&self, builder: &mut Builder, row: u32) -> Leads {
        let mut leads = Leads::default();
        let Some(column) = self.column_of(Role::Lead) else { return leads };
        let at = self.position(row, Some(column));
        let Some(text) = self.agency_text(row, column) else {
            if let Some(above) = builder.current_indicator() {
                leads.lead = above.lead;
            } else {
                leads.doubts.push(Doubt::new(at, Code::LeadMissing, ""));
            }
            return leads;
        };
        let merged = self.origin(row, column) < row;
        let named = builder.directory.read(&text).to_vec();
        leads.lead = named.iter().find_map(|one| one.meaning.lead());
        let several = named.iter().filter(|one| one.meaning.lead().is_some()).count() > 1;
        let answers = leads
            .lead
            .and_then(|lead| named.iter().position(|one| one.meaning.lead() == Some(lead)));
        for (place, one) in named.iter().enumerate() {
            if Some(place) != answers {
                leads.others.push(support(one));
            }
            leads.doubts.extend(lead_doubt(one, at, answers.is_some()));
        }
        if let (true, Some(first)) = (several, answers) {
            leads.doubts.push(
                Doubt::new(at, Code::LeadSeveral, &text).suggest(named[first].written.clone()),
            );
        }
        if named.is_empty() {
            leads.doubts.push(Doubt::new(at, Code::LeadMissing, ""));
        }
        if merged {
            leads.doubts.clear();
        }
        leads
    }

    /// The text of an agency cell with its line breaks, which part names.
    fn agency_text(&self, row: u32, column: u32) -> Option<String> {
        match self.sheet.seen(row, column) {
            Cell::Text(text) => Some(text.clone()),
            other => spoken(other),
        }
    }

    /// Adds who helps to the row's activity, each once.
    pub fn supports(&self, builder: &mut Builder, row: u32, others: Vec<Support>) {
        let mut found = others;
        for column in self.columns(|role| role == Role::Support) {
            let Some(text) = self.agency_text(row, column.at) else { continue };
            let at = self.position(row, Some(column.at));
            let merged = self.origin(row, column.at) < row;
            for one in builder.directory.read(&text).to_vec() {
                if let Some(doubt) = support_doubt(&one, at).filter(|_| !merged) {
                    builder.doubt(doubt);
                }
                found.push(support(&one));
            }
        }
        let Some(activity) = builder.current_activity() else { return };
        for one in found {
            if !activity.support.iter().any(|there| key(&there.name) == key(&one.name)) {
                activity.support.push(one);
            }
        }
    }

    /// A row of agencies alone goes on with the row above: a lead where it has none yet, else help.
    pub fn continue_agencies(&self, builder: &mut Builder, row: u32) {
        let mut others = Vec::new();
        if let Some(text) =
            self.column_of(Role::Lead).and_then(|column| self.agency_text(row, column))
        {
            let leads = self.lead(builder, row);
            let named = builder.directory.read(&text).to_vec();
            match builder.current_indicator() {
                Some(indicator) if indicator.lead.is_none() => {
                    indicator.lead = leads.lead;
                    others = leads.others;
                }
                _ => others = named.iter().map(support).collect(),
            }
            for doubt in leads.doubts {
                builder.doubt(doubt);
            }
        }
        self.supports(builder, row, others);
        self.budgets(builder, row);
    }
}

fn support(named: &Named) -> Support {
    Support { name: named.written.clone(), lead: named.meaning.lead() }
}

fn lead_doubt(named: &Named, at: Position, answered: bool) -> Option<Doubt> {
    let doubt = |code| Doubt::new(at, code, &named.written);
    match &named.meaning {
        Meaning::Known(_) => None,
        Meaning::Common if answered => None,
        Meaning::Guessed(_, shown) => Some(doubt(Code::AgencyGuessed).suggest(shown)),
        Meaning::Ambiguous => Some(doubt(Code::AgencyAmbiguous)),
        Meaning::Common | Meaning::Unknown(_, None) => Some(doubt(Code::AgencyUnknown)),
        Meaning::Unknown(_, Some(nearest)) => Some(doubt(Code::AgencyUnknown).suggest(nearest)),
    }
}

fn support_doubt(named: &Named, at: Position) -> Option<Doubt> {
    let doubt = |code| Doubt::new(at, code, &named.written);
    match &named.meaning {
        Meaning::Guessed(_, shown) => Some(doubt(Code::AgencyGuessed).suggest(shown)),
        Meaning::Unknown(true, Some(nearest)) => Some(doubt(Code::SupportUnknown).suggest(nearest)),
        Meaning::Unknown(true, None) => Some(doubt(Code::SupportUnknown)),
        _ => None,
    }
}
