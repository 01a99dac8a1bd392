//! Writes metrics to the page, each with its descriptor.

use std::fmt;

use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, NoLabelSet};
use prometheus_client::metrics::MetricType;
use prometheus_client::registry::Unit;

/// Histogram buckets: their upper bounds and counts. The last bucket is unbounded.
pub(super) fn buckets(bounds: &[f64], counts: &[u64]) -> Vec<(f64, u64)> {
    let bounds = bounds.iter().copied().chain([f64::INFINITY]);
    bounds.zip(counts.iter().copied()).collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a metric is a float, exact up to 2^53"
)]
pub(super) fn float(count: u64) -> f64 {
    count as f64
}

/// Writes metrics to the response.
pub(super) struct MetricWriter<'page, 'text>(pub(super) &'page mut DescriptorEncoder<'text>);

impl MetricWriter<'_, '_> {
    pub(super) fn counter(&mut self, name: &str, help: &str, value: u64) -> Result<(), fmt::Error> {
        self.0
            .encode_descriptor(name, help, None, MetricType::Counter)?
            .encode_counter::<NoLabelSet, _, u64>(&value, None)
    }

    pub(super) fn gauge(
        &mut self,
        name: &str,
        help: &str,
        unit: Option<&Unit>,
        value: f64,
    ) -> Result<(), fmt::Error> {
        self.0
            .encode_descriptor(name, help, unit, MetricType::Gauge)?
            .encode_gauge(&value)
    }

    pub(super) fn gauges(
        &mut self,
        name: &str,
        help: &str,
        unit: Option<&Unit>,
        each: impl Iterator<Item = (impl EncodeLabelSet, f64)>,
    ) -> Result<(), fmt::Error> {
        let mut family = self
            .0
            .encode_descriptor(name, help, unit, MetricType::Gauge)?;
        for (step, value) in each {
            family.encode_family(&step)?.encode_gauge(&value)?;
        }
        Ok(())
    }

    pub(super) fn counters(
        &mut self,
        name: &str,
        help: &str,
        each: impl Iterator<Item = (impl EncodeLabelSet, u64)>,
    ) -> Result<(), fmt::Error> {
        let mut family = self
            .0
            .encode_descriptor(name, help, None, MetricType::Counter)?;
        for (label, value) in each {
            family
                .encode_family(&label)?
                .encode_counter::<NoLabelSet, _, u64>(&value, None)?;
        }
        Ok(())
    }

    pub(super) fn histogram(
        &mut self,
        name: &str,
        help: &str,
        unit: Option<&Unit>,
        sum: f64,
        buckets: &[(f64, u64)],
    ) -> Result<(), fmt::Error> {
        let count = buckets.iter().map(|(_, count)| count).sum();
        self.0
            .encode_descriptor(name, help, unit, MetricType::Histogram)?
            .encode_histogram::<NoLabelSet>(sum, count, buckets, None)
    }
}
