//! Passkeys, in programs built with them and without.

#[cfg(feature = "passkeys")]
mod device;
#[cfg(feature = "passkeys")]
mod with;

/// A program built without them shows no trace.
#[cfg(not(feature = "passkeys"))]
#[tokio::test]
async fn without_the_feature_there_is_no_trace() {
    for service in crate::support::services().await {
        let someone = service.someone().await;
        for path in ["/sign-in", "/you", "/you/phrase"] {
            let page = match path {
                "/sign-in" => service.get(path).await,
                _ => service.get_as(&someone, path).await,
            };
            assert_eq!(page.status, 200, "{path}");
            assert!(!page.body.to_lowercase().contains("passkey"), "{path}");
        }
        service.get_as(&someone, "/you/passkeys").await.is(404);
        let api = service.api(&someone, "GET", "/you/passkeys", "").await;
        api.is(404);
        let described = service.get("/api/v1/openapi.json").await;
        assert!(!described.body.contains("/you/passkeys"));
    }
}
