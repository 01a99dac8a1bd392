//! Where a page is: in the configured store, or in a namespace.
//!
//! The pages of a namespace are under `/console/@NAME/`; those of the configured store are under
//! `/console/`, and under `/console/@/` for links that lead out of a namespace. Pages know nothing
//! of this: they link to `/console/…`, and the links of a page of a namespace are changed when it
//! is sent, so that every one of them stays in the namespace.

use hyper::header::{HeaderMap, HeaderValue, LOCATION};

use super::view::PREFIX;
use crate::spaces::NamespaceName;

/// The attributes that lead to another page of the same namespace.
const LINKS: [&str; 3] = ["href=\"", "action=\"", "data-base=\""];

/// The namespace of a path below the console, and the rest of the path; `None` where there is no
/// such name.
pub(super) fn split(path: &str) -> Option<(Option<NamespaceName>, &str)> {
    let Some(named) = path.strip_prefix('@') else {
        return Some((None, path));
    };
    let (name, rest) = named.split_once('/').unwrap_or((named, ""));
    if name.is_empty() {
        return Some((None, rest));
    }
    Some((Some(name.parse().ok()?), rest))
}

/// The path of the pages of a namespace, or of the configured store.
pub(super) fn root(name: Option<&str>) -> String {
    format!("{PREFIX}@{}/", name.unwrap_or_default())
}

/// A page whose links stay in the namespace. A text of a page has no quotation mark of its own, so
/// what is changed is always an attribute.
pub(super) fn within(page: &str, name: &NamespaceName) -> String {
    let mut changed = page.to_owned();
    for link in LINKS {
        let whole = format!("{link}{PREFIX}");
        let mut parts = changed.split(&whole);
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            text.push_str(link);
            text.push_str(PREFIX);
            // A link to another namespace stays as it is.
            if !part.starts_with('@') {
                text.push('@');
                text.push_str(&name.to_string());
                text.push('/');
            }
            text.push_str(part);
        }
        changed = text;
    }
    changed
}

/// Makes a redirect stay in the namespace.
pub(super) fn redirect_within(headers: &mut HeaderMap, name: &NamespaceName) {
    let place = headers.get(LOCATION).and_then(|place| place.to_str().ok());
    let page = place.and_then(|place| place.strip_prefix(PREFIX));
    let page = page.filter(|page| !page.starts_with('@'));
    let place = page.map(|page| HeaderValue::try_from(format!("{PREFIX}@{name}/{page}")));
    if let Some(Ok(place)) = place {
        headers.insert(LOCATION, place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_the_namespace_before_the_page() {
        let name = |text: &str| Some(text.parse().expect("a name"));
        for (path, found) in [
            ("tasks/x", Some((None, "tasks/x"))),
            ("@orders/tasks/x", Some((name("orders"), "tasks/x"))),
            ("@orders", Some((name("orders"), ""))),
            ("@/tasks", Some((None, "tasks"))),
            ("@a b/tasks", None),
        ] {
            assert_eq!(split(path), found, "{path}");
        }
    }

    #[test]
    fn links_stay_in_the_namespace_unless_they_name_another_place() {
        let name = "orders".parse().expect("a name");
        let page = "<a href=\"/console/tasks\">/console/</a><a href=\"/console/@/\"></a>\
                    <form action=\"/console/x\"><input value=\"/console/\">";
        let within = within(page, &name);
        assert_eq!(
            within,
            "<a href=\"/console/@orders/tasks\">/console/</a><a href=\"/console/@/\"></a>\
             <form action=\"/console/@orders/x\"><input value=\"/console/\">"
        );
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, HeaderValue::from_static("/console/tasks?x=1"));
        redirect_within(&mut headers, &name);
        redirect_within(&mut headers, &name);
        assert_eq!(headers[LOCATION], "/console/@orders/tasks?x=1");
    }
}
