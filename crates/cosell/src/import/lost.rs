//! What operations cannot make of a live account: it is counted, and the page says it.

use std::collections::BTreeMap;

macro_rules! losses {
    ($($name:ident => $what:literal, $instead:literal;)*) => {
        /// What is not the same here.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Loss {
            $($name,)*
        }

        impl Loss {
            /// What is counted.
            fn what(self) -> &'static str {
                match self {
                    $(Self::$name => $what,)*
                }
            }
        }

        /// What is counted, and what there is instead.
        pub(crate) const LOSSES: &[(&str, &str)] = &[$(($what, $instead)),*];
    };
}

losses! {
    Owners => "owners of opportunities without a name or an address",
        "the alliance lead of the account";
    Solutions => "solutions of opportunities", "`S-1234567`, which each account has";
    Stages => "stages of opportunities that are not approved", "Prospect";
    Histories => "histories of next steps", "the next steps";
    Enrichments => "enrichments of customer accounts", "what the match here finds";
    Members => "members of engagements whom others invited", "nothing";
    Contents => "received invitations that no longer show their content", "nothing";
    Planning => "invitations of AWS to plan an account", "nothing";
    Contacts => "contacts of leads that are not accepted", "a contact named `Not Shown`";
}

/// How often there is what.
#[derive(Debug, Default)]
pub(super) struct Losses(BTreeMap<Loss, u64>);

impl Losses {
    pub(super) fn count(&mut self, loss: Loss, more: u64) {
        if more > 0 {
            *self.0.entry(loss).or_default() += more;
        }
    }

    /// A list for people; `None` if nothing is lost.
    pub(super) fn text(&self) -> Option<String> {
        let all: Vec<String> = self
            .0
            .iter()
            .map(|(loss, count)| format!("{} ({count})", loss.what()))
            .collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
}
