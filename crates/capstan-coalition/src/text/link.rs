//! Links to pages of others.

use super::{Form, unwanted};

/// The most characters of a link.
pub const LONGEST: usize = 500;

/// Why a link cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// It is too long.
    #[error("a link of {found} characters: expected {LONGEST} or fewer; use a shorter one")]
    TooLong {
        /// Its length.
        found: usize,
    },
    /// It is none, or one that others can read or change on its way.
    #[error("the link does not begin with https://; copy it whole, or find a page that does")]
    NotHttps,
    /// It names a person or a password before the host.
    #[error("the link has an @ before its host, which hides where it leads; remove that part")]
    Account,
    /// Where it leads is no name of a host.
    #[error("the link leads to no host: expected a name like example.org, without numbers or port")]
    Host,
    /// A character that no link holds.
    #[error("character {place} of the link is U+{:04X}; remove it, or write it as % and two digits", *.found as u32)]
    Character {
        /// The character.
        found: char,
        /// Its place, from 1.
        place: usize,
    },
}

impl LinkError {
    /// The stable key under which it has its sentences.
    pub fn key(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "link-too-long",
            Self::NotHttps => "link-not-https",
            Self::Account => "link-account",
            Self::Host => "link-host",
            Self::Character { .. } => "link-character",
        }
    }
}

/// A link to a page: `https` to a named host at its usual port, nothing hidden
/// before the host. The host comes back in small letters, and letters beyond
/// ASCII after it as bytes in percent notation (RFC 3986). A host beyond ASCII
/// must be given in its `xn--` form, so that nobody takes it for another.
///
/// # Errors
/// If it is not such a link; what is wrong with it.
pub fn web_link(text: &str) -> Result<String, LinkError> {
    let text = text.trim();
    for (at, found) in text.chars().enumerate() {
        let never = matches!(found, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
        if never || found.is_whitespace() || unwanted(found, Form::Handle).is_some() {
            let place = at + 1;
            return Err(LinkError::Character { found, place });
        }
    }
    let rest = match text.split_at_checked(8) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https://") => rest,
        _ => return Err(LinkError::NotHttps),
    };
    let (host, page) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if host.contains('@') {
        return Err(LinkError::Account);
    }
    let host = host.to_ascii_lowercase();
    if !is_host(&host) {
        return Err(LinkError::Host);
    }
    let mut link = format!("https://{host}");
    if !page.starts_with('/') {
        link.push('/');
    }
    for c in page.chars() {
        if c.is_ascii() {
            link.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                link.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    match link.len() {
        found if found > LONGEST => Err(LinkError::TooLong { found }),
        _ => Ok(link),
    }
}

/// The host of a link that [`web_link`] gave.
pub(crate) fn host_of(link: &str) -> &str {
    let rest = link.strip_prefix("https://").unwrap_or(link);
    rest.split('/').next().unwrap_or(rest)
}

/// Whether this is a name of a host with a dot. No IP address is: their last
/// part begins with a digit, in every way browsers read them.
pub(crate) fn is_host(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let part = |label: &&str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let top = labels.last().copied().unwrap_or_default();
    host.len() <= 253
        && labels.len() >= 2
        && labels.iter().all(part)
        && top.len() >= 2
        && top.starts_with(|c: char| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_named_hosts_pass() {
        for (text, link) in [
            ("https://example.org", "https://example.org/"),
            (" HTTPS://Example.ORG/Page ", "https://example.org/Page"),
            (
                "https://a-b.example.co?x=1#y",
                "https://a-b.example.co/?x=1#y",
            ),
            ("https://xn--mnchen-3ya.de/", "https://xn--mnchen-3ya.de/"),
            (
                "https://es.wikipedia.org/wiki/A\u{F1}o",
                "https://es.wikipedia.org/wiki/A%C3%B1o",
            ),
            ("https://example.org/@ana/1", "https://example.org/@ana/1"),
        ] {
            assert_eq!(web_link(text).as_deref(), Ok(link));
            assert_eq!(web_link(link).as_deref(), Ok(link));
        }
        assert_eq!(host_of("https://example.org/@ana"), "example.org");
    }

    #[test]
    fn everything_else_is_refused() {
        let key = |text: &str| web_link(text).err().map(|e| e.key());
        for (text, expected) in [
            ("", "link-not-https"),
            ("example.org", "link-not-https"),
            ("http://example.org", "link-not-https"),
            ("https:/example.org", "link-not-https"),
            ("//example.org", "link-not-https"),
            ("javascript:alert(1)", "link-not-https"),
            ("data:text/html,x", "link-not-https"),
            ("https://", "link-host"),
            ("https:///example.org", "link-host"),
            ("https://localhost/", "link-host"),
            ("https://127.0.0.1/", "link-host"),
            ("https://0x7f.1/", "link-host"),
            ("https://127.0x1/", "link-host"),
            ("https://2130706433/", "link-host"),
            ("https://[::1]/", "link-host"),
            ("https://example.org:8443/", "link-host"),
            ("https://example.org./", "link-host"),
            ("https://-a.org/", "link-host"),
            ("https://a..org/", "link-host"),
            ("https://ex\u{430}mple.org/", "link-host"),
            ("https://example\u{3002}org/", "link-host"),
            ("https://ana@example.org/", "link-account"),
            ("https://example.org@evil.example/", "link-account"),
            ("https://example.org\\@evil.example/", "link-character"),
            ("https://example.org/a b", "link-character"),
            ("https://example.org/\u{202E}gpj", "link-character"),
            ("https://example.org/\u{200B}", "link-character"),
            ("https://example.org/a\tb", "link-character"),
            ("https://example.org/\"onclick=", "link-character"),
        ] {
            assert_eq!(key(text), Some(expected), "{text:?}");
        }
        let page = "a".repeat(LONGEST - "https://example.org/".len());
        assert_eq!(key(&format!("https://example.org/{page}")), None);
        let long = format!("https://example.org/{page}a");
        assert_eq!(key(&long), Some("link-too-long"));
    }
}
