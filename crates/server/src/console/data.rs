//! The data of the space that the page is in: reset and saved states; and the namespaces.

use cosell_admin_api::pages::{
    BranchState, CreateNamespace, DropNamespace, DropState, ListNamespaces, ListStates, LoadState,
    Reset, SwitchState,
};
use cosell_admin_api::space::Namespaces;
use cosell_admin_api::state::States;
use maud::{Markup, html};

use super::danger;
use super::layout::Page;
use super::namespace;
use super::pieces::{badge, button, empty, failure, form_token, time};
use super::upload::FILE;
use super::view::{Fields, PREFIX, Problem, View};

/// Does what a form says with the data, a state or a namespace.
pub(super) async fn act(view: &View<'_>, form: &Fields) -> Result<(), Problem> {
    let name = form.text("name");
    match &*form.text("act") {
        "load" => view.ask(LoadState {}).await.map(drop),
        "reset" => view.ask(Reset {}).await.map(drop),
        "branch" => view.ask(BranchState { name }).await.map(drop),
        "switch" => view.ask(SwitchState { name }).await.map(drop),
        "drop-state" => view.ask(DropState { name }).await.map(drop),
        "create-namespace" => view.ask(CreateNamespace { name }).await.map(drop),
        "drop-namespace" => view.ask(DropNamespace { name }).await.map(drop),
        _ => Err(Problem::not_found("There is no such act.")),
    }
}

pub(super) async fn show(view: &View<'_>) -> Result<Page, Problem> {
    let namespaces = view.ask(ListNamespaces {}).await;
    let states = view.ask(ListStates {}).await;
    let body = html! {
        (here(view))
        div class="columns" {
            section class="card" aria-labelledby="states-title" {
                h2 id="states-title" { "Saved states" }
                @match &states {
                    Err(problem) => (failure(problem)),
                    Ok(states) => (saved(view, states)),
                }
                p {
                    a href={ (PREFIX) "state" } download="cosell.state" { "Download all data" }
                    " as a file; " code { "cosell state load FILE" } " or the form below loads it "
                    "again."
                }
                (load(view))
            }
            section class="card" aria-labelledby="namespaces-title" {
                h2 id="namespaces-title" { "Namespaces" }
                @match &namespaces {
                    Err(problem) => (failure(problem)),
                    Ok(namespaces) => (all(view, namespaces)),
                }
            }
        }
    };
    Ok(Page::new("Data", "data", body))
}

/// The space that the page is in, and its reset.
fn here(view: &View<'_>) -> Markup {
    let name = view.requester.space.name.as_ref();
    html! {
        section class="card danger-zone" aria-labelledby="here-title" {
            h2 id="here-title" {
                @match name {
                    Some(name) => { "You are in the namespace " span class="mono" { (name) } }
                    None => "You are in the configured store",
                }
            }
            form method="post" class="line" {
                (form_token(view))
                (danger::sure("sure", "All of its data, its clock and its fault rules may go"))
                button class="danger" type="submit" name="act" value="reset" {
                    "Reset to what it began with"
                }
            }
        }
    }
}

/// The form with a file of all data.
fn load(view: &View<'_>) -> Markup {
    html! {
        form method="post" enctype="multipart/form-data" class="filters" {
            (form_token(view))
            input type="hidden" name="act" value="load";
            (danger::sure("sure-load", "All data that is not in the file may go"))
            div class="field" {
                label for="load" { "File of a saved state, which takes the place of all data" }
                input id="load" name=(FILE) type="file" required;
            }
            button class="danger" type="submit" { "Load" }
        }
    }
}

/// A field for a name, with a button.
fn name_form(view: &View<'_>, id: &str, label: &str, act: &str, says: &str) -> Markup {
    html! {
        form method="post" class="filters" {
            (form_token(view))
            div class="field" {
                label for=(id) { (label) }
                input id=(id) name="name" required maxlength="64" autocomplete="off"
                    value=(view.typed(&[act], "name").unwrap_or_default())
                    pattern="[A-Za-z0-9][A-Za-z0-9._\\-]*";
            }
            button class="primary" type="submit" name="act" value=(act) { (says) }
        }
    }
}

fn saved(view: &View<'_>, states: &States) -> Markup {
    let now = view.front.world().true_now();
    html! {
        (name_form(view, "state", "Name of the state", "branch", "Save"))
        div id="states" data-part {
            @if states.states.iter().all(|state| state.saved_at.is_none()) {
                (empty("No state is saved.", &html! {
                    p { "Save one before you try something, and switch back to it." }
                }))
            }
            ul class="reasons" {
                @for state in &states.states {
                    li class="line" {
                        strong class="mono" { (state.name) }
                        @if state.current { (badge("current")) }
                        @match state.saved_at {
                            Some(at) => span { "saved " (time(at.as_millis(), now)) },
                            None => span class="hint" { "not saved" },
                        }
                        @if let Some(bytes) = state.bytes { span { (bytes) " bytes" } }
                        @let name = [("name", &*state.name)];
                        @if state.saved_at.is_some() && !state.current {
                            (button(view, "switch", &name, "Switch to it"))
                        }
                        @if state.saved_at.is_some() {
                            (danger::button(view, "drop-state", &name, (
                                "Delete", &format!("The saved state {} may go", state.name),
                            )))
                        }
                    }
                }
            }
        }
    }
}

fn all(view: &View<'_>, namespaces: &Namespaces) -> Markup {
    let now = view.front.world().true_now();
    let here = view.requester.space.name.as_ref().map(ToString::to_string);
    html! {
        (name_form(view, "namespace", "Name of the namespace", "create-namespace", "Create"))
        div id="namespaces" data-part data-poll {
            @if namespaces.namespaces.is_empty() {
                (empty("There are no namespaces.", &html! {
                    p {
                        "Each is a service of its own in memory. A client names one with the "
                        "access key " code { "NAME/ACCOUNT" } "."
                    }
                }))
            }
            ul class="reasons" {
                @if here.is_some() {
                    li { a href=(namespace::root(None)) { "Show the configured store" } }
                }
                @for namespace in &namespaces.namespaces {
                    @let name = &*namespace.name;
                    li class="line" {
                        @if here.as_deref() == Some(name) {
                            strong class="mono" { (name) } (badge("current"))
                        } @else {
                            a class="mono" href=(namespace::root(Some(name))) { (name) }
                        }
                        span { "created " (time(namespace.created_at.as_millis(), now)) }
                        @if here.as_deref() != Some(name) {
                            (danger::button(view, "drop-namespace", &[("name", name)], (
                                "Drop", &format!("All data of {name} may go"),
                            )))
                        }
                    }
                }
            }
        }
    }
}
