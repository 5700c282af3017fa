//! What the gates look at.

use super::{
    Alternative, Contract, DataClass, Exit, Mandate, Ownership, Representation, Review,
    ThirdParties,
};
use crate::pledge::terms::Micros;
use serde::{Deserialize, Serialize};

/// All that the gates look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PoisonPlan {
    /// What the data are.
    pub data: DataClass,
    /// What it says to others.
    pub representation: Representation,
    /// What binds people to the operator.
    pub contract: Contract,
    /// Whose account it is.
    pub ownership: Ownership,
    /// Who else would be hurt.
    pub third_parties: ThirdParties,
    /// What a lawful lever would do.
    pub alternative: Alternative,
    /// The country of the people.
    pub country: String,
    /// The reviews there are; without one for the country the lever is off.
    pub reviews: Vec<Review>,
    /// How it ends.
    pub exit: Exit,
    /// Who has agreed.
    pub mandate: Mandate,
    /// When it was written, or changed last: what was decided before was
    /// decided of another plan.
    #[serde(default)]
    pub written: Micros,
}

impl Default for PoisonPlan {
    /// A plan of which nothing is known yet: every question has the answer
    /// that keeps its gate shut.
    fn default() -> Self {
        Self {
            data: DataClass::Other,
            representation: Representation {
                states_fact: true,
                signed: true,
                warranted: true,
            },
            contract: Contract {
                terms_shown: false,
                paid: true,
            },
            ownership: Ownership {
                own_account: false,
                own_device: false,
                automated: true,
                several_accounts: true,
                faster_than_human: true,
            },
            third_parties: ThirdParties {
                billed: true,
                safety: true,
                commons: true,
            },
            alternative: Alternative {
                open: true,
                share_of_effect: None,
                enough: 0.0,
            },
            country: String::new(),
            reviews: Vec::new(),
            exit: Exit {
                stop_published: false,
                spares_compliant: false,
                from: 0,
                until: 0,
            },
            mandate: Mandate {
                voted: false,
                reviewed: false,
                two_people: false,
            },
            written: 0,
        }
    }
}
