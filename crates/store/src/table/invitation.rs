//! Invitations to engagements, listed by their sender or their receiver.

use super::bounded::{Found, Walk};
use super::due::Due;
use super::{Catalog, Page, fresh};
use crate::record::{self, Record, record};
use crate::row::Document;
use crate::stored_enum::stored_enum;
use crate::{Error, Lock, Select, Tx, Value};

stored_enum! {
    /// The status of an invitation. An expired one may still be stored as pending.
    pub enum Status {
        Pending = "PENDING",
        Accepted = "ACCEPTED",
        Rejected = "REJECTED",
        Expired = "EXPIRED",
    }
}

stored_enum! {
    /// What an invitation invites to.
    pub enum PayloadType {
        Opportunity = "OpportunityInvitation",
        Lead = "LeadInvitation",
        AccountPlanning = "AccountPlanningInvitation",
    }
}

record! {
    /// A row of `invitation`. The document contains message, payload and later changes.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Invitation in "invitation" {
        id: String [key],
        catalog: Catalog,
        engagement_id: String [key],
        sender: String,
        receiver: String,
        status: Status,
        payload_type: PayloadType,
        invited_at: i64,
        expires_at: i64,
        document: String as Document,
    }
}

impl Invitation {
    fn key(&self) -> [Value<'_>; 2] {
        [(&self.id).into(), (&self.engagement_id).into()]
    }
}

/// The side of an invitation that a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Sender,
    Receiver,
}

/// The filter of a list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub payload_types: Vec<String>,
    pub statuses: Vec<String>,
    pub engagement_ids: Vec<String>,
    pub senders: Vec<String>,
    /// The time by which a pending invitation counts as expired.
    pub now: i64,
}

/// The status that an invitation has at the time `?`: it expires without a write.
const STATUS: &str =
    "CASE WHEN status = 'PENDING' AND expires_at <= ? THEN 'EXPIRED' ELSE status END";

/// Stores a new invitation.
pub async fn insert(tx: &mut Tx, new: &Invitation) -> Result<(), Error> {
    let insert = async |tx: &mut Tx| record::insert(tx, new).await;
    let keep = |fresh: &mut fresh::Fresh| fresh.invitations.push(new.clone());
    fresh::with(tx, &new.engagement_id, insert, keep).await
}

/// Moves a pending invitation to its final status. Returns `false` when it is no longer pending.
pub async fn close(
    tx: &mut Tx,
    invitation: &Invitation,
    status: Status,
    document: &str,
) -> Result<bool, Error> {
    let text = "UPDATE invitation SET status = $1, document = $2 \
                WHERE id = $3 AND engagement_id = $4 AND status || '' = 'PENDING'";
    let [id, engagement_id] = invitation.key();
    let values = [status.into(), Value::document(document), id, engagement_id];
    Ok(tx.execute(text, &values).await? == 1)
}

/// Marks a pending invitation as expired. Returns `false` when it is no longer pending.
pub async fn expire(tx: &mut Tx, invitation: &Invitation) -> Result<bool, Error> {
    let text = "UPDATE invitation SET status = 'EXPIRED' \
                WHERE id = $1 AND engagement_id = $2 AND status || '' = 'PENDING'";
    Ok(tx.execute(text, &invitation.key()).await? == 1)
}

/// Replaces the document of a pending invitation. Returns `false` when it is no longer pending.
pub async fn revise(tx: &mut Tx, invitation: &Invitation, document: &str) -> Result<bool, Error> {
    let text = "UPDATE invitation SET document = $1 \
                WHERE id = $2 AND engagement_id = $3 AND status || '' = 'PENDING'";
    let [id, engagement_id] = invitation.key();
    let values = [Value::document(document), id, engagement_id];
    Ok(tx.execute(text, &values).await? == 1)
}

/// Reads an invitation again that was peeked at, and locks it. Its engagement is locked before it.
pub async fn lock(tx: &mut Tx, peeked: &Invitation) -> Result<Option<Invitation>, Error> {
    let text = format!(
        "{} WHERE id = $1 AND engagement_id = $2",
        Invitation::SELECT
    );
    let values = peeked.key();
    let found = tx.lock_one(Lock::Exclusive, &text, &values).await?;
    found.map(Invitation::read).transpose()
}

