//! What operators see of the service: the tasks of all accounts, and the counters of the store.

use std::fs::File;

use cosell_admin_api::aws::Review;
use cosell_admin_api::pipeline::PipelineFilter;
use cosell_store::table::bulk::{self, Job};
use cosell_store::table::task::newest::Key;
use cosell_store::table::task::{self, Step, Task};
use cosell_store::{Catalog, Counts, StateError, StateReader, StateWriter, Tx};
use cosell_supervisor::Supervisor;

use super::Service;
use crate::aws_side::answer::{self, Answer, Answered};
use crate::aws_side::body::Members;
use crate::aws_side::refer::{self, Sending, Sent};
use crate::aws_side::summary::{self, Summarized};
use crate::aws_side::{self, Decided, update};
use crate::opportunity::Stored;
use crate::opportunity::pipeline::{self, Pipeline};
use crate::records::{self, RecordOwner};
use crate::settings::AWS;
use crate::task::overview::{self, Overview, OverviewFilter};
use crate::{Context, Error, documents};

impl Service {
    /// The counters of the store since the service started.
    pub fn counts(&self) -> Counts {
        self.store.counts()
    }

    /// The number of transactions that wait to be written.
    pub fn waiting(&self) -> usize {
        self.store.waiting()
    }

    /// Makes another key for `NextToken`s and returns its number. Tokens of the previous key stay
    /// valid until the next rotation.
    pub async fn rotate_page_key(&self) -> Result<i64, Error> {
        Ok(self.page_keys.rotate(&self.store, &self.world).await?)
    }

    /// The pipeline of an account: bounded counts, and the values of its newest opportunities.
    pub async fn pipeline(&self, asked: PipelineFilter) -> Result<Pipeline, Error> {
        let read = async |tx: &mut Tx, asked: &PipelineFilter| pipeline::pipeline(tx, asked).await;
        self.store.read(asked, read).await
    }

    /// Up to `limit` accounts that have records, by their ids, after the account `after`.
    pub async fn record_holders(
        &self,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<String>, Error> {
        self.store
            .read((after, limit), async |tx, (after, limit)| {
                records::accounts(tx, after.as_deref(), *limit).await
            })
            .await
    }

    /// Whose the opportunity, the customer account or the engagement with this id is.
    pub async fn record_owner(&self, id: String) -> Result<Option<RecordOwner>, Error> {
        let find = async |tx: &mut Tx, id: &String| records::owner(tx, id).await;
        self.store.read(id, find).await
    }

    /// Decides AWS's review of an opportunity, whoever owns it, in either catalog.
    pub async fn review(&self, id: String, review: Review) -> Result<Decided, Error> {
        let (world, settings) = (&self.world, &self.settings);
        let cx = Context::of_service(world, settings, "", Catalog::Aws, world.now());
        self.store
            .write((cx, id, review), async |tx, (cx, id, review)| {
                aws_side::decide(cx, tx, id, review).await
            })
            .await
    }

    /// Answers an invitation in the place of AWS.
    pub async fn answer_invitation(&self, id: String, by: Answer) -> Result<Answered, Error> {
        let cx = self.of_aws();
        self.store
            .write((cx, id, by), async |tx, (cx, id, by)| {
                answer::answer(cx, tx, id, by).await
            })
            .await
    }

    /// Changes AWS's side of an opportunity.
    pub async fn set_summary(&self, id: String, change: Members) -> Result<Summarized, Error> {
        let cx = self.of_aws();
        self.store
            .write((cx, id, change), async |tx, (cx, id, change)| {
                summary::set(cx, tx, id, change).await
            })
            .await
    }

    /// Changes a partner's opportunity in the place of AWS.
    pub async fn update_by_aws(&self, id: String, change: Members) -> Result<Stored, Error> {
        let cx = self.of_aws();
        self.store
            .write((cx, id, change), async |tx, (cx, id, change)| {
                update::update(cx, tx, id, change).await
            })
            .await
    }

    /// Sends a referral in the place of AWS.
    pub async fn send_referral(&self, sending: Sending) -> Result<Sent, Error> {
        let cx = self.of_aws();
        self.store
            .write((cx, sending), async |tx, (cx, sending)| {
                refer::referral(cx, tx, sending).await
            })
            .await
    }

    /// Sends a lead in the place of AWS.
    pub async fn send_lead(&self, sending: Sending) -> Result<Sent, Error> {
        let cx = self.of_aws();
        self.store
            .write((cx, sending), async |tx, (cx, sending)| {
                refer::lead(cx, tx, sending).await
            })
            .await
    }

    /// The context of an act of AWS; who acts on what sets account and catalog.
    fn of_aws(&self) -> Context {
        let (world, settings) = (&self.world, &self.settings);
        Context::of_service(world, settings, AWS, Catalog::Aws, world.now())
    }

    /// Whether the store accepts writes: see
    /// [`Store::takes_writes`](cosell_store::Store::takes_writes).
    pub async fn takes_writes(&self) -> bool {
        self.store.takes_writes().await
    }

    /// Whether the store failed the last write for a reason other than the request.
    pub fn refused_last_write(&self) -> bool {
        self.store.refused_last_write()
    }

    /// Saves all data in a file, which a store can load. The clock is noted in it.
    pub async fn save(&self, file: File) -> Result<u64, Error> {
        let program = env!("CARGO_PKG_VERSION");
        let writer = StateWriter::begin(file, program, &self.world.describe(), documents::check);
        let writer = writer.map_err(cosell_store::Error::from)?;
        Ok(self.store.save(writer).await?)
    }

    /// Ends writing, for everybody who has the store: see [`cosell_store::Store::end_writes`].
    pub async fn end_writes(&self) {
        self.store.end_writes().await;
    }

    /// Reads the head of a saved state. A row with a document that no operation could read is
    /// refused when it is loaded.
    pub fn open_state(file: File) -> Result<StateReader, StateError> {
        StateReader::open(file, documents::check)
    }

    /// Closes the store, for everybody who has it: see [`cosell_store::Store::close`].
    pub fn close(&self) {
        self.store.close();
    }

    /// The supervisor of the threads and loops of the service.
    pub fn supervisor(&self) -> &Supervisor {
        self.store.supervisor()
    }

    /// A task and the journal of its steps.
    pub async fn task(&self, id: &str) -> Result<Option<(Task, Vec<Step>)>, Error> {
        self.store
            .read(id.to_owned(), async |tx, id| {
                match task::find_any(tx, id).await? {
                    Some(record) => Ok(Some((record, task::steps(tx, id).await?))),
                    None => Ok(None),
                }
            })
            .await
    }

    /// A bulk job of any account.
    pub async fn bulk_job(&self, id: &str) -> Result<Option<Job>, Error> {
        self.store
            .read(id.to_owned(), async |tx, id| {
                Ok(bulk::of_any_account(tx, id).await?)
            })
            .await
    }

    /// Up to `limit` of the tasks and bulk jobs that a filter selects, the newest first, after the
    /// key `after`.
    pub async fn tasks(
        &self,
        filter: &OverviewFilter,
        after: Option<Key>,
        limit: usize,
    ) -> Result<Overview, Error> {
        let input = (filter.clone(), after, limit);
        self.store
            .read(input, async |tx, (filter, after, limit)| {
                Ok(overview::list(tx, filter, after.as_ref(), *limit).await?)
            })
            .await
    }
}
