//! A person's browser, without JavaScript, and how an account is made in it.

use crate::support::{Answer, Service};
use axum::body::Body;
use axum::http::{Request, header};

/// A browser that keeps its cookies.
#[derive(Default)]
pub struct Browser {
    /// The session; empty where nobody is signed in.
    pub cookie: String,
}

impl Browser {
    pub async fn get(&mut self, service: &Service, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        service.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&mut self, service: &Service, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::USER_AGENT, "Mozilla/5.0 (X11; Linux) Firefox/140.0")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = serde_html_form::to_string(fields).unwrap();
        let answer = service.send(request.body(Body::from(body)).unwrap()).await;
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            if pair.starts_with("capstan=") {
                self.cookie = pair.to_owned();
            }
        }
        answer
    }
}

/// The value of a hidden field.
pub fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, rest) = page
        .split_once(&mark)
        .unwrap_or_else(|| panic!("{name} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// The words of the phrase on a page.
pub fn phrase(page: &str) -> Vec<String> {
    let (_, list) = page.split_once("<ol class=\"phrase\"").unwrap();
    let (list, _) = list.split_once("</ol>").unwrap();
    let words = list.split("<li>").skip(1);
    words
        .map(|w| w.split('<').next().unwrap().to_owned())
        .collect()
}

/// The places of the two words that a page asks for, from 0.
pub fn asked(page: &str) -> Vec<usize> {
    let labels = page.split(">Word ").skip(1);
    let places = labels.map(|l| l.split('<').next().unwrap());
    places.map(|p| p.parse::<usize>().unwrap() - 1).collect()
}

/// Goes through signing up: the words, and what the last form sent.
pub async fn sign_up(
    service: &Service,
    browser: &mut Browser,
) -> (Vec<String>, Vec<(String, String)>) {
    let first = browser.get(service, "/sign-up?back=/coalitions").await;
    first.is(200);
    let words = phrase(&first.body);
    assert_eq!(words.len(), 12);
    let sealed = hidden(&first.body, "sealed");
    let second = browser
        .post(
            service,
            "/sign-up/words",
            &[("sealed", &sealed), ("back", "/coalitions")],
        )
        .await;
    second.is(200);
    for word in &words {
        assert!(
            !second.body.contains(&format!(">{word}<")),
            "{word} stands there still"
        );
    }
    let places = asked(&second.body);
    let sent = [
        ("sealed", sealed.as_str()),
        ("back", "/coalitions"),
        ("first", &words[places[0]]),
        ("second", &words[places[1]]),
    ];
    let done = browser.post(service, "/sign-up/new", &sent).await;
    done.is(303);
    assert_eq!(done.headers["location"], "/coalitions?done=signed-up");
    let sent = sent.map(|(n, v)| (n.to_owned(), v.to_owned()));
    (words, sent.into())
}
