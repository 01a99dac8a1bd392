//! The forms of the console: what somebody typed stays, what cannot be taken back is confirmed, and
//! what was done is said.

use serde_json::json;

use crate::console::{form, form_token, get, submitted, text};
use crate::server::{Answer, Server, Setup, opportunity};

const ACCOUNT: &str = "123456789012";

fn ask(server: &Server, path: &str, body: &serde_json::Value) {
    let head = format!("POST /_cosell/{path} HTTP/1.1\r\n");
    let answer = server.send(&head, body.to_string().as_bytes());
    assert_eq!(answer.status, 200, "{path}: {}", text(&answer));
}

fn send(server: &Server, page: &str, fields: &[(&str, &str)]) -> Answer {
    let token = form_token(&get(server, "/console/controls", ""));
    let fields = [&[("form_token", &*token)], fields].concat();
    form(server, page, "", &fields)
}

/// An account with a user, a role, a key and a policy.
fn populated() -> Server {
    let server = Server::start(false);
    ask(&server, "accounts", &json!({ "id": ACCOUNT }));
    ask(
        &server,
        &format!("accounts/{ACCOUNT}/users"),
        &json!({ "name": "ines" }),
    );
    ask(
        &server,
        &format!("accounts/{ACCOUNT}/roles"),
        &json!({ "name": "crm" }),
    );
    let document = json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "partnercentral:Get*", "Resource": "*" }],
    });
    let policy = json!({ "account": ACCOUNT, "name": "reader", "document": document });
    ask(&server, "policies", &policy);
    let rule = json!({ "text": "operation.read=delay:1ms;operation=ListSolutions" });
    ask(&server, "faults", &rule);
    server
}

/// A page, the act of a form, and its fields.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

#[test]
fn a_refused_form_keeps_what_was_typed() {
    let server = populated();
    let (id, _) = submitted(&server, opportunity());
    let story = format!("/console/opportunities/{id}");
    let access = format!("/console/access/{ACCOUNT}");
    let review = format!("aws/opportunities/{id}/review");
    ask(&server, &review, &json!({ "decision": "take-into-review" }));
    let cases: &[Case<'_>] = &[
        ("/console/controls", "freeze", &[("time", "soon & later")]),
        ("/console/controls", "move", &[("time", "never")]),
        ("/console/controls", "advance", &[("seconds", "1e9")]),
        (
            "/console/controls",
            "add-fault",
            &[("rule", "nonsense=\"here\"")],
        ),
        (
            "/console/access",
            "create",
            &[("account", "12"), ("company", "Fern & Hollow")],
        ),
        (&access, "create-user", &[("name", "ines")]),
        (&access, "create-role", &[("name", "no name")]),
        (
            &access,
            "put-policy",
            &[("name", "writer"), ("document", "{\"Version\": 7}")],
        ),
        (
            &story,
            "take-into-review",
            &[("comments", "half a <b>\nsentence"), ("reason", "Other")],
        ),
        (
            &story,
            "associate",
            &[("entity_type", "AwsProducts"), ("entity", "not a product")],
        ),
    ];
    for (page, act, fields) in cases {
        let refused = send(&server, page, &[&[("act", *act)], *fields].concat());
        assert!(
            (400..500).contains(&refused.status),
            "{page} {act}: {}",
            refused.status
        );
        let shown = text(&refused);
        assert!(shown.contains("role=\"alert\""), "{page} {act}: {shown}");
        for (name, value) in *fields {
            let value = value
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('"', "&quot;");
            let kept = [
                format!("value=\"{value}\""),
                format!(">\n{value}</textarea>"),
            ];
            let is_kept = kept.iter().any(|kept| shown.contains(kept));
            assert!(value.is_empty() || is_kept, "{page} {act} {name}: {shown}");
        }
    }
    let refused = text(&send(
        &server,
        &story,
        &[("act", "associate"), ("entity_type", "AwsProducts")],
    ));
    assert!(
        refused.contains("<option value=\"AwsProducts\" selected>"),
        "{refused}"
    );
    // A form of the same page with another act begins anew.
    let refused = text(&send(
        &server,
        &access,
        &[("act", "create-user"), ("name", "no name")],
    ));
    assert!(
        refused.contains("id=\"user-name\" name=\"name\" value=\"no name\""),
        "{refused}"
    );
    assert!(
        refused.contains("id=\"role-name\" name=\"name\" value=\"\""),
        "{refused}"
    );
}

