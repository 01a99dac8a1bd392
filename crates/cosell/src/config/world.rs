//! The world that a server runs in: its clock, its chance, and the failures that are made to
//! happen.

use std::str::FromStr;

use cosell_engine::fault::Rule;
use cosell_world::World;
use serde::Deserialize;

use super::clock::Clock;
use super::options::options;
use crate::from_text::from_text;
use crate::plan::WorldPlan;

from_text!(Fault);

options! {
    /// The options of the world.
    pub(super) struct WorldOptions {
        /// Clock of the service: the system's, frozen, moved to a time, or faster
        ///
        /// See docs/faults.md.
        #[arg(
            value_name = "system|frozen:TIME|moved:TIME|rated:FACTOR",
            default_value = "system"
        )]
        clock: Clock,
        /// Seed for repeatable ids
        #[arg(value_name = "NUMBER")]
        seed: Option<u64>,
        /// Inject a fault at a named point
        ///
        /// A rule names the point and the action: an error, a delay, a dropped connection or a
        /// crash, as in `operation.read=error:ThrottlingException;count=3`. May be given several
        /// times; see docs/faults.md.
        #[arg(value_name = "POINT=ACTION[;KEY=VALUE]")]
        fault: Vec<Fault>,
    }
}

impl WorldOptions {
    pub(super) fn resolve(self) -> WorldPlan {
        let Self { clock, seed, fault } = self;
        let begin = move || {
            let world = seed.map_or_else(World::system, World::seeded);
            clock.set(&world);
            world
        };
        let rules = fault.into_iter().map(|Fault(rule)| rule);
        WorldPlan::new(begin, rules.collect())
    }
}

/// A fault rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
struct Fault(Rule);

impl FromStr for Fault {
    type Err = cosell_domain::fault::RuleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let rule = text.parse()?;
        cosell_domain::fault::check(&rule)?;
        Ok(Self(rule))
    }
}
