//! The list of pages, made with the router, so that tests can visit them all.

use crate::app::App;
use axum::Router;
use axum::handler::Handler;
use axum::routing;

/// Pages and where they are.
#[derive(Debug, Default)]
pub struct Pages {
    router: Router<App>,
    list: Vec<&'static str>,
}

impl Pages {
    /// A page at `path`.
    #[must_use]
    pub fn get<T: 'static>(mut self, path: &'static str, page: impl Handler<T, App>) -> Self {
        self.router = self.router.route(path, routing::get(page));
        self.list.push(path);
        self
    }

    /// What a form sends to `path`.
    #[must_use]
    pub fn post<T: 'static>(mut self, path: &'static str, act: impl Handler<T, App>) -> Self {
        self.router = self.router.route(path, routing::post(act));
        self
    }

    /// A file at `path`: no page, so it is not in the list.
    #[must_use]
    pub fn file<T: 'static>(mut self, path: &'static str, file: impl Handler<T, App>) -> Self {
        self.router = self.router.route(path, routing::get(file));
        self
    }

    /// The pages of an area.
    #[must_use]
    pub fn area(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.list.extend(other.list);
        self
    }

    /// Where the pages are, with the names of what stands in an address:
    /// `/coalitions/{coalition}`.
    pub fn list(&self) -> &[&'static str] {
        &self.list
    }

    /// The router.
    pub fn into_router(self) -> Router<App> {
        self.router
    }
}
