//! Links in kits: to the system's own hosts, and to nowhere from there.

use super::KitError;
use crate::text::link::{host_of, web_link};

/// The link in its plain form.
pub(super) fn check(field: &str, link: &str, hosts: &[&str]) -> Result<String, KitError> {
    let field = field.to_owned();
    let link = match web_link(link) {
        Ok(link) => link,
        Err(error) => return Err(KitError::Link { field, error }),
    };
    let host = host_of(&link);
    if !hosts.contains(&host) {
        return Err(KitError::Host {
            field,
            found: host.to_owned(),
            expected: hosts.join(", "),
        });
    }
    let page = &link["https://".len() + host.len()..];
    match onward(page) {
        None => Ok(link),
        Some(found) => Err(KitError::Onward { field, found }),
    }
}

/// The part of a page's address that a server or a script there could take for
/// another address. Such an address holds a colon, two slashes, or in a
/// parameter a dot; percent notation is read first, and may not be nested.
fn onward(page: &str) -> Option<String> {
    let (path, rest) = page.split_at(page.find(['?', '#']).unwrap_or(page.len()));
    let path_leads_on = |part: &str| match decoded(part) {
        Some(text) => text.contains("//") || text.contains([':', '\\', '%', '?', '#']),
        None => true,
    };
    if path_leads_on(path) {
        return Some(path.to_owned());
    }
    let mut parts = rest.split(['?', '#', '&', ';', '=']);
    let leads_on = |part: &&str| match decoded(part) {
        Some(text) => text.contains("//") || !text.chars().all(is_harmless),
        None => true,
    };
    parts.find(leads_on).map(str::to_owned)
}

/// What may stand in a parameter: nothing that separates the parts of a host,
/// also where a browser reads another character as a dot, a slash or a colon.
fn is_harmless(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | ',' | ' ' | '/' | '!' | '~' | '*')
}

/// A text out of percent notation (RFC 3986). Nothing if it is not well formed.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    bytes.extend(parts.next()?.bytes());
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend(rest.bytes());
    }
    let text = String::from_utf8(bytes).ok()?;
    text.chars().all(|c| !c.is_control()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_notation_is_read_once() {
        assert_eq!(decoded("a%20b%C3%B1").as_deref(), Some("a b\u{F1}"));
        assert_eq!(decoded("%253A").as_deref(), Some("%3A"));
        for wrong in ["%", "%4", "%zz", "%+1", "%C3", "%00", "%\u{F1}"] {
            assert_eq!(decoded(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn plain_pages_pass_and_those_that_lead_on_do_not() {
        for page in [
            "/",
            "/settings/privacy.html",
            "/@me/a%20b",
            "/privacy?hl=en&tab=data+use#section-2",
            "/a?next=/home",
            "/a?%C3%A1",
        ] {
            let accent = page.contains("%C3");
            assert_eq!(onward(page).is_some(), accent, "{page}");
        }
        for page in [
            "/?url=https://evil.example",
            "/?url=http%3A%2F%2Fevil.example",
            "/?url=http%253A%252F%252Fevil.example",
            "/?url=//evil",
            "/?url=%2f%2fevil",
            "/?url=/%5Cevil",
            "/?url=/%09/evil",
            "/?next=evil.example",
            "/?next=evil%E3%80%82example",
            "/?a=1;to=javascript:alert(1)",
            "/#javascript:alert(1)",
            "/#data%3Atext",
            "/#/?u=evil.example",
            "//evil.example",
            "/go/https://evil.example",
            "/go/https%3A/evil.example",
            "/go%2F%2Fevil.example",
            "/a%3Furl=evil.example",
            "/a%0d%0aLocation",
        ] {
            assert!(onward(page).is_some(), "{page}");
        }
    }
}
