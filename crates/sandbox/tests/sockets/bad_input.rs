//! Clients that send too much, too slowly, or something else.

use crate::support::{Answer, PAN, Sandbox, Setup, answer, fresh_key};
use cardseal_sandbox::Limits;
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// Short, so that a test waits it out.
const SHORT: Duration = Duration::from_millis(300);

fn impatient() -> Sandbox {
    let limits = Limits { headers: SHORT, body: SHORT, ..Limits::default() };
    Setup { limits, ..Setup::default() }.start()
}

/// The head of a payment, with a body of so many bytes.
fn head(sandbox: &Sandbox, length: usize) -> String {
    format!(
        "POST /v1/payments HTTP/1.1\r\nhost: shop.test\r\nauthorization: Bearer {}\r\nidempotency-key: {}\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n",
        sandbox.api_key,
        fresh_key()
    )
}

fn still_pays(sandbox: &Sandbox) {
    assert_eq!(sandbox.pay_with(PAN).status, 201);
}

#[test]
fn ten_megabytes_are_told_that_they_are_too_much() {
    let sandbox = Sandbox::start();
    let ten_megabytes = "A".repeat(10 * 1024 * 1024);
    let json = format!("{{\"sealed_card\":\"{ten_megabytes}\"}}");
    for body in [ten_megabytes, json] {
        let answer = sandbox.post(sandbox.gateway, "/v1/payments", &body);
        assert_eq!(answer.error(), (413, "too_large".to_owned()));
        assert_eq!(answer.header("connection"), Some("close"));
    }
    // Without saying how much it will be.
    let chunk = format!("10000\r\n{}\r\n", "A".repeat(0x10000));
    let head = head(&sandbox, 0).replace("content-length: 0", "transfer-encoding: chunked");
    let answer = sandbox.exchange(sandbox.gateway, format!("{head}{}0\r\n\r\n", chunk.repeat(3)).as_bytes());
    assert_eq!(answer.error(), (413, "too_large".to_owned()));
    still_pays(&sandbox);
}

