//! The console: its pages, what a browser is told about them, and who may change what.

use cosell_server::{AdminTokens, Mode};
use cosell_world::machine;
use serde_json::{Value, json};

use crate::server::{Answer, Server, Setup, opportunity};

const TOKEN: &str = "0f6b2c-a-token-for-tests";

const PAGES: [&str; 11] = [
    "/console/",
    "/console/?view=table",
    "/console/?catalog=Sandbox&status=Submitted&stage=Prospect&customer=x&changed_after=2026-01-01",
    "/console/tasks",
    "/console/events",
    "/console/requests",
    "/console/controls",
    "/console/data",
    "/console/access",
    "/console/access/111111111111",
    "/console/access/explain",
];

pub(crate) fn get(server: &Server, path: &str, headers: &str) -> Answer {
    server.send(&format!("GET {path} HTTP/1.1\r\n{headers}"), b"")
}

pub(crate) fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).expect("text")
}

/// Sends a form with these headers.
pub(crate) fn form(server: &Server, path: &str, headers: &str, fields: &[(&str, &str)]) -> Answer {
    let encoded = fields.iter().map(|(name, value)| {
        let value = value.bytes().map(|byte| format!("%{byte:02x}"));
        format!("{name}={}", value.collect::<String>())
    });
    let body = encoded.collect::<Vec<_>>().join("&");
    let head = format!(
        "POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n{headers}"
    );
    server.send(&head, body.as_bytes())
}

/// The token of the forms of a page.
pub(crate) fn form_token(page: &Answer) -> String {
    let page = text(page);
    let (_, rest) = page
        .split_once("name=\"form_token\" value=\"")
        .expect("a form");
    rest.split('"').next().expect("a token").to_owned()
}

/// Submits an opportunity; returns its id and that of the task.
pub(crate) fn submitted(server: &Server, mut opportunity: Value) -> (String, String) {
    opportunity["Catalog"] = json!("AWS");
    let created = server.call("CreateOpportunity", &opportunity);
    assert_eq!(created.status, 200, "{}", text(&created));
    let id = created.json()["Id"].clone();
    let solution = json!({
        "Catalog": "AWS",
        "OpportunityIdentifier": id,
        "RelatedEntityType": "Solutions",
        "RelatedEntityIdentifier": "S-1234567",
    });
    let associated = server.call("AssociateOpportunity", &solution);
    assert_eq!(associated.status, 200, "{}", text(&associated));
    let started = server.call(
        "StartEngagementFromOpportunityTask",
        &json!({
            "Catalog": "AWS",
            "ClientToken": machine::uuid().to_string(),
            "Identifier": id,
            "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" }
        }),
    );
    let task = started.json()["TaskId"].clone();
    let text = |value: Value| value.as_str().expect("an id").to_owned();
    (text(id), text(task))
}

#[test]
fn a_browser_is_led_to_the_console_and_other_clients_see_the_index() {
    let server = Server::start(false);
    let accept = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n";
    for path in ["/", "/console"] {
        let answer = get(&server, path, accept);
        let place = answer.header("location");
        assert_eq!((answer.status, place), (303, Some("/console/")), "{path}");
    }
    for headers in ["", "Accept: */*\r\n", "Accept: application/json\r\n"] {
        let answer = get(&server, "/", headers);
        assert_eq!(answer.header("content-type"), Some("application/json"));
    }
}

