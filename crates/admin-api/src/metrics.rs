//! `/_cosell/metrics`: the text that Prometheus reads.

use crate::answer::text_answer;

text_answer! {
    /// What the server counts, in Prometheus's text form.
    pub struct Metrics = "text/plain; version=0.0.4; charset=utf-8"
}
