//! The files that the pages load; they are part of the program.

use super::respond;
use crate::reply::Reply;

const STYLE: &str = include_str!("assets/console.css");
const LIVE: &str = include_str!("assets/live.js");
const TOOLS: &str = include_str!("assets/tools.css");
const COPY: &str = include_str!("assets/copy.js");
const ICON: &str = include_str!("assets/icon.svg");

/// The file at a path below the console.
pub(super) fn find(path: &str) -> Option<Reply> {
    let (media_type, text) = match path {
        "console.css" => ("text/css; charset=utf-8", STYLE),
        "live.js" => ("text/javascript; charset=utf-8", LIVE),
        "tools.css" => ("text/css; charset=utf-8", TOOLS),
        "copy.js" => ("text/javascript; charset=utf-8", COPY),
        "icon.svg" => ("image/svg+xml", ICON),
        _ => return None,
    };
    Some(respond::file(media_type, text))
}
