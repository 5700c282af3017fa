//! Sharing money: a chain of rules is put to the vote, followed by two
//! stewards, and paid by lists.

use crate::coalitions::join;
use crate::decisions::{close, kind};
use crate::support::{Answer, Service, Someone, services};
use crate::values::{made, riders, withdraw};
use axum::http::StatusCode;
use capstan_server::tick;
use capstan_store::id::DAY;
use capstan_store::ledger;
use serde_json::{Value, json};

const AT: &str = "/coalitions/riders/dividends";
const ROUNDS: &str = "/coalitions/riders/dividends/rounds";
const MINE: &str = "/coalitions/riders/dividends/mine";
const PAYMENTS: &str = "/coalitions/riders/dividends/payments";
const IBAN: &str = "ES91 2100 0418 4502 0005 1332";

/// A chain whose rule is equal pay, and what else it says.
fn equal(more: &str) -> String {
    format!("{more}\n[[rule]]\nname = \"equal\"\n")
}

/// Ana's coalition with 12 donors, their values, a chain that was voted on, and
/// Bea as a second steward.
async fn paying(service: &Service, chain: &str) -> (Someone, Someone, Vec<Someone>) {
    let (ana, donors) = riders(service, 12).await;
    made(service, &ana, json!({"game": "pay"})).await;
    let bea = service.someone().await;
    let joined = join(service, &bea, "riders", "bea").await;
    assert_eq!(joined, StatusCode::CREATED);
    let naming = json!({"handle": "bea", "role": "steward"}).to_string();
    let named = service
        .api(&ana, "POST", "/coalitions/riders/roles", naming)
        .await;
    assert!(named.status.is_success(), "{}", named.body);
    service.app.clock.forward(15 * DAY);
    adopt(service, &ana, &donors, chain).await;
    (ana, bea, donors)
}

/// Puts a chain to the vote and lets it pass.
async fn adopt(service: &Service, who: &Someone, voters: &[Someone], chain: &str) -> String {
    let clauses = json!({"dividend_rule": "chain", "dividend_chain": chain});
    let asked = json!({"kind": "dividend", "title": "Shares", "clauses": clauses, "days": 3});
    let path = "/coalitions/riders/decisions";
    let put = service.api(who, "POST", path, asked.to_string()).await;
    assert_eq!(put.status, StatusCode::CREATED, "{}", put.body);
    let page = format!("{path}/{}", put.json()["id"].as_str().unwrap());
    pass(service, voters, &page).await;
    page
}

async fn pass(service: &Service, voters: &[Someone], page: &str) {
    for who in voters {
        let cast = service
            .post_as(who, &format!("{page}/ballot"), "vote=for")
            .await;
        assert_eq!(cast.status, 303, "{}", cast.body);
    }
    close(service).await;
}

async fn prepare(service: &Service, who: &Someone, budget: &str) -> Answer {
    let asked = json!({"budget": budget, "currency": "USD", "period": "May 2026"});
    service.api(who, "POST", ROUNDS, asked.to_string()).await
}

async fn round(service: &Service, who: &Someone, budget: &str) -> String {
    let made = prepare(service, who, budget).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    format!("{ROUNDS}/{}", made.json()["id"].as_str().unwrap())
}

async fn act(service: &Service, who: &Someone, path: &str, what: &str) -> Answer {
    service
        .api(who, "POST", &format!("{path}/{what}"), "")
        .await
}

async fn mine(service: &Service, who: &Someone) -> Value {
    let answer = service.api(who, "GET", MINE, "").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()
}

/// All accounts of the ledger together.
async fn sum(service: &Service) -> i64 {
    let mut conn = service.app.store.read().await.unwrap();
    let coalition = capstan_store::coalitions::by_slug(&mut conn, "riders").await;
    let id = coalition.unwrap().unwrap().id;
    let all = ledger::balances(&mut conn, &id).await.unwrap();
    all.iter().map(|b| b.coins).sum()
}

