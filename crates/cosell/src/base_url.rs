//! The URL of a server, which paths are appended to.

use ureq::http::uri::Authority;

/// The address of a server without a slash at its end, or what is wrong with it.
pub(crate) fn base(url: &str) -> Result<&str, &'static str> {
    let base = url.trim_end_matches('/');
    let host = base
        .strip_prefix("http://")
        .or_else(|| base.strip_prefix("https://"))
        .ok_or("it must begin with http:// or https://")?;
    if host.contains('@') {
        return Err("a user and a password are not allowed; the admin token is --admin-token");
    }
    if host.contains(['/', '?', '#']) {
        return Err("it must end after the host and the port; a path is not allowed");
    }
    let authority: Authority = host.parse().map_err(|_| "it names no host")?;
    // `port` is none as well where the text after the colon is not one.
    if authority.as_str().len() > authority.host().len() && authority.port().is_none() {
        return Err("the port must be a number up to 65535");
    }
    Ok(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_server_and_nothing_in_it() {
        for text in [
            "http://127.0.0.1:7226/",
            "https://hub.example",
            "http://[::1]:1",
        ] {
            assert!(base(text).is_ok_and(|base| !base.ends_with('/')));
        }
        for text in [
            "",
            "127.0.0.1:7226",
            "http://",
            "ftp://x",
            "http://x/y",
            "http://u:p@x",
            "http://x:",
            "http://x:port",
            "http://x:70000",
            "http://a b",
        ] {
            assert!(base(text).is_err(), "{text}");
        }
    }
}
