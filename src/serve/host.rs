//! Which hosts a request may name.
//!
//! A page of another site can give a name of its own the address of this machine (DNS rebinding) and
//! then ask us as if we were that site. What it cannot do is change the name that the browser sends:
//! so only numbers that we listen on are answered, and `localhost`.

use std::net::{IpAddr, Ipv6Addr};

use crate::locale::Text;

/// What to say to who lets more than this machine in.
pub fn warning(address: IpAddr) -> Option<Text> {
    let words = || {
        Text::new(
            "varning: andra datorer i nätet kan läsa handboken, med det som inte är publicerat än",
            "warning: other computers in the network can read what is not published yet",
        )
    };
    (!address.is_loopback()).then(words)
}

/// Where we listen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own {
    pub(super) address: IpAddr,
    pub(super) port: u16,
}

impl Own {
    /// Whether a `Host` header names this server.
    pub(super) fn is(self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
            _ => (host, None),
        };
        let own_port = match port {
            Some(port) => port == self.port.to_string(),
            None => self.port == 80,
        };
        own_port && self.is_name(name)
    }

    fn is_name(self, name: &str) -> bool {
        let anywhere = self.address.is_unspecified();
        if name.eq_ignore_ascii_case("localhost") {
            return anywhere || self.address.is_loopback();
        }
        let number = match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            Some(name) => name.parse::<Ipv6Addr>().map(IpAddr::V6),
            None => name.parse().map(IpAddr::V4),
        };
        number.is_ok_and(|number| {
            let number = number.to_canonical();
            // A number is no name that somebody else could have given us.
            anywhere || number == self.address || number.is_loopback() && self.address.is_loopback()
        })
    }

    /// The address of the site, for people. A number, not `localhost`: that may mean an address we
    /// do not listen on.
    pub(super) fn url(self) -> String {
        match (self.address, self.port) {
            (address, port) if address.is_unspecified() => format!("http://127.0.0.1:{port}/"),
            (IpAddr::V4(address), port) => format!("http://{address}:{port}/"),
            (IpAddr::V6(address), port) => format!("http://[{address}]:{port}/"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(address: &str, port: u16) -> Own {
        Own { address: address.parse().unwrap(), port }
    }

    #[test]
    fn only_this_machine_and_port_are_our_host() {
        let own = own("127.0.0.1", 4000);
        for host in [
            "localhost:4000",
            "LocalHost:4000",
            "127.0.0.1:4000",
            "[::1]:4000",
            "[0:0:0:0:0:0:0:1]:4000",
            "[::ffff:127.0.0.1]:4000",
        ] {
            assert!(own.is(host), "{host}");
        }
        for host in [
            "",
            ":4000",
            "localhost",
            "localhost.:4000",
            "localhost:4001",
            "localhost:04000",
            "localhost:4000:4000",
            "localhost:4000 ",
            "localhost@evil.example:4000",
            "evil.example:4000",
            "localhost.evil.example:4000",
            "127.0.0.1.evil.example:4000",
            "127.1:4000",
            "0177.0.0.1:4000",
            "2130706433:4000",
            "0.0.0.0:4000",
            "192.168.0.2:4000",
            "[::1:4000",
            "::1:4000",
            "[::]:4000",
            "[::1%25eth0]:4000",
            "ｌocalhost:4000",
        ] {
            assert!(!own.is(host), "{host}");
        }
    }

    #[test]
    fn the_usual_port_may_be_left_out() {
        let own = own("127.0.0.1", 80);
        assert!(own.is("localhost") && own.is("[::1]") && own.is("127.0.0.1:80"));
        assert!(!own.is("evil.example"));
    }

    #[test]
    fn elsewhere_only_numbers_are_answered() {
        let everywhere = own("0.0.0.0", 4000);
        assert!(everywhere.is("192.168.0.2:4000") && everywhere.is("localhost:4000"));
        assert!(!everywhere.is("evil.example:4000"));
        let one = own("192.168.0.2", 4000);
        assert!(one.is("192.168.0.2:4000"));
        for host in ["192.168.0.3:4000", "127.0.0.1:4000", "localhost:4000"] {
            assert!(!one.is(host), "{host}");
        }
    }

    #[test]
    fn addresses_are_written_for_browsers() {
        assert_eq!(own("127.0.0.1", 4000).url(), "http://127.0.0.1:4000/");
        assert_eq!(own("::1", 4000).url(), "http://[::1]:4000/");
        assert_eq!(own("0.0.0.0", 80).url(), "http://127.0.0.1:80/");
    }
}