#[tokio::test]
async fn a_chain_that_was_tried_is_put_to_the_vote_and_holds() {
    for service in services().await {
        let (ana, donors) = riders(&service, 12).await;
        made(&service, &ana, json!({"game": "pay"})).await;
        service.app.clock.forward(15 * DAY);
        let refused = prepare(&service, &ana, "600").await;
        let none = (409, "/problems/rounds-no-chain".to_owned());
        assert_eq!(kind(&refused), none, "nothing was decided");

        let look = "rule=shift&public_good=10&floor=5&minimum=2&rounding=webster&currency=USD";
        let tried = service
            .api(&donors[0], "GET", &format!("{AT}?{look}"), "")
            .await;
        let chain = tried.json()["dividend-chain"].as_str().unwrap().to_owned();
        assert!(chain.contains("floor = \"5.00 USD\""), "{chain}");
        let form = service
            .get_as(&donors[0], &format!("{AT}/propose?{look}"))
            .await;
        assert!(form.body.contains("Nobody gets less than"), "{}", form.body);
        let stranger = service.someone().await;
        let none = service.get_as(&stranger, &format!("{AT}/propose")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);

        let fields = [
            ("chain", chain.replace('\n', "\r\n")),
            ("title", "Shares".to_owned()),
            ("text", String::new()),
            ("days", "3".to_owned()),
        ];
        let fields = serde_html_form::to_string(&fields).unwrap();
        let wrong = fields.replace("days=3", "days=1");
        let again = service
            .post_as(&donors[0], &format!("{AT}/propose"), &wrong)
            .await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.body.contains("id=\"days-error\""), "{}", again.body);
        let put = service
            .post_as(&donors[0], &format!("{AT}/propose"), &fields)
            .await;
        assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.body);
        let page = put.headers["location"].to_str().unwrap();
        let page = page.split('?').next().unwrap().to_owned();
        let member = service.get_as(&donors[1], &page).await.body;
        for said in [
            "Nobody gets less than 5.00\u{a0}USD",
            "10\u{a0}% is kept for what all use",
            "Less than 2.00\u{a0}USD is not paid out",
            "Gini index",
            "reckoned on what the data of your group add",
            "What the proposed rules keep and break",
            "What is paid and what is kept back is the budget",
        ] {
            assert!(member.contains(said), "{said}: {member}");
        }
        let public = service.get(&page).await.body;
        assert!(public.contains("the values are −1, 0 and 1"), "{public}");
        pass(&service, &donors, &page).await;
        let at = service.api(&ana, "GET", "/coalitions/riders", "").await;
        let charter = &at.json()["charter"];
        assert_eq!(charter["dividend_rule"], "chain");
        assert_eq!(charter["dividend_chain"].as_str(), Some(&*chain));
        let log = service.api(&ana, "GET", "/coalitions/riders/log", "").await;
        assert!(log.body.contains("amend-charter"), "{}", log.body);
        let charter = service.get("/coalitions/riders/charter").await;
        assert!(charter.body.contains("Nobody gets less than"));
        // Another clause can be changed, and the chain stays.
        let form = "/coalitions/riders/decisions/new?kind=charter";
        let form = service.get_as(&ana, form).await;
        assert!(form.body.contains("name=\"dividend_chain\""));
    }
}

#[tokio::test]
async fn two_stewards_share_out_money_and_each_sees_their_own_alone() {
    for service in services().await {
        let (ana, bea, donors) = paying(&service, &equal("public-good = 0.1")).await;
        let refused = prepare(&service, &donors[0], "600").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        for (asked, field) in [
            (
                json!({"budget": "", "currency": "USD", "period": "May"}),
                "budget",
            ),
            (
                json!({"budget": "0", "currency": "USD", "period": "May"}),
                "budget",
            ),
            (
                json!({"budget": "9", "currency": "XQX", "period": "May"}),
                "currency",
            ),
            (
                json!({"budget": "9", "currency": "USD", "period": ""}),
                "period",
            ),
        ] {
            let wrong = service.api(&ana, "POST", ROUNDS, asked.to_string()).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(wrong.json()["field"], field);
        }
        let path = round(&service, &ana, "600.05").await;
        let twice = prepare(&service, &bea, "10").await;
        assert_eq!(kind(&twice), (409, "/problems/rounds-waiting".into()));
        let waits = service.api(&donors[0], "GET", &path, "").await;
        assert_eq!(waits.status, StatusCode::NOT_FOUND, "it only waits");
        assert_eq!(mine(&service, &donors[0]).await["rounds"], json!([]));
        let own = act(&service, &ana, &path, "confirm").await;
        assert_eq!(kind(&own), (409, "/problems/same-person".into()));
        let page = service.get_as(&ana, &path).await.body;
        assert!(page.contains("another steward has to agree"), "{page}");
        let page = service.get_as(&bea, &path).await.body;
        assert!(page.contains("Share it out"), "{page}");
        assert!(page.contains("Gini"), "{page}");

        let done = act(&service, &bea, &path, "confirm").await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
        let twice = act(&service, &bea, &path, "confirm").await;
        assert_eq!(kind(&twice), (409, "/problems/rounds-booked".into()));
        let shown = service.api(&donors[0], "GET", &path, "").await;
        let pot = &shown.json()["pots"][0];
        // A tenth of 600.05 is 60.005, which is a coin up or down.
        let kept: f64 = pot["kept"].as_str().unwrap()[..5].parse().unwrap();
        assert!((kept - 60.0).abs() < 0.02, "{pot}");
        assert_eq!(
            (&pot["by"], &pot["confirmed-by"]),
            (&json!("ana"), &json!("bea"))
        );
        assert!(!shown.body.contains("rider-"), "{}", shown.body);
        let mut coins = 0;
        for donor in &donors {
            let own = mine(&service, donor).await;
            assert_eq!(own["due"][0]["currency"], "USD");
            let value = &own["rounds"][0]["value"];
            let number = |of: &str| value[of].as_f64().unwrap();
            assert!(number("low") <= number("value") && number("value") <= number("high"));
            coins += own["due"][0]["coins"].as_i64().unwrap();
        }
        assert_eq!(coins + (kept * 100.0).round() as i64, 60_005);
        assert_eq!(sum(&service).await, 0);
        let page = service.get_as(&donors[0], MINE).await.body;
        assert!(page.contains("Your 8 jobs added"), "{page}");
        assert_eq!(
            mine(&service, &ana).await["due"],
            json!([]),
            "she gave nothing"
        );
        let stranger = service.someone().await;
        let none = service.api(&stranger, "GET", MINE, "").await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        tick::due(&service.app).await.unwrap();
        let inbox = service.get_as(&donors[0], "/inbox").await.body;
        assert!(inbox.contains("Money was shared out"), "{inbox}");

        // The same parts of more money, and a mistake that is taken back.
        let more = json!({"budget": "60.00"}).to_string();
        let asked = service
            .api(&bea, "POST", &format!("{path}/money"), more)
            .await;
        assert_eq!(asked.status, StatusCode::NO_CONTENT, "{}", asked.body);
        act(&service, &ana, &path, "confirm").await;
        let own = mine(&service, &donors[0]).await["due"][0]["coins"].as_i64();
        assert!((own.unwrap() - 4950).abs() <= 1, "{own:?}");
        let back = act(&service, &ana, &path, "reverse").await;
        assert_eq!(back.status, StatusCode::NO_CONTENT, "{}", back.body);
        let own = mine(&service, &donors[0]).await["due"][0]["coins"].as_i64();
        assert!((own.unwrap() - 4500).abs() <= 1, "{own:?}");
        assert_eq!(sum(&service).await, 0);
        withdraw(&service, &donors[0]).await;
        let own = mine(&service, &donors[0]).await;
        assert_eq!(
            own["rounds"][0]["value"],
            Value::Null,
            "erased with the jobs"
        );
        assert_eq!(own["due"][0]["coins"].as_i64().unwrap() / 100, 45);
    }
}

