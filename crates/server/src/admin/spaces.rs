//! `/_cosell/namespaces` and `POST /_cosell/reset`: the spaces of a server.
//!
//! A namespace is made by the first request that names it, in the header `x-cosell-namespace` or
//! before the access key, but by no page that is shown without a token. In mode `strict` an
//! operator creates it with `PUT`. `DELETE` drops it with everything in it. A reset brings the
//! space of the request back to what the server begins with: data, clock and fault rules. `POST
//! /_cosell/seed` adds an entry of a seed file to it.

use cosell_admin_api::DateTime;
use cosell_admin_api::init::Init;
use cosell_admin_api::pages::{
    ApplySeed, CreateNamespace, DropNamespace, ListNamespaces, Reset, ShowInit,
};
use cosell_admin_api::seed::Seeded;
use cosell_admin_api::space::{Created, Namespace, Namespaces, Reset as Done};
use cosell_world::machine;

use super::{Context, Handler, invalid, not_found};
use crate::refusal::Refusal;
use crate::spaces::NamespaceName;

impl Handler for ListNamespaces {
    async fn handle(self, cx: Context<'_>) -> Result<Namespaces, Refusal> {
        let all = cx.requester.spaces.list().into_iter();
        Ok(Namespaces {
            namespaces: all.map(|(name, at)| shown(&name, at)).collect(),
        })
    }
}

impl Handler for CreateNamespace {
    async fn handle(self, cx: Context<'_>) -> Result<Created, Refusal> {
        let name = name(&self.name)?;
        let spaces = cx.requester.spaces;
        let known = spaces.created_at(&name);
        spaces.make(&name).await?;
        let at = spaces.created_at(&name).unwrap_or_else(machine::now);
        Ok(Created {
            namespace: shown(&name, at),
            created: known.is_none(),
        })
    }
}

impl Handler for DropNamespace {
    async fn handle(self, cx: Context<'_>) -> Result<Namespace, Refusal> {
        let name = name(&self.name)?;
        let dropped = cx.requester.spaces.drop_namespace(&name).await;
        let at = dropped.ok_or_else(|| not_found("There is no such namespace."))?;
        Ok(shown(&name, at))
    }
}

impl Handler for ShowInit {
    async fn handle(self, cx: Context<'_>) -> Result<Init, Refusal> {
        Ok(cx.requester.spaces.init().shown())
    }
}

impl Handler for Reset {
    async fn handle(self, cx: Context<'_>) -> Result<Done, Refusal> {
        let began = machine::instant();
        let space = cx.requester.space;
        cx.requester.spaces.reset(space).await?;
        let took = machine::elapsed(began).as_millis();
        Ok(Done {
            namespace: space.name.as_ref().map(ToString::to_string),
            took_ms: u64::try_from(took).unwrap_or(u64::MAX),
        })
    }
}

impl Handler for ApplySeed {
    async fn handle(self, cx: Context<'_>) -> Result<Seeded, Refusal> {
        let space = cx.requester.space;
        match cx.requester.spaces.seed(space, self.body).await {
            Some(made) => made.map_err(|why| invalid(&why)),
            None => Err(not_found("This server makes no seeds.")),
        }
    }
}

fn name(text: &str) -> Result<NamespaceName, Refusal> {
    text.parse().map_err(|error| invalid(&format!("{error}.")))
}

fn shown(name: &NamespaceName, created_at: i64) -> Namespace {
    Namespace {
        name: name.to_string(),
        created_at: DateTime::from_millis(created_at),
    }
}
