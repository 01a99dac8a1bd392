//! What a principal would be asked: the same questions as those of a call, for people to look at.

use cosell_auth::policy::Context as Facts;
use cosell_store::Catalog;
use cosell_store::Tx;
use serde_json::Value;

use super::facts::{self, RequestContext};
use super::requirement::Requirement;
use super::subject;
use crate::identity::{Grants, Name, Source};

/// A request that nobody made.
#[derive(Debug)]
pub(crate) struct Simulation<'a> {
    name: &'a Name,
    grants: &'a Grants,
    catalog: Catalog,
    request: &'a Value,
    facts: Facts,
}

impl<'a> Simulation<'a> {
    /// `request` is checked and pruned, or an empty object.
    pub(crate) fn new(
        name: &'a Name,
        grants: &'a Grants,
        catalog: Catalog,
        request: &'a Value,
        now: i64,
    ) -> Self {
        let request_context = RequestContext {
            name,
            grants,
            source: &Source::default(),
            catalog,
            input: request,
            now,
            via_service: false,
        };
        let facts = request_context.facts();
        Self {
            name,
            grants,
            catalog,
            request,
            facts,
        }
    }

    /// The actions that an operation asks for, each with the ARN that it asks about: `resource`, or
    /// the one that the request names.
    pub(crate) fn of_operation(
        &self,
        requirements: &[Requirement],
        resource: Option<&str>,
    ) -> Vec<(String, String)> {
        subject::accesses(requirements, &self.name.account, self.catalog, self.request)
            .into_iter()
            .map(|access| {
                let about = resource.filter(|_| access.resource != "*");
                let about = about.map_or(access.resource, str::to_owned);
                (access.action.to_owned(), about)
            })
            .collect()
    }

    /// The condition keys under which an action is decided.
    pub(crate) async fn facts(
        &self,
        tx: &mut Tx,
        action: &str,
        resource: &str,
    ) -> Result<Facts, cosell_store::Error> {
        let mut facts = self.facts.clone();
        facts::set_access_facts(&mut facts, self.name, self.grants, action, resource);
        facts::add_resource_tags(tx, self.name, resource, &mut facts).await?;
        Ok(facts)
    }
}