#[tokio::test]
async fn lists_pay_each_once_and_who_left_can_still_claim() {
    for service in services().await {
        let (ana, bea, donors) = paying(&service, &equal("minimum = \"20.00 USD\"")).await;
        let path = round(&service, &ana, "120").await;
        act(&service, &bea, &path, "confirm").await;
        let draw = json!({"currency": "USD"}).to_string();
        let small = service.api(&ana, "POST", PAYMENTS, &draw).await;
        assert_eq!(kind(&small), (409, "/problems/payments-nobody".into()));
        let path = round(&service, &bea, "240").await;
        act(&service, &ana, &path, "confirm").await;

        let way = json!({"name": "Ana Díaz", "iban": IBAN}).to_string();
        let wrong = json!({"name": "Ana Díaz", "iban": "ES00"}).to_string();
        let at = format!("{MINE}/way");
        let refused = service.api(&donors[0], "PUT", &at, wrong).await;
        assert_eq!(refused.json()["field"], "iban");
        let kept = service.api(&donors[0], "PUT", &at, way).await;
        assert_eq!(kept.status, StatusCode::NO_CONTENT, "{}", kept.body);
        let left = service
            .api(&donors[1], "DELETE", "/coalitions/riders/members/me", "")
            .await;
        assert!(left.body.contains("account"), "{}", left.body);
        let own = mine(&service, &donors[1]).await;
        assert_eq!(own["due"][0]["coins"], 3000, "it stays theirs");
        let number = own["account"].as_str().unwrap();

        let held = service.api(&donors[1], "GET", "/you/export", "").await;
        assert!(held.body.contains(number), "{}", held.body);
        let refused = service.api(&donors[2], "POST", PAYMENTS, &draw).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let drawn = service.api(&ana, "POST", PAYMENTS, &draw).await;
        assert_eq!(drawn.status, StatusCode::CREATED, "{}", drawn.body);
        let list = format!("{PAYMENTS}/{}", drawn.json()["id"].as_str().unwrap());
        let again = service.api(&ana, "POST", PAYMENTS, &draw).await;
        assert_eq!(kind(&again), (409, "/problems/payments-nobody".into()));
        let csv = service.get_as(&ana, &format!("{list}/payments.csv")).await;
        assert_eq!(csv.body.lines().count(), 12, "11 are paid: {}", csv.body);
        assert!(csv.body.contains("rider-0,"), "{}", csv.body);
        assert!(
            csv.body
                .contains(",30.00,USD,Ana Díaz,ES9121000418450200051332,")
        );
        assert!(!csv.body.contains(number), "who left did not say how");
        let page = service.get_as(&ana, &list).await.body;
        assert!(page.contains("10 people gave no bank account"), "{page}");
        let payer = json!({"name": "Riders", "iban": "DE89 3704 0044 0532 0130 00",
                           "on": "2026-12-01", "purpose": "Dividend"});
        let order = format!("{list}/pain001");
        let xml = service.api(&ana, "POST", &order, payer.to_string()).await;
        assert_eq!(xml.status, StatusCode::OK, "{}", xml.body);
        assert!(
            xml.body
                .contains("<NbOfTxs>1</NbOfTxs><CtrlSum>30.00</CtrlSum>")
        );
        assert!(!xml.body.contains("rider-"), "no handle goes to a bank");
        for (name, value) in [("iban", "DE88"), ("on", "2026-13-01"), ("name", "")] {
            let mut wrong = payer.clone();
            wrong[name] = value.into();
            let refused = service.api(&ana, "POST", &order, wrong.to_string()).await;
            assert_eq!(refused.json()["field"], name, "{}", refused.body);
        }
        let late = act(&service, &ana, &path, "reverse").await;
        assert_eq!(kind(&late), (409, "/problems/rounds-paid".into()));

        // Who left says how, and is on the next list; a payment comes back.
        let other = json!({"other": "=by mobile money"}).to_string();
        let said = service.api(&donors[1], "PUT", &at, other).await;
        assert_eq!(said.status, StatusCode::NO_CONTENT, "{}", said.body);
        let first = service.api(&ana, "GET", &list, "").await.json();
        let account = first["lines"][0]["account"].as_str().unwrap();
        let back = json!({"account": account}).to_string();
        let path = format!("{list}/came-back");
        let done = service.api(&ana, "POST", &path, &back).await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
        let twice = service.api(&ana, "POST", &path, &back).await;
        assert_eq!(kind(&twice), (409, "/problems/payments-back".into()));
        let drawn = service.api(&bea, "POST", PAYMENTS, &draw).await.json();
        let next = format!("{PAYMENTS}/{}/payments.csv", drawn["id"].as_str().unwrap());
        let csv = service.get_as(&ana, &next).await.body;
        assert_eq!(csv.lines().count(), 3, "{csv}");
        assert!(csv.contains(number) && csv.contains("'=by mobile"), "{csv}");
        assert_eq!(mine(&service, &donors[1]).await["due"][0]["coins"], 0);
        assert_eq!(sum(&service).await, 0);
        let whole = service.get_as(&ana, &format!("{AT}/ledger.csv")).await.body;
        assert!(whole.contains("back:payment:"), "{whole}");
        let page = service.get_as(&ana, PAYMENTS).await;
        assert_eq!(page.status, StatusCode::OK);
        let log = service.api(&ana, "GET", "/coalitions/riders/log", "").await;
        assert!(log.body.contains("draw-up-payments"));
    }
}

