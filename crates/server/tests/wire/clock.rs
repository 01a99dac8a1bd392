//! The clock is read, set and moved through the administration API.

use serde_json::{Value, json};

use crate::server::{Answer, Server, opportunity};

fn set(server: &Server, setting: &Value) -> Answer {
    let body = setting.to_string();
    server.send("PUT /_cosell/clock HTTP/1.1\r\n", body.as_bytes())
}

fn advance(server: &Server, seconds: u32) -> Answer {
    let body = json!({ "seconds": seconds }).to_string();
    server.send("POST /_cosell/clock/advance HTTP/1.1\r\n", body.as_bytes())
}

fn clock(server: &Server) -> Value {
    server.send("GET /_cosell/clock HTTP/1.1\r\n", b"").json()
}

#[test]
fn the_api_shows_the_time_that_is_set_and_the_date_header_stays_true() {
    let server = Server::start(false);
    assert_eq!(clock(&server)["mode"], "system");
    let frozen = json!({ "mode": "frozen", "time": "2031-05-06T07:08:09Z" });
    assert_eq!(set(&server, &frozen).status, 200);
    assert_eq!(clock(&server)["time"], "2031-05-06T07:08:09.000Z");
    let made = server.call("CreateOpportunity", &opportunity());
    assert_eq!(made.json()["LastModifiedDate"], "2031-05-06T07:08:09.000Z");
    let date = made.header("date").expect("a date");
    assert!(!date.contains("2031"), "{date}");
    assert_eq!(
        advance(&server, 3_600).json()["time"],
        "2031-05-06T08:08:09.000Z"
    );
    assert_eq!(set(&server, &json!({ "mode": "system" })).status, 200);
    assert!(clock(&server)["time"] != "2031-05-06T08:08:09.000Z");
}

#[test]
fn a_clock_runs_on_from_the_time_it_is_set_to_with_the_given_factor() {
    let server = Server::start(false);
    let moved = json!({ "mode": "moved", "time": "2031-05-06T07:08:09Z" });
    assert_eq!(set(&server, &moved).json()["mode"], "moved");
    let rated = set(&server, &json!({ "mode": "rated", "factor": 60 })).json();
    assert_eq!(
        (&rated["mode"], &rated["factor"]),
        (&json!("rated"), &json!(60.0))
    );
    let time = rated["time"].as_str().expect("a time");
    assert!(time >= "2031-05-06T07:08:09", "{time}");
}

#[test]
fn an_invalid_setting_is_refused() {
    let server = Server::start(false);
    for setting in [
        json!({ "mode": "sideways" }),
        json!({ "mode": "frozen", "time": "tomorrow" }),
        json!({ "mode": "frozen", "factor": 2 }),
        json!({ "mode": "rated" }),
        json!({ "mode": "rated", "factor": 0 }),
        json!({ "mode": "rated", "factor": 1e9 }),
        json!({ "mode": "system", "time": "2031-05-06T07:08:09Z" }),
        json!({}),
    ] {
        assert_eq!(set(&server, &setting).status, 400, "{setting}");
    }
    assert_eq!(clock(&server)["mode"], "system");
}
