//! Authentication and authorization: keys, policies, and the effect of a change of either while
//! operations and tasks run.

mod administration;
mod conditions;
mod managed;
mod revocation;
mod steps;

use cosell_domain::identity::admin::{Administration, Attachment, Named, NewKey, NewPolicy};
use cosell_domain::identity::{Authenticated, Directory, Identity, Kind, Source};
use cosell_domain::{Caller, Service, Settings};
use cosell_engine::Options;
use cosell_store::{Location, Store};
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::{Harness, NOW, PARTNER};

/// A service with a secrets key, on a store that other services may share.
async fn service(store: &Store) -> Harness {
    let world = World::frozen(NOW, 7);
    let identity = Identity {
        secrets_key: Some("07".repeat(32).parse().expect("a key")),
        ..Identity::default()
    };
    let directory = Directory::open(store.clone(), &world, identity)
        .await
        .expect("the directory opens");
    let settings = Settings::default();
    let options = Options::default();
    let service = Service::start_with(store.clone(), world, settings, options, directory)
        .await
        .expect("the service starts");
    Harness {
        service,
        store: store.clone(),
    }
}

pub(crate) async fn fresh() -> Harness {
    service(&Store::open(&Location::Memory).expect("a store in memory opens")).await
}

impl Harness {
    fn admin(&self) -> Administration {
        self.service.administration()
    }

    /// Creates a user of [`PARTNER`] and returns the id of its key.
    pub(crate) async fn user(&self, name: &str) -> String {
        let admin = self.admin();
        admin.create_principal(user(name)).await.expect("a user");
        let key = admin.create_key(NewKey {
            account: PARTNER.to_owned(),
            user: Some(name.to_owned()),
            ..NewKey::default()
        });
        key.await.expect("a key").key.id
    }

    /// Stores a policy of these statements, and attaches it to a user.
    pub(crate) async fn allow(&self, name: &str, policy: &str, statements: &Value) {
        let document = json!({ "Version": "2012-10-17", "Statement": statements });
        let admin = self.admin();
        let kept = admin.put_policy(NewPolicy {
            account: PARTNER.to_owned(),
            name: policy.to_owned(),
            document: document.to_string().as_str().into(),
        });
        kept.await.expect("a policy");
        let admin = self.admin();
        let attached = admin.attach(attachment(name, policy));
        attached.await.expect("it is attached");
    }

    /// The caller of a key, if the key is active.
    pub(crate) async fn caller(&self, key: &str) -> Option<Caller> {
        let known = self.service.directory().find(key).await.expect("a store");
        let known = known?;
        Some(Caller::from(Authenticated {
            name: known.name.clone(),
            grants: known.grants.clone(),
            source: Source {
                address: Some([192, 0, 2, 7].into()),
                secure: true,
                user_agent: Some("crm/7".to_owned()),
                referer: Some("https://crm.example.com/deals".to_owned()),
                session_issued_at: known.session_issued_at,
                ..Source::default()
            },
        }))
    }

    /// The name of the error of a call with a key, if the call is refused. As the server does, it
    /// resolves the caller again when the cached caller is outdated.
    async fn outcome(&self, key: &str, operation: &str, input: &Value) -> Option<String> {
        loop {
            let Some(caller) = self.caller(key).await else {
                return Some("UnrecognizedClientException".to_owned());
            };
            match self.call_as(caller, operation, input.clone()).await {
                Ok(_) => return None,
                Err(refused) if refused.name.is_empty() => {}
                Err(refused) => return Some(refused.name),
            }
        }
    }
}

fn user(name: &str) -> Named {
    Named {
        account: PARTNER.to_owned(),
        kind: Kind::User,
        name: name.to_owned(),
    }
}

fn attachment(user: &str, policy: &str) -> Attachment {
    Attachment {
        account: PARTNER.to_owned(),
        user: Some(user.to_owned()),
        role: None,
        policy: policy.to_owned(),
    }
}

fn sandbox() -> Value {
    json!({ "Catalog": "Sandbox" })
}

fn allow_all() -> Value {
    json!({ "Effect": "Allow", "Action": "*", "Resource": "*" })
}