#[tokio::test]
async fn only_the_chain_that_holds_is_paid_by() {
    for service in services().await {
        let (ana, bea, donors) = paying(&service, &equal("cap = \"400.00 USD\"")).await;
        let over = prepare(&service, &ana, "60000").await;
        assert_eq!(over.json()["field"], "budget", "{}", over.body);
        assert!(over.body.contains("sharing-caps"), "{}", over.body);
        let asked = json!({"budget": "60", "currency": "EUR", "period": "May"});
        let other = service.api(&ana, "POST", ROUNDS, asked.to_string()).await;
        assert_eq!(other.json()["field"], "currency", "{}", other.body);
        let none = json!({"budget": "60", "period": "May"}).to_string();
        let none = service.api(&ana, "POST", ROUNDS, none).await;
        assert_eq!(none.json()["field"], "currency", "{}", none.body);
        let path = round(&service, &ana, "60").await;
        adopt(&service, &ana, &donors, &equal("")).await;
        let stale = act(&service, &bea, &path, "confirm").await;
        assert_eq!(kind(&stale), (409, "/problems/rounds-other-chain".into()));
        let back = service.api(&bea, "DELETE", &path, "").await;
        assert_eq!(back.status, StatusCode::NO_CONTENT, "{}", back.body);
        let gone = service.api(&ana, "GET", &path, "").await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        // With one steward nobody else could agree.
        let down = json!({"handle": "bea", "role": "member"}).to_string();
        let named = service
            .api(&bea, "POST", "/coalitions/riders/roles", down)
            .await;
        assert!(named.status.is_success(), "{}", named.body);
        let path = round(&service, &ana, "60").await;
        let alone = act(&service, &ana, &path, "confirm").await;
        assert_eq!(alone.status, StatusCode::NO_CONTENT, "{}", alone.body);
    }
}

#[tokio::test]
async fn money_is_shared_out_and_paid_with_forms_alone() {
    for service in services().await {
        let (ana, bea, donors) = paying(&service, &equal("")).await;
        let new = format!("{ROUNDS}/new");
        assert_eq!(service.get_as(&donors[0], &new).await.status, 403);
        let form = service.get_as(&ana, &new).await;
        assert_eq!(form.status, StatusCode::OK);
        let wrong = service
            .post_as(&ana, &new, "budget=x&currency=USD&period=May")
            .await;
        assert!(wrong.body.contains("id=\"budget-error\""), "{}", wrong.body);
        let sent = service
            .post_as(&ana, &new, "budget=120&currency=USD&period=May")
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let path = sent.headers["location"].to_str().unwrap();
        let path = path.split('?').next().unwrap().to_owned();
        let agreed = service.post_as(&bea, &format!("{path}/confirm"), "").await;
        assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.body);
        let list = service.get_as(&donors[0], ROUNDS).await;
        assert!(list.body.contains("120.00"), "{}", list.body);
        let way = "name=&iban=&other=by+hand";
        let saved = service.post_as(&donors[0], MINE, way).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let page = service.get_as(&donors[0], MINE).await.body;
        assert!(page.contains("value=\"by hand\""), "{page}");
        service
            .post_as(&donors[0], &format!("{MINE}/forget"), "")
            .await;
        let page = service.get_as(&donors[0], MINE).await.body;
        assert!(!page.contains("by hand"), "{page}");
        let drawn = service.post_as(&ana, PAYMENTS, "currency=USD").await;
        assert_eq!(drawn.status, StatusCode::SEE_OTHER, "{}", drawn.body);
        let path = drawn.headers["location"].to_str().unwrap();
        let path = path.split('?').next().unwrap().to_owned();
        let page = service
            .post_as(
                &ana,
                &format!("{path}/pain001"),
                "name=R&iban=DE88&bic=&on=&purpose=x",
            )
            .await;
        assert!(page.body.contains("id=\"iban-error\""), "{}", page.body);
        let none = service.get_as(&donors[0], &path).await;
        assert_eq!(none.status, StatusCode::FORBIDDEN);
    }
}

