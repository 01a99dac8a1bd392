//! `cosell aws reviewer`: the rules by which AWS's reviewers decide.

use cosell_admin_api::pages::{SetReviewer, ShowReviewer};
use cosell_admin_api::reviewer::{ReviewRules, Reviewer, ReviewerSetting};

use crate::client::{AdminError, Connection, words};
use crate::print;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Who reviews from now on, until the server is reset or reads its configuration again
    #[arg(long, value_name = "REVIEWER", value_parser = words::<Reviewer>())]
    set: Option<Reviewer>,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), AdminError> {
    let (client, output) = (arguments.connection.client()?, &arguments.connection.output);
    let rules = match arguments.set {
        None => client.call(&ShowReviewer {})?,
        Some(reviewer) => {
            let body = ReviewerSetting { reviewer };
            client.call(&SetReviewer { body })?
        }
    };
    output.print(&rules, shown)
}

fn shown(rules: &ReviewRules) -> String {
    if rules.rules.is_empty() {
        return "no rules: an opportunity stays Submitted until somebody decides".to_owned();
    }
    let lines = rules.rules.iter().map(|rule| {
        let when = if rule.when.is_empty() {
            "every opportunity".to_owned()
        } else {
            rule.when.join(", ")
        };
        let then = rule.then.iter();
        let then = then.map(|one| format!("{} after {} ms", one.act, one.after_ms));
        let then = then.collect::<Vec<_>>().join(", ");
        print::text(&format!("{}: {when}: {then}", rule.name))
    });
    lines.collect::<Vec<_>>().join("\n")
}
