//! A database that goes away and comes back.

use crate::support::{PAN, Sandbox, Setup, postgres};
use serde_json::json;
use std::fs;
use std::time::{Duration, Instant};

/// How a database that is not there is counted: no connection, or none in time.
const CAUSES: [&str; 2] = ["unreachable", "timed_out"];

#[test]
fn a_file_that_is_moved_away_and_back() {
    let sandbox = Sandbox::start();
    let file = sandbox.folder.path().join("gateway.db");
    let away = sandbox.folder.path().join("away.db");
    goes_and_comes_back(&sandbox, || fs::rename(&file, &away).unwrap(), || fs::rename(&away, &file).unwrap());
}

#[test]
fn a_postgres_that_is_killed_and_started_again() {
    // Of its own: the others go on with theirs.
    let Some(server) = postgres::Server::make() else { return };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = Some(runtime.block_on(server.create_database()));
    let sandbox = Setup { database, ..Setup::default() }.start();
    goes_and_comes_back(&sandbox, || server.kill(), || server.start());
}

fn goes_and_comes_back(sandbox: &Sandbox, go: impl FnOnce(), come_back: impl FnOnce()) {
    let order = sandbox.order();
    let paid =
        sandbox.submit_under("before", &json!({ "order": order, "sealed_card": sandbox.seal(&order) }));
    assert_eq!(paid.status, 201);
    let asked = json!({ "order": order, "sealed_card": sandbox.seal(&order) });

    go();
    wait_for(sandbox, 503);
    let path = format!("/v1/payments/{}", paid.json()["id"].as_str().unwrap());
    // At once: each may wait as long as the store waits for its database.
    let (refused, shown, at_the_shop) = std::thread::scope(|scope| {
        let refused = scope.spawn(|| sandbox.submit_under("during", &asked));
        let shown = scope.spawn(|| sandbox.ask("GET", &path, "", ""));
        let at_the_shop = sandbox.pay(&order, asked["sealed_card"].as_str().unwrap());
        (refused.join().unwrap(), shown.join().unwrap(), at_the_shop)
    });
    assert_eq!(
        (refused.error(), refused.header("retry-after")),
        ((503, "unavailable".to_owned()), Some("1"))
    );
    assert_eq!(shown.error(), (503, "unavailable".to_owned()));
    assert_eq!(at_the_shop.error(), (502, "gateway_unavailable".to_owned()));
    let counted = CAUSES.map(|cause| {
        sandbox
            .metric(&format!("cardseal_store_unavailable_total{{cause=\"{cause}\"}}"))
            .parse::<u64>()
            .unwrap()
    });
    assert!(counted.iter().sum::<u64>() >= 3, "{counted:?}");
    let lines = sandbox.lines.lock().unwrap().concat();
    let told = CAUSES.iter().any(|cause| lines.contains(&format!(r#""reason":"{cause}""#)));
    assert!(told && lines.contains(r#""status":503"#), "{lines}");

    come_back();
    wait_for(sandbox, 200);
    // The same card, which was not used up.
    assert_eq!(sandbox.submit_under("during", &asked).status, 201);
    assert_eq!(sandbox.ask("GET", &path, "", "").json(), paid.json());
    assert_eq!(sandbox.pay_with(PAN).status, 201);
}

fn wait_for(sandbox: &Sandbox, status: u16) {
    let began = Instant::now();
    while sandbox.get(sandbox.gateway, "/healthz").status != status {
        assert!(began.elapsed() < Duration::from_secs(30), "healthz does not say {status}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