const GOOD: &str = "/coalitions/riders/dividends/good";
const HOME: &str = "/coalitions/riders/dividends/household";
const GROUPS: &str = "/coalitions/riders/dividends/groups";

async fn due(service: &Service, who: &Someone) -> i64 {
    let own = mine(service, who).await;
    own["due"][0]["coins"].as_i64().unwrap_or(0)
}

#[tokio::test]
async fn households_and_groups_are_paid_as_one() {
    for service in services().await {
        let pool = "pool = { by = \"household\" }";
        let (ana, bea, donors) = paying(&service, &equal(pool)).await;
        let stranger = service.someone().await;
        let none = service.api(&stranger, "GET", HOME, "").await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        let made = service.api(&donors[0], "POST", HOME, "").await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let code = made.json()["code"].clone();
        let at = format!("{HOME}/code");
        let wrong = json!({"code": "guessed"}).to_string();
        let refused = service.api(&donors[1], "PUT", &at, wrong).await;
        assert_eq!(refused.json()["field"], "code", "{}", refused.body);
        let right = json!({"code": code}).to_string();
        for donor in &donors[1..3] {
            let joined = service.api(donor, "PUT", &at, &right).await;
            assert_eq!(joined.status, StatusCode::NO_CONTENT, "{}", joined.body);
        }
        let left = service.api(&donors[2], "DELETE", HOME, "").await;
        assert_eq!(left.status, StatusCode::NO_CONTENT);
        let twice = service.post_as(&donors[0], HOME, "").await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        assert!(
            twice.body.contains("of a household already"),
            "{}",
            twice.body
        );
        let own = service.api(&donors[1], "GET", HOME, "").await.json();
        assert_eq!(
            own,
            json!({"household": 2, "group": null, "rules": "household"})
        );
        let page = service.get_as(&donors[1], HOME).await.body;
        assert!(page.contains("It has 2 members"), "{page}");
        assert!(!page.contains("rider-0") && !page.contains(code.as_str().unwrap()));
        let held = service.api(&donors[1], "GET", "/you/export", "").await;
        assert!(held.body.contains("households"), "{}", held.body);

        // 12 donors, of whom two are one: 11 parts of 10.00.
        let path = round(&service, &ana, "110.00").await;
        act(&service, &bea, &path, "confirm").await;
        assert_eq!(due(&service, &donors[0]).await, 500);
        assert_eq!(due(&service, &donors[1]).await, 500);
        assert_eq!(due(&service, &donors[2]).await, 1000);

        let group = "pool = { by = \"group\", inside = \"equal\" }";
        adopt(&service, &ana, &donors, &equal(group)).await;
        let table = "handle,group\nrider-0,North\nrider-1,North\nrider-2,North\n";
        let body = json!({"table": table}).to_string();
        let refused = service.api(&donors[0], "PUT", GROUPS, &body).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let unknown = json!({"table": "nobody-here,North"}).to_string();
        let refused = service.api(&ana, "PUT", GROUPS, unknown).await;
        assert_eq!(refused.json()["field"], "table", "{}", refused.body);
        let twice = "table=rider-0%2CNorth%0D%0Arider-0%2CSouth";
        let again = service.post_as(&ana, GROUPS, twice).await;
        assert!(again.body.contains("id=\"table-error\""), "{}", again.body);
        let rows = |n: usize| {
            (0..n)
                .map(|n| format!("row-{n},North\r\n"))
                .collect::<String>()
        };
        for (table, said) in [
            (rows(20_000), "Line 1 names nobody"),
            (rows(100_000), "larger than one megabyte"),
        ] {
            let fields = serde_html_form::to_string([("table", &table)]).unwrap();
            let large = service.post_as(&ana, GROUPS, &fields).await;
            assert_eq!(large.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(large.body.contains(said));
            let body = json!({"table": table}).to_string();
            let large = service.api(&ana, "PUT", GROUPS, &body).await;
            assert_eq!(large.json()["field"], "table", "{}", large.body);
        }
        let written = service.api(&ana, "PUT", GROUPS, &body).await;
        assert_eq!(written.status, StatusCode::NO_CONTENT, "{}", written.body);
        let old = "table=&was=another";
        let stale = service.post_as(&bea, GROUPS, old).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.body.contains("changed the groups"), "{}", stale.body);
        let kept = service.api(&bea, "GET", GROUPS, "").await.json();
        assert_eq!(
            kept["table"],
            "rider-0,North\nrider-1,North\nrider-2,North\n"
        );
        let page = service.get_as(&donors[2], HOME).await.body;
        assert!(page.contains("North"), "{page}");
        let log = service.api(&ana, "GET", "/coalitions/riders/log", "").await;
        assert!(log.body.contains("write-groups"));
        // 10 parts of 9.00, one of them for three.
        let path = round(&service, &ana, "90.00").await;
        act(&service, &bea, &path, "confirm").await;
        assert_eq!(due(&service, &donors[2]).await, 1300);
        assert_eq!(due(&service, &donors[3]).await, 1900);
        assert_eq!(sum(&service).await, 0);
    }
}

