//! `/_cosell/state`: all data of the space of the request in one file.
//!
//! `GET` saves them, `PUT` loads a file, which is the body of the request. A file that cannot be
//! loaded is refused and changes nothing. `/_cosell/states` has files that the server keeps by
//! name, each space its own: `PUT` saves the space under a name, and `POST` to `…/{name}/switch`
//! saves it under the name that it had and loads another one.

use cosell_admin_api::DateTime;
use cosell_admin_api::pages::{
    BranchState, DropState, ListStates, LoadState, SaveState, SwitchState,
};
use cosell_admin_api::state::{Loaded, State, StateFile, States};
use cosell_world::machine;

use super::rest::Rest;
use super::{Context, Handler, invalid, not_found};
use crate::refusal::Refusal;
use crate::spaces::{Kept, NamespaceName, STATE_NAME, Space};

impl Handler for SaveState {
    async fn handle(self, cx: Context<'_>) -> Result<StateFile, Refusal> {
        let file = cx.requester.spaces.save(cx.requester.space).await?;
        // It is empty: a request is handled once.
        let _ = cx.rest.set(Rest::File(file));
        Ok(StateFile(String::new()))
    }
}

impl Handler for LoadState {
    async fn handle(self, cx: Context<'_>) -> Result<Loaded, Refusal> {
        let began = machine::instant();
        let upload = cx.requester.upload;
        let upload = upload.ok_or_else(|| invalid("The body of the request is the state."))?;
        cx.requester.spaces.load(cx.requester.space, upload).await?;
        Ok(loaded(cx.requester.space, began))
    }
}

impl Handler for ListStates {
    async fn handle(self, cx: Context<'_>) -> Result<States, Refusal> {
        let kept = cx.requester.spaces.states(cx.requester.space)?;
        Ok(States {
            states: kept.into_iter().map(shown).collect(),
        })
    }
}

impl Handler for BranchState {
    async fn handle(self, cx: Context<'_>) -> Result<State, Refusal> {
        let name = name(&self.name)?;
        let kept = cx
            .requester
            .spaces
            .branch(cx.requester.space, &name)
            .await?;
        Ok(shown(kept))
    }
}

impl Handler for SwitchState {
    async fn handle(self, cx: Context<'_>) -> Result<Loaded, Refusal> {
        let began = machine::instant();
        let name = name(&self.name)?;
        let space = cx.requester.space;
        let switched = cx.requester.spaces.switch(space, &name).await?;
        switched.ok_or_else(|| not_found("There is no state of this name."))?;
        Ok(loaded(space, began))
    }
}

impl Handler for DropState {
    async fn handle(self, cx: Context<'_>) -> Result<State, Refusal> {
        let name = name(&self.name)?;
        let dropped = cx.requester.spaces.drop_state(cx.requester.space, &name);
        dropped
            .await?
            .map(shown)
            .ok_or_else(|| not_found("There is no state of this name."))
    }
}

fn loaded(space: &Space, began: std::time::Instant) -> Loaded {
    let took = machine::elapsed(began).as_millis();
    Loaded {
        namespace: space.name.as_ref().map(ToString::to_string),
        took_ms: u64::try_from(took).unwrap_or(u64::MAX),
    }
}

/// The name of a state has the form of that of a namespace.
fn name(text: &str) -> Result<NamespaceName, Refusal> {
    let name = text.parse();
    name.map_err(|_| invalid(&format!("{STATE_NAME}.")))
}

fn shown(kept: Kept) -> State {
    State {
        name: kept.name,
        saved_at: kept.saved_at.map(DateTime::from_millis),
        bytes: kept.bytes,
        current: kept.current,
    }
}
