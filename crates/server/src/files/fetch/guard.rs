//! Which addresses are public: those that every machine of the internet reaches alike.
//!
//! The special ranges are those of IANA's registries. The standard library has no stable function
//! for them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Networks of IPv4 that are not public: address and length of the prefix.
const SPECIAL: [(Ipv4Addr, u32); 15] = [
    (Ipv4Addr::UNSPECIFIED, 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// The only networks of IPv6 that are public, `2000::/3`, without those that embed or document
/// other addresses: Teredo and the rest of `2001::/23`, documentation, and 6to4.
const EXCEPTIONS: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Whether a list of hosts names an address, with this port or without one.
pub(super) fn is_listed(listed: &[String], address: IpAddr, port: u16) -> bool {
    let text = match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    };
    let with_port = format!("{text}:{port}");
    listed
        .iter()
        .any(|host| *host == text || *host == with_port)
}

/// Whether an address is public.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let is_in = |(network, length): &(Ipv4Addr, u32)| {
                (address.to_bits() ^ network.to_bits()) >> (32 - length) == 0
            };
            !SPECIAL.iter().any(is_in)
        }
        IpAddr::V6(address) => {
            let is_in = |(network, length): &(Ipv6Addr, u32)| {
                (address.to_bits() ^ network.to_bits()) >> (128 - length) == 0
            };
            let is_unicast = address.segments()[0] >> 13 == 1;
            is_unicast && !EXCEPTIONS.iter().any(is_in)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_listed_with_its_port_or_without() {
        let listed = ["127.0.0.1:8443", "[::1]", "files.example.com"].map(str::to_owned);
        for (address, port, wanted) in [
            ("127.0.0.1", 8443, true),
            ("127.0.0.1", 443, false),
            ("127.0.0.2", 8443, false),
            ("::1", 8443, true),
        ] {
            let address = address.parse().expect(address);
            assert_eq!(
                is_listed(&listed, address, port),
                wanted,
                "{address} {port}"
            );
        }
    }

    #[test]
    fn addresses_of_private_and_special_networks_are_not_public() {
        for text in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.2.1",
            "192.168.1.1",
            "198.19.255.255",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:a00:1::",
        ] {
            assert!(!is_public(text.parse().expect(text)), "{text}");
        }
        for text in [
            "1.1.1.1",
            "100.63.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "52.95.110.1",
            "::ffff:1.1.1.1",
            "2600:1f18::1",
            "2a05:d018::1",
        ] {
            assert!(is_public(text.parse().expect(text)), "{text}");
        }
    }
}