#[tokio::test]
async fn a_round_can_be_for_everyone_and_amounts_have_intervals() {
    for service in services().await {
        let (ana, bea, donors) = paying(&service, &equal("everyone = true")).await;
        let path = round(&service, &ana, "140.00").await;
        act(&service, &bea, &path, "confirm").await;
        // 12 donors, and Ana and Bea, who gave nothing.
        assert_eq!(due(&service, &bea).await, 1000);
        assert_eq!(due(&service, &donors[0]).await, 1000);
        let page = service.get_as(&bea, MINE).await.body;
        assert!(page.contains("You had donated nothing"), "{page}");

        let rule = "everyone = true\nequal = 0.2\n[[rule]]\nname = \"shift\"\n";
        adopt(&service, &ana, &donors, rule).await;
        let path = round(&service, &bea, "140.00").await;
        act(&service, &ana, &path, "confirm").await;
        let mut open = 0;
        for donor in &donors {
            let one = mine(&service, donor).await["rounds"][0].clone();
            let coins = one["coins"].as_i64().unwrap();
            let [low, high] = [0, 1].map(|i| one["within"][i].as_i64().unwrap());
            assert!(low <= coins && coins <= high, "{one}");
            open += i64::from(low < high);
        }
        assert!(open > 0, "some values are uncertain");
        let one = mine(&service, &bea).await["rounds"][0].clone();
        assert!(one["coins"].as_i64().unwrap() > 0, "{one}");
        let page = service.get_as(&donors[0], MINE).await.body;
        assert!(page.contains("it lies between"), "{page}");
        let page = service.get_as(&donors[0], &path).await.body;
        assert!(page.contains("Those whose data were not valued"), "{page}");
        assert_eq!(sum(&service).await, 0);
    }
}

#[tokio::test]
async fn what_is_set_aside_pays_for_the_largest_balances() {
    for service in services().await {
        let fee = "fee = { each = \"1.00 USD\", cap = 0.05 }";
        let (ana, bea, donors) = paying(&service, &equal(fee)).await;
        let path = round(&service, &ana, "120.00").await;
        let page = service.get_as(&bea, &path).await.body;
        assert!(page.contains("is set aside for each transfer"), "{page}");
        act(&service, &bea, &path, "confirm").await;
        let pot = service.api(&donors[0], "GET", &path, "").await.json()["pots"][0].clone();
        // 12 transfers would cost 12.00, and a twentieth of 120.00 is 6.00.
        assert_eq!(
            (&pot["fees"], &pot["members"]),
            (&json!("6.00 USD"), &json!("114.00 USD"))
        );
        let draw = json!({"currency": "USD"}).to_string();
        let list = service.api(&ana, "GET", PAYMENTS, "").await.json();
        assert_eq!(list["due"][0]["accounts"], 6, "{list}");
        assert_eq!(list["due"][0]["fees"], "6.00 USD");
        assert_eq!(list["due"][0]["waits"], "57.00 USD");
        let drawn = service.api(&ana, "POST", PAYMENTS, &draw).await;
        assert_eq!(drawn.status, StatusCode::CREATED, "{}", drawn.body);
        let again = service.api(&ana, "POST", PAYMENTS, &draw).await;
        assert_eq!(kind(&again), (409, "/problems/payments-nobody".into()));
        assert_eq!(sum(&service).await, 0);
        let whole = service.get_as(&ana, &format!("{AT}/ledger.csv")).await.body;
        assert!(whole.contains(",fees,bank,6.00,USD,"), "{whole}");
        // Another round pays for those who wait.
        let path = round(&service, &ana, "120.00").await;
        act(&service, &bea, &path, "confirm").await;
        let list = service.api(&ana, "GET", PAYMENTS, "").await.json();
        assert_eq!(list["due"][0]["amount"], "114.00 USD", "twice 9.50 for six");
    }
}