#[test]
fn a_body_that_trickles_in_is_given_up_and_the_connection_closed() {
    let sandbox = impatient();
    let mut socket = TcpStream::connect(sandbox.gateway).unwrap();
    socket.write_all(head(&sandbox, 1000).as_bytes()).unwrap();
    let began = Instant::now();
    let mut trickle = socket.try_clone().unwrap();
    let trickling = std::thread::spawn(move || {
        // Until the other end is closed.
        while trickle.write_all(b" ").is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let answer = sandbox.read_answer(socket);
    assert_eq!(answer.error(), (408, "timed_out".to_owned()));
    assert_eq!(answer.header("connection"), Some("close"));
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    trickling.join().unwrap();
    still_pays(&sandbox);
}

#[test]
fn headers_that_never_end_and_silence_end_the_connection() {
    let sandbox = impatient();
    for sent in ["", "POST /v1/payments HTTP/1.1\r\nhost: shop.test\r\nx: "] {
        let mut socket = TcpStream::connect(sandbox.gateway).unwrap();
        socket.write_all(sent.as_bytes()).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        let mut rest = Vec::new();
        socket.read_to_end(&mut rest).expect("the server closes");
        assert!(rest.is_empty());
    }
    // Headers without end are cut off by their size.
    let endless = format!("GET /healthz HTTP/1.1\r\n{}", "x: y\r\n".repeat(200_000));
    assert_eq!(sandbox.exchange(sandbox.gateway, endless.as_bytes()).status, 431);
    still_pays(&sandbox);
}

#[test]
fn a_client_that_has_said_all_and_closes_its_half_is_answered() {
    let sandbox = Sandbox::start();
    let order = sandbox.order();
    let body = json!({ "order": order, "sealed_card": sandbox.seal(&order) }).to_string();
    let mut socket = TcpStream::connect(sandbox.gateway).unwrap();
    socket.write_all(format!("{}{body}", head(&sandbox, body.len())).as_bytes()).unwrap();
    socket.shutdown(Shutdown::Write).unwrap();
    assert_eq!(sandbox.read_answer(socket).status, 201);

    // One that closes it in the middle of the body has said nothing.
    let mut socket = TcpStream::connect(sandbox.gateway).unwrap();
    socket.write_all(format!("{}{body}", head(&sandbox, body.len() + 1)).as_bytes()).unwrap();
    socket.shutdown(Shutdown::Write).unwrap();
    let rest = answer::read_to_end(socket);
    assert!(rest.is_empty() || Answer::parse(&rest).status == 400);
    assert_eq!(sandbox.count("SELECT COUNT(*) FROM sandbox_charges"), 1);
}

#[test]
fn what_comes_behind_a_request_is_a_request_or_nothing() {
    let sandbox = Sandbox::start();
    let order = sandbox.order();
    let body = json!({ "order": order, "sealed_card": sandbox.seal(&order) }).to_string();
    let mut request = format!("{}{body}", head(&sandbox, body.len())).into_bytes();
    request.extend_from_slice(b"\x00\xff\x16\x03\x01 garbage\r\n\r\n");
    let mut socket = TcpStream::connect(sandbox.gateway).unwrap();
    socket.write_all(&request).unwrap();
    let answers = String::from_utf8(answer::read_to_end(socket)).unwrap();
    assert!(answers.starts_with("HTTP/1.1 201 "), "{answers}");
    assert!(answers.contains("HTTP/1.1 400 Bad Request"), "{answers}");
    for garbage in [&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..], b"GET\r\n\r\n", b"\r\n\r\n\x00\r\n"]
    {
        let mut socket = TcpStream::connect(sandbox.gateway).unwrap();
        socket.write_all(garbage).unwrap();
        socket.shutdown(Shutdown::Write).unwrap();
        let answers = answer::read_to_end(socket);
        assert!(answers.is_empty() || Answer::parse(&answers).status == 400);
    }
    still_pays(&sandbox);
}

#[test]
fn odd_texts_are_malformed_and_never_quoted() {
    let sandbox = Sandbox::start();
    let order = sandbox.order();
    let sealed = sandbox.seal(&order);
    let with = |member: &str, value: serde_json::Value| {
        let mut body = json!({ "order": order, "sealed_card": sealed });
        body[member] = value;
        body.to_string()
    };
    let deep = format!("{{\"order\":{}{}}}", "[".repeat(30_000), "]".repeat(30_000));
    let twice = format!("{{\"sealed_card\":\"a\",\"sealed_card\":\"b\",\"order\":{order}}}");
    for body in [
        deep,
        twice,
        with("note", json!("x")),
        with("keep_card", json!("yes")),
        with("token", json!("tok_x")),
        with("sealed_card", json!(null)),
        with("nonce", json!(7)),
        "\u{feff}{}".to_owned(),
        "{\"order\": NaN}".to_owned(),
        "\"\\ud800\"".to_owned(),
    ] {
        let answer = sandbox.post(sandbox.gateway, "/v1/payments", &body);
        assert_eq!(answer.error(), (400, "malformed".to_owned()), "{body:.80}");
    }
    // Well formed, and no sealed card.
    for text in ["🃏", "\u{0}", "\u{202e}", "e\u{301}", "..😀..", "ｅｙＪ"] {
        let answer = sandbox.post(sandbox.gateway, "/v1/payments", &with("sealed_card", json!(text)));
        assert_eq!(answer.error(), (422, "card_not_opened".to_owned()));
    }
    let path = format!("/v1/payments/{}", "%ff%00%F0%9F%83%8F");
    assert_eq!(sandbox.ask("GET", &path, "", "").error(), (404, "payment_unknown".to_owned()));
    assert_eq!(sandbox.ask("DELETE", "/v1/tokens/%ff", "", "").error(), (404, "token_unknown".to_owned()));
    still_pays(&sandbox);
}

#[test]
fn whoever_asks_says_who_and_under_which_key() {
    let sandbox = Sandbox::start();
    let order = sandbox.order();
    let body = json!({ "order": order, "sealed_card": sandbox.seal(&order) }).to_string();
    let ask = |authorization: Option<&str>, keys: &[&str]| {
        let mut headers = vec![("content-type", "application/json")];
        headers.extend(authorization.map(|value| ("authorization", value)));
        headers.extend(keys.iter().map(|key| ("idempotency-key", *key)));
        sandbox.request(sandbox.gateway, "POST", "/v1/payments", &headers, &body)
    };
    let good = format!("Bearer {}", sandbox.api_key);
    let cut = &good[..good.len() - 1];
    let longer = format!("{good}b");
    for authorization in
        [None, Some(""), Some("Bearer"), Some("Bearer "), Some("Basic Zm9v"), Some(cut), Some(&longer)]
    {
        let answer = ask(authorization, &["k"]);
        assert_eq!(answer.error(), (401, "unauthenticated".to_owned()), "{authorization:?}");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    }
    let long = "k".repeat(65);
    assert_eq!(ask(Some(&good), &[]).error(), (400, "idempotency_key_required".to_owned()));
    assert_eq!(ask(Some(&good), &[""]).error(), (400, "idempotency_key_required".to_owned()));
    for keys in [&["a b"][..], &["kéy"], &[&long], &["a", "b"]] {
        assert_eq!(ask(Some(&good), keys).error(), (400, "malformed".to_owned()), "{keys:?}");
    }
    let longest = "~".repeat(64);
    assert_eq!(ask(Some(&good.replace("Bearer", "bearer")), &[&longest]).status, 201);
}

#[test]
fn a_nonce_that_the_merchant_names_is_the_one_in_the_card() {
    let sandbox = Sandbox::start();
    let order = sandbox.order();
    let page = |nonce| cardseal::Context { nonce, ..crate::support::seal::PAGE };
    let seal = |nonce| sandbox.seal_as(&crate::support::CARD, &order, &page(nonce));
    let submit = |sealed: String, nonce: &str| {
        let body = json!({ "order": order, "sealed_card": sealed, "nonce": nonce });
        sandbox.submit_under(&fresh_key(), &body)
    };
    assert_eq!(submit(seal(None), "n-1").error(), (422, "card_not_opened".to_owned()));
    assert_eq!(submit(seal(Some("n-2")), "n-1").error(), (422, "card_not_opened".to_owned()));
    assert_eq!(submit(seal(Some("n-1")), "n-1").status, 201);
    for reason in ["nonce_missing", "other_nonce"] {
        assert_eq!(sandbox.metric(&format!("cardseal_refusals_total{{reason=\"{reason}\"}}")), "1");
    }
}

#[test]
fn connections_beyond_the_bound_wait_for_their_turn() {
    let limits = Limits { connections: 2, headers: SHORT, ..Limits::default() };
    let sandbox = Setup { limits, ..Setup::default() }.start();
    let _silent: Vec<TcpStream> = (0..4).map(|_| TcpStream::connect(sandbox.gateway).unwrap()).collect();
    // Answered when the silent ones have had their time.
    assert_eq!(sandbox.get(sandbox.gateway, "/healthz").status, 200);
}