#[test]
fn each_page_answers_in_an_empty_and_in_a_filled_store() {
    let server = Server::start(false);
    let check = |path: &str| {
        let answer = get(&server, path, "");
        assert_eq!(answer.status, 200, "{path}: {}", text(&answer));
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'"));
        assert!(policy.ends_with("base-uri 'none'; frame-ancestors 'none'"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let page = text(&answer);
        for outside in ["http://", "https://", "style=", " onclick"] {
            assert!(!page.contains(&format!("src=\"{outside}")), "{path}");
            assert!(!page.contains(&format!("href=\"{outside}")), "{path}");
        }
        assert!(
            !page.contains(" style=\""),
            "{path}: the policy has no inline styles"
        );
        page
    };
    assert!(
        check("/console/").contains("cosell aws referral create"),
        "what to do next"
    );
    for page in PAGES {
        check(page);
    }
    let (id, task) = submitted(&server, opportunity());
    for page in PAGES {
        check(page);
    }
    assert!(check("/console/").contains("Quarrystone Dental Group"));
    assert!(check("/console/?view=table").contains(&id));
    for query in ["", "?catalog=AWS&account=111111111111"] {
        let story = check(&format!("/console/opportunities/{id}{query}"));
        assert!(
            story.contains("X-ray images") && story.contains(&task),
            "{story}"
        );
    }
    assert!(check("/console/tasks").contains(&task));
    let steps = check(&format!("/console/tasks/{task}"));
    assert!(steps.contains("<rect class=\"bar DONE\""), "{steps}");
}

#[test]
fn what_is_not_known_is_not_found() {
    let server = Server::start(false);
    for path in [
        "/console/x",
        "/console/opportunities/O9999999",
        "/console/opportunities/%3Cscript%3E",
        "/console/opportunities/%ff",
        "/console/tasks/oit-0000000000000",
        "/console/tasks/a/b",
    ] {
        let answer = get(&server, path, "");
        assert_eq!(answer.status, 404, "{path}");
        assert!(text(&answer).contains("Not found"), "{path}");
        assert!(!text(&answer).contains("<script>"), "{path}");
    }
}

#[test]
fn files_of_the_console_are_shown_to_everybody_as_what_they_are() {
    let server = Server::start(false);
    for (name, kind) in [
        ("console.css", "text/css; charset=utf-8"),
        ("live.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ] {
        let answer = get(&server, &format!("/console/{name}"), "");
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, Some(kind))
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
}

/// Replaces each text that a person writes by markup.
fn plant(value: &mut Value) {
    const WRITTEN: [&str; 9] = [
        "CompanyName",
        "FirstName",
        "LastName",
        "Title",
        "CustomerBusinessProblem",
        "PartnerOpportunityIdentifier",
        "NextSteps",
        "CampaignName",
        "AdditionalComments",
    ];
    match value {
        Value::Object(members) => members.iter_mut().for_each(|(name, member)| {
            if WRITTEN.contains(&&**name) {
                *member = json!(format!("<script>x</script>\"'><img src=x>{name}"));
            } else {
                plant(member);
            }
        }),
        Value::Array(items) => items.iter_mut().for_each(plant),
        _ => {}
    }
}

#[test]
fn markup_in_a_stored_field_is_shown_as_text() {
    let server = Server::start(false);
    let mut planted = opportunity();
    planted["LifeCycle"]["NextSteps"] = json!("");
    planted["Project"]["AdditionalComments"] = json!("");
    planted["Marketing"] = json!({
        "Source": "Marketing Activity",
        "CampaignName": "",
        "AwsFundingUsed": "No",
        "Channels": ["Email"],
    });
    planted["PartnerOpportunityIdentifier"] = json!("");
    plant(&mut planted);
    let (id, task) = submitted(&server, planted);
    let token = form_token(&get(&server, "/console/controls", ""));
    let comments = "<script>x</script>\"'><img src=x>comments";
    let path = format!("/console/opportunities/{id}");
    let fields = [
        ("form_token", &*token),
        ("act", "action-required"),
        ("comments", comments),
    ];
    let decided = form(&server, &path, "", &fields);
    assert_eq!(decided.status, 303, "{}", text(&decided));
    let story = text(&get(&server, &path, ""));
    for name in [
        "CompanyName",
        "Title",
        "NextSteps",
        "PartnerOpportunityIdentifier",
        "comments",
    ] {
        let shown = format!("&lt;script&gt;x&lt;/script&gt;&quot;'&gt;&lt;img src=x&gt;{name}");
        let is_column = name == "PartnerOpportunityIdentifier";
        let page = if is_column {
            text(&get(&server, "/console/?view=table", ""))
        } else {
            story.clone()
        };
        assert!(page.contains(&shown), "{name}: {page}");
    }
    let task = format!("/console/tasks/{task}");
    let query = "/console/?customer=%22%3E%3Cscript%3Ex%3C/script%3E&account=%22%3E%3Cimg";
    for path in PAGES.into_iter().chain([&*path, &*task, query]) {
        let page = text(&get(&server, path, ""));
        assert!(
            !page.contains("<script>") && !page.contains("<img src=x"),
            "{path}: {page}"
        );
    }
}

#[test]
fn a_form_changes_something_only_with_its_token_and_from_this_server() {
    let server = Server::start(false);
    let token = form_token(&get(&server, "/console/controls", ""));
    let add = |token: &str, headers: &str| {
        let rule = "operation.read=delay:1ms;operation=GetOpportunity";
        let fields = [("form_token", token), ("act", "add-fault"), ("rule", rule)];
        form(&server, "/console/controls", headers, &fields).status
    };
    assert_eq!(add("", ""), 403);
    assert_eq!(add(&"0".repeat(64), ""), 403);
    assert_eq!(add(&token, "Origin: https://evil.example\r\n"), 403);
    assert_eq!(add(&token, "Origin: null\r\n"), 403);
    let page = text(&get(&server, "/console/controls", ""));
    assert!(page.contains("No fault is injected"), "{page}");
    assert_eq!(add(&token, "Origin: http://localhost\r\n"), 303);
    let page = text(&get(&server, "/console/controls", ""));
    assert!(page.contains("operation.read=delay:1ms"), "{page}");
    let acts = get(&server, "/_cosell/audit", "").json();
    assert_eq!(acts["acts"][0]["act"], "fault.add");
    assert_eq!(acts["acts"].as_array().map(Vec::len), Some(1), "{acts}");
}

#[test]
fn a_page_is_shown_only_by_a_name_of_this_machine() {
    let server = Server::start(false);
    let mut connection = server.connect();
    connection.write(b"GET /console/ HTTP/1.1\r\nHost: rebound.example\r\n\r\n");
    assert_eq!(connection.answer().status, 403);
}

#[test]
fn the_buttons_of_aws_decide_the_review_and_say_why_they_cannot() {
    let server = Server::start(false);
    let (id, _) = submitted(&server, opportunity());
    let path = format!("/console/opportunities/{id}");
    let decide = |act: &str| {
        let token = form_token(&get(&server, "/console/controls", ""));
        form(&server, &path, "", &[("form_token", &token), ("act", act)])
    };
    assert_eq!(decide("nothing").status, 404);
    let approved = decide("approve");
    assert_eq!(approved.status, 303, "{}", text(&approved));
    let read = server.call(
        "GetOpportunity",
        &json!({ "Catalog": "AWS", "Identifier": id }),
    );
    assert_eq!(read.json()["LifeCycle"]["ReviewStatus"], "Approved");
    let again = decide("reject");
    assert_eq!(again.status, 409);
    assert!(text(&again).contains("The review status of the opportunity is Approved"));
    let acts = get(&server, "/_cosell/audit", "").json();
    let outcomes = acts["acts"].as_array().expect("a list").iter();
    let outcomes: Vec<_> = outcomes.map(|act| act["outcome"].clone()).collect();
    assert_eq!(outcomes, ["Conflict", "DONE"]);
}

#[test]
fn the_clock_is_moved_from_the_page() {
    let server = Server::start(false);
    let send = |fields: &[(&str, &str)]| {
        let token = form_token(&get(&server, "/console/controls", ""));
        let fields = [&[("form_token", &*token)], fields].concat();
        form(&server, "/console/controls", "", &fields).status
    };
    let time = "2030-01-02T03:04:05Z";
    assert_eq!(send(&[("act", "freeze"), ("time", time)]), 303);
    assert_eq!(send(&[("act", "advance"), ("seconds", "60")]), 303);
    let clock = get(&server, "/_cosell/clock", "").json();
    assert_eq!(clock["time"], "2030-01-02T03:05:05.000Z");
    for wrong in [
        [("act", "freeze"), ("time", "soon")],
        [("act", "advance"), ("seconds", "-1")],
        [("act", "add-fault"), ("rule", "nonsense")],
    ] {
        assert_eq!(send(&wrong), 400, "{wrong:?}");
    }
    assert_eq!(send(&[("act", "remove-fault"), ("id", "7")]), 404);
    assert_eq!(send(&[("act", "settle")]), 303);
    assert_eq!(send(&[("act", "system")]), 303);
}

fn strict() -> Server {
    let tokens = AdminTokens::default();
    tokens.add(TOKEN).expect("a token");
    Server::with(Setup {
        mode: Mode::Strict,
        tokens,
        ..Setup::default()
    })
}

#[test]
fn a_strict_server_shows_nothing_before_the_sign_in_and_after_the_sign_out() {
    let server = strict();
    let sees = |cookie: &str| get(&server, "/console/controls", cookie).status;
    for path in PAGES
        .into_iter()
        .chain(["/console/live", "/console/opportunities/O1"])
    {
        let answer = get(&server, path, "Cookie: cosell_console=00\r\n");
        assert_eq!(answer.status, 401, "{path}");
        assert!(!text(&answer).contains("<nav"), "{path}");
    }
    let token = form_token(&get(&server, "/console/", ""));
    let sign_in = |form_token: &str, sent: &str| {
        let fields = [
            ("form_token", form_token),
            ("token", sent),
            ("to", "/console/tasks"),
        ];
        form(&server, "/console/login", "", &fields)
    };
    assert_eq!(sign_in("", TOKEN).status, 403);
    let wrong = sign_in(&token, "another-long-token-it-is");
    assert_eq!((wrong.status, wrong.header("set-cookie")), (401, None));
    let begun = sign_in(&token, TOKEN);
    assert_eq!(
        (begun.status, begun.header("location")),
        (303, Some("/console/tasks"))
    );
    let cookie = begun.header("set-cookie").expect("a cookie").to_owned();
    for part in [
        "HttpOnly",
        "SameSite=Strict",
        "Path=/console",
        "Max-Age=28800",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let pair = cookie.split(';').next().expect("a pair");
    let cookie = format!("Cookie: {pair}\r\n");
    assert_eq!(sees(&cookie), 200);
    assert_eq!(sees(""), 401);
    // The form of somebody who is not signed in is not that of a session.
    let add = |form_token: &str| {
        let rule = "operation.read=drop;operation=ListSolutions";
        let fields = [
            ("form_token", form_token),
            ("act", "add-fault"),
            ("rule", rule),
        ];
        form(&server, "/console/controls", &cookie, &fields).status
    };
    assert_eq!(add(&token), 403);
    let own = form_token(&get(&server, "/console/controls", &cookie));
    assert_eq!(add(&own), 303);
    let bearer = format!("Authorization: Bearer {TOKEN}\r\n");
    let acts = get(&server, "/_cosell/audit", &bearer).json();
    let name = acts["acts"][0]["administrator"].as_str().expect("a name");
    assert!(name.starts_with("token:"), "{acts}");
    // The cookie is for the console alone.
    assert_eq!(get(&server, "/_cosell/clock", &cookie).status, 401);
    let out = form(
        &server,
        "/console/sign-out",
        &cookie,
        &[("form_token", &own)],
    );
    assert_eq!(out.status, 303);
    assert!(
        out.header("set-cookie")
            .is_some_and(|set| set.contains("Max-Age=0"))
    );
    assert_eq!(sees(&cookie), 401);
}

#[test]
fn a_page_of_another_server_does_not_sign_in() {
    let server = strict();
    let token = form_token(&get(&server, "/console/", ""));
    let fields = [("form_token", &*token), ("token", TOKEN)];
    let sent = form(
        &server,
        "/console/login",
        "Origin: https://evil.example\r\n",
        &fields,
    );
    assert_eq!(sent.status, 403);
}

#[test]
fn a_part_of_a_story_that_cannot_be_read_is_an_error_and_not_empty() {
    let server = Server::start(false);
    let (id, _) = submitted(&server, opportunity());
    let story = |operation: &str| {
        let rule = format!("operation.read=error:InternalServerException;operation={operation}");
        let fault = json!({ "text": rule + ";count=1" });
        let head = "POST /_cosell/faults HTTP/1.1\r\n";
        let added = server.send(head, fault.to_string().as_bytes());
        assert_eq!(added.status, 200, "{}", text(&added));
        text(&get(&server, &format!("/console/opportunities/{id}"), ""))
    };
    for operation in [
        "ListEngagementResourceAssociations",
        "ListResourceSnapshots",
    ] {
        let page = story(operation);
        assert!(
            page.contains("InternalServerException"),
            "{operation}: {page}"
        );
        for none in ["It is in no engagement", "None yet."] {
            assert!(!page.contains(none), "{operation}: {page}");
        }
    }
}