#[tokio::test]
async fn money_of_all_is_spent_by_two_stewards_and_seen_by_all() {
    for service in services().await {
        let (ana, bea, donors) = paying(&service, &equal("public-good = 0.5")).await;
        let path = round(&service, &ana, "200.00").await;
        act(&service, &bea, &path, "confirm").await;
        let ask = json!({"amount": "60.00", "currency": "USD", "purpose": "A room",
                         "name": "Hall", "iban": IBAN});
        for (name, value, field) in [
            ("amount", "0", "amount"),
            ("amount", "-1", "amount"),
            ("amount", "1e30", "amount"),
            ("amount", "1,000.00", "amount"),
            ("amount", "0.001", "amount"),
            ("amount", "100.01", "amount"),
            ("currency", "XQX", "currency"),
            ("currency", "EUR", "amount"),
            ("source", "budget", "source"),
            ("purpose", "", "purpose"),
            ("iban", "ES00", "iban"),
        ] {
            let mut wrong = ask.clone();
            wrong[name] = value.into();
            let refused = service.api(&ana, "POST", GOOD, wrong.to_string()).await;
            assert_eq!(refused.json()["field"], field, "{value}: {}", refused.body);
        }
        let refused = service.api(&donors[0], "POST", GOOD, ask.to_string()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let asked = service.api(&ana, "POST", GOOD, ask.to_string()).await;
        assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.body);
        let one = format!("{GOOD}/{}", asked.json()["id"].as_str().unwrap());
        let seen = service.api(&donors[0], "GET", GOOD, "").await.json();
        assert_eq!(seen["items"], json!([]), "it only waits");
        assert_eq!(seen["there"][0]["amount"], "100.00 USD");
        assert_eq!(service.get_as(&donors[0], &one).await.status, 404);
        let own = act(&service, &ana, &one, "confirm").await;
        assert_eq!(kind(&own), (409, "/problems/same-person".into()));
        let inbox = service.get_as(&bea, "/inbox").await.body;
        assert!(inbox.contains("Money of all is to be spent"), "{inbox}");
        let done = act(&service, &bea, &one, "confirm").await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
        let twice = act(&service, &bea, &one, "confirm").await;
        assert_eq!(kind(&twice), (409, "/problems/rounds-booked".into()));

        let seen = service.api(&donors[0], "GET", GOOD, "").await;
        assert_eq!(seen.json()["items"][0]["purpose"], "A room");
        assert_eq!(seen.json()["there"][0]["amount"], "40.00 USD");
        assert!(!seen.body.contains("Hall"), "whom is for stewards");
        let page = service.get_as(&donors[0], &one).await.body;
        assert!(page.contains("A room") && !page.contains("Hall"), "{page}");
        let csv = format!("{GOOD}/spent.csv");
        assert_eq!(service.get_as(&donors[0], &csv).await.status, 403);
        let table = service.get_as(&bea, &csv).await.body;
        assert!(
            table.contains(",public-good,60.00,USD,A room,booked,Hall,"),
            "{table}"
        );
        let payer = json!({"name": "Riders", "iban": "DE89 3704 0044 0532 0130 00",
                           "on": "2026-12-01", "purpose": "Room"});
        let order = format!("{one}/pain001");
        let xml = service.api(&ana, "POST", &order, payer.to_string()).await;
        assert!(
            xml.body.contains("<CtrlSum>60.00</CtrlSum>"),
            "{}",
            xml.body
        );
        let wrong = json!({"name": "Riders"}).to_string();
        let refused = service.api(&ana, "POST", &order, wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let whole = service.get_as(&ana, &format!("{AT}/ledger.csv")).await.body;
        assert!(whole.contains(",public-good,bank,60.00,USD,"), "{whole}");
        assert!(!whole.contains("A room"), "{whole}");
        assert_eq!(sum(&service).await, 0);

        // What is spent cannot be taken back with its round.
        let late = act(&service, &ana, &path, "reverse").await;
        assert_eq!(kind(&late), (409, "/problems/rounds-paid".into()));
        let back = act(&service, &bea, &one, "came-back").await;
        assert_eq!(back.status, StatusCode::NO_CONTENT, "{}", back.body);
        assert_eq!(sum(&service).await, 0);
        let seen = service.api(&donors[0], "GET", GOOD, "").await.json();
        assert_eq!(seen["there"][0]["amount"], "100.00 USD");

        // With forms alone, and two that ask for more than there is together.
        let form = "purpose=Posters&amount=90&currency=usd&source=&name=&iban=&other=by+hand";
        let first = service.post_as(&ana, GOOD, form).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
        let twice = service.post_as(&ana, GOOD, form).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.body.contains("id=\"purpose-error\""), "pressed twice");
        let other = form.replace("Posters", "Flyers");
        let second = service.post_as(&ana, GOOD, &other).await;
        let wrong = form.replace("amount=90", "amount=x");
        let refused = service.post_as(&ana, GOOD, &wrong).await;
        assert!(
            refused.body.contains("id=\"amount-error\""),
            "{}",
            refused.body
        );
        let at = |answer: &Answer| {
            let to = answer.headers["location"].to_str().unwrap();
            to.split('?').next().unwrap().to_owned()
        };
        let agreed = service
            .post_as(&bea, &format!("{}/confirm", at(&first)), "")
            .await;
        assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.body);
        let over = act(&service, &bea, &at(&second), "confirm").await;
        assert_eq!(kind(&over), (409, "/problems/good-gone".into()));
        let back = service.api(&ana, "DELETE", &at(&second), "").await;
        assert_eq!(back.status, StatusCode::NO_CONTENT, "{}", back.body);
        let bank = format!("{}/pain001", at(&first));
        let none = service.api(&ana, "POST", &bank, payer.to_string()).await;
        assert_eq!(kind(&none), (409, "/problems/good-no-bank".into()));
        assert_eq!(sum(&service).await, 0);
    }
}

