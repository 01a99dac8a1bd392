//! The response to a throttled caller, and the quotas that operators see.

use cosell_domain::Settings;
use cosell_domain::quota::{Limit, Quotas, Rate};
use serde_json::json;

use crate::sandbox;
use crate::server::{Server, Setup};

/// A server that allows two reads, and one more after an hour.
fn server() -> Server {
    let mut quotas = Quotas::off();
    let limit = Limit {
        rate: Rate::new(1.0 / 3_600.0, 2),
        daily: Some(100),
    };
    quotas.limit("read", limit).expect("a class");
    Server::with(Setup {
        settings: Settings {
            quotas,
            ..Settings::default()
        },
        ..Setup::default()
    })
}

#[test]
fn a_throttled_caller_is_told_when_to_retry() {
    let server = server();
    for _ in 0..2 {
        assert_eq!(server.call("ListSolutions", &sandbox()).status, 200);
    }
    let refused = server.call("ListSolutions", &sandbox());
    assert_eq!(
        (refused.status, &*refused.error()),
        (400, "ThrottlingException")
    );
    let header = |name| -> u64 {
        let value = refused.header(name).expect("a header");
        value.parse().expect("a number")
    };
    let millis = header("x-amz-retry-after");
    assert!((3_000_000..=3_600_000).contains(&millis), "{millis}");
    assert_eq!(header("retry-after"), millis.div_ceil(1_000));

    let advance = server.send(
        "POST /_cosell/clock/advance HTTP/1.1\r\n",
        json!({ "seconds": 3_600 }).to_string().as_bytes(),
    );
    assert_eq!(advance.status, 200);
    assert_eq!(server.call("ListSolutions", &sandbox()).status, 200);
}

#[test]
fn operators_see_the_quotas_and_their_usage() {
    let server = server();
    let page = |query: &str| {
        let answer = server.send(&format!("GET /_cosell/quotas{query} HTTP/1.1\r\n"), b"");
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    };
    assert_eq!(page("")["accounts"], json!([]));
    assert_eq!(server.call("ListSolutions", &sandbox()).status, 200);
    let shown = page("");
    let class = &shown["classes"][0];
    assert_eq!(
        (&class["name"], &class["daily"]),
        (&json!("read"), &json!(100))
    );
    let used = json!([{
        "account": "111111111111", "class": "read", "available": 1, "last_day": 1
    }]);
    assert_eq!(shown["accounts"], used);
    assert_eq!(page("?account=111111111111")["accounts"], used);
    assert_eq!(page("?account=222222222222")["accounts"], json!([]));
    assert_eq!(shown["stored"]["engagement_members"], 10);
}
