//! The labels of metrics, beside those of requests.

use std::fmt;

use prometheus_client::encoding::{EncodeLabelSet, LabelSetEncoder};

/// The labels of the metrics of a step.
#[derive(Clone, Copy, Debug)]
pub(super) struct StepLabels {
    pub(super) kind: &'static str,
    pub(super) name: &'static str,
}

impl EncodeLabelSet for StepLabels {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> Result<(), fmt::Error> {
        [("kind", self.kind), ("step", self.name)].encode(encoder)
    }
}

/// The label of a loop's metrics.
#[derive(Clone, Copy, Debug)]
pub(super) struct LoopLabel {
    pub(super) name: &'static str,
}

impl EncodeLabelSet for LoopLabel {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> Result<(), fmt::Error> {
        [("loop", self.name)].encode(encoder)
    }
}

/// The label of an event target's metrics.
#[derive(Clone, Debug)]
pub(super) struct TargetLabel<'a> {
    pub(super) name: &'a str,
}

impl EncodeLabelSet for TargetLabel<'_> {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> Result<(), fmt::Error> {
        [("target", self.name)].encode(encoder)
    }
}