/// Finds an invitation by id, whoever its parties are, without a lock: its parties, its engagement
/// and its dates never change.
pub async fn peek(tx: &mut Tx, catalog: &str, id: &str) -> Result<Option<Invitation>, Error> {
    let text = format!("{} WHERE id = $1 AND catalog = $2", Invitation::SELECT);
    let found = tx.query_one(&text, &[id.into(), catalog.into()]).await?;
    found.map(Invitation::read).transpose()
}

/// The newest invitation of a receiver to an engagement.
pub async fn latest(
    tx: &mut Tx,
    engagement_id: &str,
    receiver: &str,
) -> Result<Option<Invitation>, Error> {
    if let Some(fresh) = fresh::of(tx, engagement_id) {
        let sent = fresh.invitations.iter();
        let to = sent.filter(|invitation| invitation.receiver == receiver);
        return Ok(to.max_by_key(|sent| (sent.invited_at, &sent.id)).cloned());
    }
    let text = format!(
        "{} WHERE engagement_id = $1 AND receiver = $2 \
         ORDER BY invited_at DESC, id DESC LIMIT 1",
        Invitation::SELECT
    );
    tx.query_one(&text, &[engagement_id.into(), receiver.into()])
        .await?
        .map(Invitation::read)
        .transpose()
}

static EXPIRY: Due = Due::new(Invitation::TABLE, "id", "expires_at", &["id"]);

/// When the first pending invitation expires.
pub async fn next_expiry(tx: &mut Tx) -> Result<Option<i64>, Error> {
    EXPIRY
        .first(tx, &[], |all| all.literal("status = 'PENDING'"))
        .await
}

/// Up to `limit` pending invitations that have expired, the oldest first.
pub async fn due(tx: &mut Tx, now: i64, limit: i64) -> Result<Vec<Invitation>, Error> {
    let due = EXPIRY.records::<Invitation>(tx);
    let due = due.literal("status = 'PENDING'");
    let due = due.compare("expires_at", "<=", now);
    EXPIRY.read(tx, due, limit, Invitation::take).await
}

/// How many invitations to an engagement are open at a time.
pub async fn open_in(tx: &mut Tx, engagement_id: &str, now: i64) -> Result<i64, Error> {
    if let Some(fresh) = fresh::of(tx, engagement_id) {
        let open = fresh.invitations.iter().filter(|invitation| {
            invitation.status == Status::Pending && invitation.expires_at > now
        });
        return Ok(i64::try_from(open.count()).unwrap_or(i64::MAX));
    }
    let text = "SELECT COUNT(*) FROM invitation \
                WHERE engagement_id = $1 AND status || '' = 'PENDING' AND expires_at > $2";
    match tx
        .query_one(text, &[engagement_id.into(), now.into()])
        .await?
    {
        Some(mut row) => row.integer(0),
        None => Ok(0),
    }
}

/// One page of the invitations that an account sent or received, by their date.
pub async fn list(
    tx: &mut Tx,
    account: &str,
    side: Side,
    catalog: &str,
    filter: &Filter,
    page: Page,
) -> Result<Found<Invitation>, Error> {
    // A filter of engagements matches few invitations: they are found through their own index and
    // sorted, so party and order are written as expressions, which no other index matches.
    let named = !filter.engagement_ids.is_empty();
    let party = match (side, named) {
        (Side::Sender, false) => "sender",
        (Side::Receiver, false) => "receiver",
        (Side::Sender, true) => "sender || ''",
        (Side::Receiver, true) => "receiver || ''",
    };
    let keys: &[&str] = if named {
        &["invited_at + 0", "id || ''"]
    } else {
        &["invited_at", "id"]
    };
    let others = [&filter.payload_types, &filter.statuses, &filter.senders];
    let passes_over = !named && others.iter().any(|values| !values.is_empty());
    let entries = passes_over.then(|| {
        Select::new("SELECT invited_at, id FROM invitation")
            .equal(party, account)
            .equal("catalog", catalog)
    });
    let list = Select::new(Invitation::SELECT)
        .equal(party, account)
        .equal("catalog", catalog)
        .any_of("payload_type", &filter.payload_types)
        .any_of_computed(STATUS, filter.now, &filter.statuses)
        .any_of("engagement_id", &filter.engagement_ids)
        .any_of("sender", &filter.senders);
    let walk = Walk::new(keys, page);
    walk.page(tx, entries, list, Invitation::read_all).await
}