#[test]
fn a_refused_filter_keeps_what_was_asked_for() {
    let server = Server::with(Setup {
        recorded: 10,
        ..Setup::default()
    });
    for (path, field, value) in [
        ("/console/", "changed_after", "soon"),
        ("/console/?view=table", "customer", "x"),
        ("/console/customers", "company", "x"),
        ("/console/tasks", "kind", "no-such-kind"),
        ("/console/requests", "outcome", "x"),
        ("/console/events", "after", "x"),
        ("/console/events/try", "after", "x"),
    ] {
        let (page, joined) = path.split_once('?').unwrap_or((path, ""));
        let more = "catalog=Nowhere&account=12";
        let answer = get(
            &server,
            &format!("{page}?{joined}&{field}={value}&{more}"),
            "",
        );
        let shown = text(&answer);
        // Events are shown only where there are targets.
        let has_form = shown.contains("role=\"search\"") || page == "/console/events";
        assert!(has_form, "{path}: {shown}");
        let is_choice = field == "kind" || page == "/console/events";
        assert!(
            is_choice || shown.contains(&format!("value=\"{value}\"")),
            "{path}: {shown}"
        );
    }
    let kinds = text(&get(&server, "/console/tasks", ""));
    for kind in ["engagement-from-opportunity-task", "opportunity-bulk-job"] {
        assert!(
            kinds.contains(&format!("<option value=\"{kind}\">")),
            "{kinds}"
        );
    }
    let wrong = text(&get(
        &server,
        "/console/tasks?account=12&opportunity=xx",
        "",
    ));
    assert!(
        wrong.contains("The id of an account is 12 digits."),
        "{wrong}"
    );
    assert!(
        wrong.contains("The id of an opportunity is an O and digits."),
        "{wrong}"
    );
}

/// The acts of the forms of a page, each with whether the form has a box to check.
fn acts(page: &str) -> Vec<(String, bool)> {
    let forms = page.split("<form").skip(1);
    let mut found = Vec::new();
    for one in forms {
        let (form, _) = one.split_once("</form>").expect("the form ends");
        let has_box = form.contains("name=\"sure\" type=\"checkbox\" value=\"true\" required");
        for act in form.split("name=\"act\" value=\"").skip(1) {
            let (act, _) = act.split_once('"').expect("the value ends");
            found.push((act.to_owned(), has_box));
        }
    }
    found
}

#[test]
fn what_cannot_be_taken_back_is_confirmed_on_every_page() {
    let server = populated();
    let pages = [
        "/console/controls",
        "/console/data",
        "/console/access",
        &format!("/console/access/{ACCOUNT}"),
    ];
    let loses = |act: &str| {
        ["delete", "drop", "load", "remove-faults", "reset", "rotate"]
            .iter()
            .any(|word| act.starts_with(word))
    };
    let mut met = Vec::new();
    for page in pages {
        for (act, has_box) in acts(&text(&get(&server, page, ""))) {
            assert_eq!(has_box, loses(&act), "{page} {act}");
            met.extend(loses(&act).then_some(act));
        }
    }
    for act in [
        "delete-user",
        "delete-role",
        "delete-policy",
        "reset",
        "load",
        "remove-faults",
    ] {
        assert!(met.iter().any(|known| known == act), "{act} of {met:?}");
    }
}

#[test]
fn a_form_without_its_confirmation_changes_nothing() {
    let server = populated();
    let access = format!("/console/access/{ACCOUNT}");
    for (page, act) in [
        (&*access, "delete-user"),
        (&access, "delete-role"),
        (&access, "delete-key"),
        (&access, "rotate-key"),
        (&access, "delete-policy"),
        ("/console/controls", "remove-faults"),
        ("/console/data", "reset"),
        ("/console/data", "load"),
        ("/console/data", "drop-state"),
        ("/console/data", "drop-namespace"),
        ("/console/events", "drop"),
    ] {
        let fields = [("act", act), ("name", "ines"), ("id", "x"), ("target", "x")];
        let refused = send(&server, page, &fields);
        assert_eq!(refused.status, 400, "{act}");
        assert!(
            text(&refused).contains("NotConfirmed"),
            "{act}: {}",
            text(&refused)
        );
    }
    let acts = get(&server, "/_cosell/audit", "").json();
    let mut acts = acts["acts"].as_array().expect("a list").iter();
    let is_made = |act: &str| {
        ["create", "put", "add"]
            .iter()
            .any(|verb| act.rsplit('.').next() == Some(verb))
    };
    assert!(acts.all(|act| act["act"].as_str().is_some_and(is_made)));
    let fields = [("act", "delete-user"), ("name", "ines"), ("sure", "true")];
    assert_eq!(send(&server, &access, &fields).status, 303);
    assert!(!text(&get(&server, &access, "")).contains("value=\"delete-user\""));
}

#[test]
fn what_was_done_is_said_and_a_link_can_say_nothing_else() {
    let server = Server::start(false);
    for (act, said) in [
        ("settle", "All that is due has happened."),
        ("system", "The clock shows true time."),
        ("approve-all", "AWS approves submissions at once."),
    ] {
        let done = send(&server, "/console/controls", &[("act", act)]);
        let place = done.header("location").expect("a place").to_owned();
        assert_eq!(place, format!("/console/controls?done={act}"));
        let page = text(&get(&server, &place, ""));
        assert!(
            page.contains(&format!("role=\"status\">{said}</p>")),
            "{page}"
        );
        // No link of the page says it again.
        assert!(!page.contains("done="), "{page}");
    }
    let page = text(&get(&server, "/console/controls?done=Call+us+now", ""));
    assert!(
        !page.contains("Call us now") && !page.contains("class=\"done\""),
        "{page}"
    );
}

#[test]
fn no_more_seconds_than_the_clock_takes_are_explained() {
    let server = Server::start(false);
    let refused = send(
        &server,
        "/console/controls",
        &[("act", "advance"), ("seconds", "1e9")],
    );
    assert!(text(&refused).contains("whole seconds from 1 to 4294967295, such as 3600"));
}
