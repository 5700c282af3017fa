//! What providers of text messages send: whatever can be read has an end, can
//! be kept and read back, and shows nothing of itself where it is logged.
#![no_main]

use capstan_server::messages::inbound::{InboundMessage, LONGEST, MOST_MEDIA};
use capstan_server::messages::{folder, sms_gateway, twilio, whatsapp};
use libfuzzer_sys::fuzz_target;

fn look(message: &InboundMessage) {
    assert!(message.media.len() <= MOST_MEDIA && message.body.len() <= LONGEST);
    let text = serde_json::to_string(message).expect("it can be kept");
    let back: InboundMessage = serde_json::from_str(&text).expect("and read back");
    assert_eq!(&back, message);
    assert!(format!("{message:?}").len() < 200);
    if let Some(number) = message.number() {
        assert!(number.len() <= 15 && number.bytes().all(|b| b.is_ascii_digit()));
    }
}

fuzz_target!(|bytes: &[u8]| {
    let _ = twilio::message(&twilio::parameters(bytes), 0).map(|m| look(&m));
    let _ = whatsapp::messages(bytes, 0).map(|all| all.iter().for_each(look));
    let _ = sms_gateway::message(bytes, 0).map(|m| m.iter().for_each(look));
    let _ = folder::message(bytes, 0).map(|m| look(&m));
});