#[tokio::test]
async fn a_button_acts_on_the_money_that_was_looked_at() {
    for service in services().await {
        let (ana, bea, donors) = paying(&service, &equal("")).await;
        let path = round(&service, &ana, "120.00").await;
        let waits = async |who: &Someone| {
            let page = service.get_as(who, &path).await.body;
            let pot = page.split("name=\"pot\" value=\"").nth(1).expect("a pot");
            format!("pot={}", pot.split('"').next().unwrap())
        };
        let press = async |who: &Someone, what: &str, pot: &str| {
            let page = format!("{path}/{what}");
            service.post_as(who, &page, pot).await.status
        };
        let first = waits(&bea).await;
        assert_eq!(press(&bea, "confirm", &first).await, 303);
        let more = format!("{path}/money");
        service.post_as(&ana, &more, "budget=12.00").await;
        let small = waits(&bea).await;
        assert_eq!(press(&ana, "take-back", &small).await, 303);
        service.post_as(&ana, &more, "budget=1200.00").await;
        // What was looked at is not what waits now.
        assert_eq!(press(&bea, "confirm", &small).await, 409);
        assert_eq!(press(&bea, "take-back", &small).await, 409);
        assert_eq!(due(&service, &donors[0]).await, 1000);
        let page = format!("{path}/confirm");
        let said = service.post_as(&bea, &page, &small).await.body;
        assert!(said.contains("changed since you looked"), "{said}");
        assert!(said.contains("Share it out"), "what waits now is beside it");
        let large = waits(&bea).await;
        assert_eq!(press(&bea, "confirm", &large).await, 303);
        assert_eq!(due(&service, &donors[0]).await, 11_000);
        // Pressed twice, only the last money goes back.
        let last = waits(&ana).await;
        assert_eq!(press(&ana, "reverse", &last).await, 303);
        assert_eq!(press(&ana, "reverse", &last).await, 409);
        assert_eq!(due(&service, &donors[0]).await, 1000);
        assert_eq!(sum(&service).await, 0);

        // Due to people, the accounts of the ledger add up to nothing.
        let page = service.get_as(&ana, PAYMENTS).await.body;
        let rows = page.split("<th scope=\"row\">").skip(1);
        let told: Vec<&str> = rows.map(|row| row.split("</td>").next().unwrap()).collect();
        let is = |account: &str, money: &str| {
            told.iter()
                .any(|row| row.contains(account) && row.contains(money))
        };
        assert!(is("Money that came in", "−120.00"), "{told:?}");
        assert!(is("Due to people", "120.00"), "{told:?}");
        let drawn = service.post_as(&ana, PAYMENTS, "currency=USD").await;
        assert_eq!(drawn.status, StatusCode::SEE_OTHER, "{}", drawn.body);
        let twice = service.post_as(&ana, PAYMENTS, "currency=USD").await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        assert!(twice.body.contains("List 1 of"), "{}", twice.body);
        let page = service.get_as(&ana, PAYMENTS).await.body;
        assert!(
            page.contains("Nothing is due that could be paid now"),
            "{page}"
        );
        assert!(!page.contains("0.00\u{a0}USD waits"), "{page}");
    }
}

#[tokio::test]
async fn rules_are_tried_with_groups_where_nobody_can_be_picked_out() {
    for service in services().await {
        let (ana, donors) = riders(&service, 14).await;
        let write = async |south: usize| {
            let group = |n: usize| if n < south { "South" } else { "North" };
            let lines = (0..donors.len()).map(|n| format!("rider-{n},{}\n", group(n)));
            let table = json!({"table": lines.collect::<String>()}).to_string();
            let written = service.api(&ana, "PUT", GROUPS, table).await;
            assert_eq!(written.status, StatusCode::NO_CONTENT, "{}", written.body);
            made(&service, &ana, json!({"game": "pay"})).await;
        };
        let steps = async |look: &str| {
            let path = format!("{AT}?on=values&rule=equal&budget=600&currency=USD&{look}");
            let tried = service.api(&donors[0], "GET", &path, "").await.json();
            tried["steps"].as_array().unwrap().clone()
        };
        let page = async |pool: &str| {
            let path = format!("{AT}?on=values&pool={pool}");
            service.get_as(&donors[0], &path).await.body
        };
        write(6).await;
        let told = steps("pool=group").await;
        let mut told: Vec<[f64; 3]> = (told.iter())
            .map(|step| ["people", "pools", "each"].map(|name| step[name].as_f64().unwrap()))
            .collect();
        told.sort_by(|a, b| a[0].total_cmp(&b[0]));
        // 6 and 8 of 14 stand for 10, and each group has half.
        assert!(
            told == [[4.0, 1.0, 75.0], [6.0, 1.0, 50.0]] || told[0][0] == 5.0,
            "{told:?}"
        );
        for [people, _, each] in told {
            assert!((people * each - 300.0).abs() < 0.01);
        }
        let said = page("group").await;
        assert!(
            said.contains("one group") && !said.contains("North"),
            "{said}"
        );
        assert!(steps("").await.iter().all(|step| step["pools"] == 0));
        let said = page("household").await;
        assert!(said.contains("Households cannot be shown"), "{said}");
        assert!(
            steps("pool=household")
                .await
                .iter()
                .all(|step| step["pools"] == 0)
        );

        // One who changed groups would be told by the difference.
        write(7).await;
        assert!(
            steps("pool=group")
                .await
                .iter()
                .all(|step| step["pools"] == 0)
        );
        let said = page("group").await;
        assert!(said.contains("Groups cannot be shown"), "{said}");
        // A vote says the same of the rules that are proposed.
        service.app.clock.forward(15 * DAY);
        write(6).await;
        assert!(
            steps("pool=group")
                .await
                .iter()
                .all(|step| step["pools"] == 1)
        );
        let stranger = service.someone().await;
        let none = format!("{AT}?on=values&pool=group");
        let none = service.get_as(&stranger, &none).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_cannot_be_put_to_the_vote_is_said_where_it_is_tried() {
    for service in services().await {
        let (_, donors) = riders(&service, 1).await;
        let page = format!("{AT}/propose?budget=9&floor=x");
        let wrong = service.get_as(&donors[0], &page).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("id=\"floor-error\""), "{}", wrong.body);
        assert!(wrong.body.contains("value=\"x\""), "what was typed is kept");
        let form = service.get_as(&donors[0], &format!("{AT}/propose")).await;
        let named = form.body.matches("id=\"text\"").count();
        assert_eq!(named, 1, "its label is for the field alone");
    }
}
