//! `cosell aws accept-invitation` and `reject-invitation`.

use cosell_admin_api::aws::{AnsweredInvitation, Rejection};
use cosell_admin_api::pages::{AcceptInvitation, RejectInvitation};

use crate::client::{AdminError, Connection};
use crate::given::bare;
use crate::print;

#[derive(Debug, clap::Args)]
pub(crate) struct Accept {
    /// The id of the invitation, such as engi-0k3j9x2m4n5p6, or its ARN
    #[arg(value_name = "INVITATION")]
    id: String,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Reject {
    /// The id of the invitation, such as engi-0k3j9x2m4n5p6, or its ARN
    #[arg(value_name = "INVITATION")]
    id: String,
    /// The reason that the sender reads, such as 'Unable to support'
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    connection: Connection,
}

pub(super) fn accept(Accept { id, connection }: &Accept) -> Result<(), AdminError> {
    let page = AcceptInvitation {
        id: bare(id).to_owned(),
    };
    let answered = connection.client()?.call(&page)?;
    connection.output.print(&answered, shown)
}

pub(super) fn reject(given: &Reject) -> Result<(), AdminError> {
    let page = RejectInvitation {
        id: bare(&given.id).to_owned(),
        body: Rejection {
            reason: given.reason.clone(),
        },
    };
    let answered = given.connection.client()?.call(&page)?;
    given.connection.output.print(&answered, shown)
}

fn shown(answered: &AnsweredInvitation) -> String {
    let about = answered.opportunity_id.as_deref();
    let about = about.map_or_else(String::new, |id| format!(", with {}", print::text(id)));
    format!(
        "{} of account {} in catalog {}: {}{about}",
        print::text(&answered.id),
        print::text(&answered.account),
        answered.catalog,
        print::text(&answered.status)
    )
}
