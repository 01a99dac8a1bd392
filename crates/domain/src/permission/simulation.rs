//! Policy simulation: the same accesses and condition keys as those of a call, for administrators.

use cosell_auth::policy::Context as Facts;
use cosell_store::Catalog;
use cosell_store::Tx;
use serde_json::Value;

use super::facts::{self, RequestContext};
use super::requirement::Requirement;
use super::step_requirement::Requires;
use super::subject;
use crate::identity::Authenticated;

/// A simulated request.
#[derive(Debug)]
pub(crate) struct Simulation<'a> {
    caller: &'a Authenticated,
    catalog: Catalog,
    request: &'a Value,
    facts: Facts,
}

impl<'a> Simulation<'a> {
    /// `request` is checked and pruned, or an empty object; `via_service` says that a task calls on
    /// behalf of the principal.
    pub(crate) fn new(
        caller: &'a Authenticated,
        catalog: Catalog,
        request: &'a Value,
        now: i64,
        via_service: bool,
    ) -> Self {
        let request_context = RequestContext {
            name: &caller.name,
            grants: &caller.grants,
            source: &caller.source,
            catalog,
            input: request,
            now,
            via_service,
        };
        let facts = request_context.facts();
        Self {
            caller,
            catalog,
            request,
            facts,
        }
    }

    /// The actions that an operation requires, each with its ARN: `resource`, or the ARN that the
    /// request names.
    pub(crate) fn of_operation(
        &self,
        requirements: &[Requirement],
        resource: Option<&str>,
    ) -> Vec<(String, String)> {
        subject::accesses(
            requirements,
            &self.caller.name.account,
            self.catalog,
            self.request,
        )
        .into_iter()
        .map(|access| {
            let about = resource.filter(|_| access.resource != "*");
            let about = about.map_or(access.resource, str::to_owned);
            (access.action.to_owned(), about)
        })
        .collect()
    }

    /// The actions that the steps of a task require, each once, with its ARN: that of the resource
    /// that the request of the Start… operation names, or else one with a star for its id, because
    /// the task creates or finds the resource.
    pub(crate) fn of_task(&self, steps: &[(&str, Requires)]) -> Vec<(String, String)> {
        let tagged = !facts::list(self.request, "Tags").is_empty();
        let named = self.request.get("Identifier").and_then(Value::as_str);
        let mut asked = Vec::new();
        let requirements = steps.iter().flat_map(|(_, step)| step.requirements());
        for requirement in requirements.filter(|one| subject::applies(one.when, tagged)) {
            let resource = requirement.resource;
            let id = named.filter(|id| resource.is_named_by(id));
            let arn = subject::resource_arn(resource, &self.caller.name.account, self.catalog, id);
            let access = (requirement.action.to_owned(), arn);
            if !asked.contains(&access) {
                asked.push(access);
            }
        }
        asked
    }

    /// The condition keys with which an action is evaluated.
    pub(crate) async fn facts(
        &self,
        tx: &mut Tx,
        action: &str,
        resource: &str,
    ) -> Result<Facts, cosell_store::Error> {
        let mut facts = self.facts.clone();
        let Authenticated { name, grants, .. } = self.caller;
        facts::set_access_facts(&mut facts, name, grants, action, resource);
        facts::add_resource_tags(tx, name, resource, &mut facts).await?;
        Ok(facts)
    }
}
