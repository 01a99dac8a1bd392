//! Which traces are recorded: the samplers of OpenTelemetry.

use crate::context::SpanContext;

/// Decides whether a trace is recorded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampler {
    root: Root,
    /// Whether a trace that a caller began is recorded if the caller records it.
    follows_caller: bool,
}

/// The decision about a trace that begins here.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Root {
    On,
    Off,
    /// This part of all traces, between 0 and 1, by their id.
    Ratio(f64),
}

/// What is wrong with a sampler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SamplerError {
    /// No sampler has this name.
    Name,
    /// Its argument is no number between 0 and 1.
    Ratio,
}

impl Sampler {
    /// The sampler of this name, with its argument if it takes one: the values of
    /// `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG`.
    pub fn named(name: &str, argument: Option<&str>) -> Result<Self, SamplerError> {
        let (follows_caller, of_root) = match name.strip_prefix("parentbased_") {
            Some(of_root) => (true, of_root),
            None => (false, name),
        };
        let root = match of_root {
            "always_on" => Root::On,
            "always_off" => Root::Off,
            "traceidratio" => {
                let ratio = argument.map_or(Ok(1.0), str::parse);
                let ratio: f64 = ratio.map_err(|_| SamplerError::Ratio)?;
                if !(0.0..=1.0).contains(&ratio) {
                    return Err(SamplerError::Ratio);
                }
                Root::Ratio(ratio)
            }
            _ => return Err(SamplerError::Name),
        };
        Ok(Self {
            root,
            follows_caller,
        })
    }

    /// Whether the trace of a span is recorded, which a caller began or which begins here.
    pub(crate) fn records(&self, caller: Option<SpanContext>, trace: [u8; 16]) -> bool {
        if let (true, Some(caller)) = (self.follows_caller, caller) {
            return caller.sampled;
        }
        match self.root {
            Root::On => true,
            Root::Off => false,
            Root::Ratio(ratio) => {
                // The last bytes are the random ones where an id has others.
                let [.., first, second, third, fourth] = trace;
                let drawn = u32::from_be_bytes([first, second, third, fourth]);
                f64::from(drawn) < ratio * (f64::from(u32::MAX) + 1.0)
            }
        }
    }
}

impl Default for Sampler {
    /// That of OpenTelemetry: what callers record, and all that begins here.
    fn default() -> Self {
        Self {
            root: Root::On,
            follows_caller: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(sampled: bool) -> SpanContext {
        SpanContext {
            sampled,
            ..SpanContext::root()
        }
    }

    #[test]
    fn a_parent_decides_only_where_the_sampler_says_so() {
        let of = |name| Sampler::named(name, None).expect(name);
        assert_eq!(of("parentbased_always_on"), Sampler::default());
        for (name, without, with_on, with_off) in [
            ("always_on", true, true, true),
            ("always_off", false, false, false),
            ("parentbased_always_on", true, true, false),
            ("parentbased_always_off", false, true, false),
        ] {
            let sampler = of(name);
            assert_eq!(sampler.records(None, [7; 16]), without, "{name}");
            assert_eq!(
                sampler.records(Some(caller(true)), [7; 16]),
                with_on,
                "{name}"
            );
            assert_eq!(
                sampler.records(Some(caller(false)), [7; 16]),
                with_off,
                "{name}"
            );
        }
    }

    #[test]
    fn a_ratio_decides_by_the_id_of_the_trace() {
        let half = Sampler::named("traceidratio", Some("0.5")).expect("a ratio");
        assert!(half.records(None, [0x7f; 16]));
        assert!(!half.records(None, [0x80; 16]));
        let all = Sampler::named("parentbased_traceidratio", None).expect("a ratio");
        assert!(all.records(None, [0xff; 16]));
        let none = Sampler::named("traceidratio", Some("0")).expect("a ratio");
        assert!(!none.records(None, [0; 16]));
    }

    #[test]
    fn a_wrong_name_and_a_wrong_ratio_are_told_apart() {
        assert_eq!(Sampler::named("jaeger", None), Err(SamplerError::Name));
        for ratio in ["", "x", "-0.1", "1.1", "NaN"] {
            let refused = Sampler::named("traceidratio", Some(ratio));
            assert_eq!(refused, Err(SamplerError::Ratio), "{ratio}");
        }
    }
}
