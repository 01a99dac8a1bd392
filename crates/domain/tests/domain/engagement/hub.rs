//! Several accounts that call one service.

use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_store::table::member::{self, Member};
use cosell_store::{Catalog, Location, Store};
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::{self, Harness, NOW, Refused};

pub(crate) const ANNA: &str = "111111111111";
pub(crate) const BERT: &str = "222222222222";
pub(crate) const CARL: &str = "333333333333";

/// A day in milliseconds.
pub(crate) const DAY: i64 = 24 * 60 * 60 * 1000;

/// A service with a frozen clock. A call without a catalog gets the Sandbox.
pub(crate) struct Hub(pub(crate) Harness);

impl Hub {
    /// On an empty store, at [`NOW`].
    pub(crate) async fn new() -> Self {
        Self::at(
            Store::open(&Location::Memory).expect("a store in memory opens"),
            NOW,
        )
        .await
    }

    /// On this store, at this time.
    pub(crate) async fn at(store: Store, millis: i64) -> Self {
        let world = World::frozen(millis, u64::try_from(millis).expect("after 1970"));
        let service = Service::start(
            store.clone(),
            world,
            Settings::default(),
            Options::default(),
        );
        let service = service.await.expect("the service starts");
        Self(Harness { service, store })
    }

    /// On the same store, at another time.
    pub(crate) async fn later(&self, millis: i64) -> Self {
        Self::at(self.0.store.clone(), millis).await
    }

    pub(crate) async fn call(
        &self,
        account: &str,
        operation: &str,
        mut input: Value,
    ) -> Result<Value, Refused> {
        let members = input.as_object_mut().expect("an object");
        members.entry("Catalog").or_insert_with(|| json!("Sandbox"));
        self.0.call(account, operation, input).await
    }

    pub(crate) async fn ok(&self, account: &str, operation: &str, input: Value) -> Value {
        match self.call(account, operation, input).await {
            Ok(body) => body,
            Err(refused) => panic!("{operation} was refused: {refused:#?}"),
        }
    }

    /// The name of the error that refuses the call.
    pub(crate) async fn refused(&self, account: &str, operation: &str, input: Value) -> String {
        match self.call(account, operation, input).await {
            Ok(body) => panic!("{operation} was not refused: {body:#}"),
            Err(refused) => refused.name,
        }
    }

    /// Creates an engagement and returns its id.
    pub(crate) async fn engagement(&self, account: &str, title: &str) -> String {
        let input = json!({ "ClientToken": format!("engagement {title}"), "Title": title });
        text(&self.ok(account, "CreateEngagement", input).await["Id"])
    }

    /// Creates an account's opportunity and returns its id.
    pub(crate) async fn opportunity(&self, account: &str) -> String {
        text(
            &self
                .ok(account, "CreateOpportunity", common::opportunity())
                .await["Id"],
        )
    }

    /// Changes a member of an opportunity that snapshots contain, and waits for its jobs.
    pub(crate) async fn change(&self, account: &str, id: &str, next_steps: &str) {
        let known = self
            .ok(account, "GetOpportunity", json!({ "Identifier": id }))
            .await;
        let mut input = common::update(&known);
        input["LifeCycle"]["NextSteps"] = json!(next_steps);
        self.ok(account, "UpdateOpportunity", input).await;
        self.0.wait_until_idle().await;
    }

    /// Makes an account a member, as accepting an invitation does.
    pub(crate) async fn join(&self, engagement: &str, account: &str) {
        let new = Member {
            engagement_id: engagement.to_owned(),
            account: account.to_owned(),
            catalog: Catalog::Sandbox,
            created_at: NOW,
            joined_at: NOW,
        };
        let joined: Result<(), cosell_store::Error> = self
            .0
            .store
            .write(new, async |tx, new| member::insert(tx, new).await)
            .await;
        joined.expect("a new member");
    }

    /// All pages of a list, two records at a time.
    pub(crate) async fn pages(
        &self,
        account: &str,
        operation: &str,
        mut input: Value,
        list: &str,
    ) -> Vec<Value> {
        let mut all = Vec::new();
        input["MaxResults"] = json!(2);
        loop {
            let page = self.ok(account, operation, input.clone()).await;
            let records = page[list].as_array().expect("a list");
            assert!(records.len() <= 2);
            all.extend(records.iter().cloned());
            if page["NextToken"].is_null() {
                return all;
            }
            assert_eq!(records.len(), 2, "a page before another one is full");
            input["NextToken"] = page["NextToken"].clone();
        }
    }
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

pub(crate) fn ids(records: &[Value]) -> Vec<&str> {
    records
        .iter()
        .filter_map(|record| record["Id"].as_str())
        .collect()
}
