//! Solutions: what a partner offers. They come from the configuration; the API only lists them.

mod list;
