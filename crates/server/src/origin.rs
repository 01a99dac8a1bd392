//! Origins of web pages, as browsers write them.

use std::str::FromStr;

use serde::Deserialize;

/// An origin of web pages: scheme, host, and the port unless it is the scheme's default port.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Origin(String);

impl Origin {
    pub(crate) fn is(&self, origin: &str) -> bool {
        self.0 == origin
    }
}

impl TryFrom<String> for Origin {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl FromStr for Origin {
    type Err = String;

    /// Parses an origin as browsers write it, in upper or lower case.
    fn from_str(text: &str) -> Result<Self, String> {
        let origin = text.to_ascii_lowercase();
        let in_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        let in_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
        let is_origin = origin.split_once("://").is_some_and(|(scheme, host)| {
            scheme.starts_with(|first: char| first.is_ascii_lowercase())
                && scheme.bytes().all(in_scheme)
                && host.starts_with(|first: char| first != ':')
                && host.bytes().all(in_host)
        });
        if !is_origin {
            return Err(format!(
                "`{text}` is not an origin; write SCHEME://HOST or SCHEME://HOST:PORT without a \
                 path, such as http://app.example:3000"
            ));
        }
        let defaults = [("http://", ":80"), ("https://", ":443")];
        let is_default = |(scheme, port)| origin.starts_with(scheme) && origin.ends_with(port);
        if defaults.into_iter().any(is_default) {
            return Err(format!(
                "`{text}` is not an origin that browsers send; leave out the scheme's default port"
            ));
        }
        Ok(Self(origin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_origin_as_browsers_write_it_is_accepted() {
        for (text, origin) in [
            ("http://localhost:3000", "http://localhost:3000"),
            ("https://App.Example", "https://app.example"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("chrome-extension://abcdef", "chrome-extension://abcdef"),
        ] {
            let parsed: Origin = text.parse().expect(text);
            assert!(parsed.is(origin), "{text}");
        }
        for text in [
            "",
            "*",
            "null",
            "app.example",
            "https://",
            "https://*",
            "https://*.example",
            "https://app.example/",
            "https://app.example/page",
            "https://app.example:443",
            "http://app.example:80",
            "https://user@app.example",
            "https://app.example, https://other.example",
            "://app.example",
            "https://:3000",
            "https://\u{e9}.example",
        ] {
            assert!(text.parse::<Origin>().is_err(), "{text}");
        }
    }
}
