//! The receipt of a donation: its signature, its place under the day's root,
//! and its withdrawal.

use super::{Finding, INDENT};
use anyhow::Result;
use capstan_donation::receipt::{Receipt, ReceiptError};
use capstan_proof::{Digest, PublicKey};
use capstan_report::{Voice, args};
use serde_json::json;

/// Checks a receipt offline, as far as the key and the root are known.
///
/// # Errors
/// If the text is no receipt.
pub fn check(
    text: &str,
    key: Option<&PublicKey>,
    root: Option<&Digest>,
    voice: &Voice,
) -> Result<Finding> {
    let receipt = Receipt::parse(text)?;
    Ok(match receipt.verify(key, root) {
        Ok((donated, withdrawn)) => {
            let time = |at: i64| match jiff::Timestamp::from_microsecond(at) {
                Ok(time) => time.to_string(),
                Err(_) => at.to_string(),
            };
            let mut lines = vec![voice.say("receipt-holds", args![])];
            if key.is_some() {
                lines.push(voice.say("statement-key", args![]));
            } else {
                lines.push(voice.say("statement-anyone", args![]));
                lines.push(format!("{INDENT}{}", receipt.receipt.key));
            }
            let (about, when) = (donated.coalition.clone(), time(donated.at));
            lines.push(voice.say("receipt-given", args![about = about, when = when]));
            lines.push(format!("{INDENT}{}", donated.donation));
            lines.push(voice.say("receipt-consent", args![]));
            lines.push(format!("{INDENT}{}", donated.consent));
            match &receipt.proof {
                Some(_) if root.is_some() => lines.push(voice.say("receipt-root-known", args![])),
                Some(proof) => {
                    lines.push(voice.say("receipt-root", args![]));
                    lines.push(format!("{INDENT}{}", proof.root));
                }
                None => lines.push(voice.say("receipt-unproven", args![])),
            }
            if let Some(at) = withdrawn {
                lines.push(voice.say("receipt-withdrawn", args![when = time(at)]));
            }
            Finding {
                kind: "receipt",
                differs: None,
                lines,
                facts: json!({
                    "key": receipt.receipt.key,
                    "key_was_given": key.is_some(),
                    "coalition": donated.coalition,
                    "donation": donated.donation,
                    "consent": donated.consent,
                    "at": donated.at,
                    "root": receipt.proof.as_ref().map(|p| p.root),
                    "withdrawn": withdrawn,
                }),
            }
        }
        Err(error) => {
            let why = voice.say(
                match error {
                    ReceiptError::Signature(_) => "receipt-signature",
                    ReceiptError::Proof { .. } | ReceiptError::Root { .. } => "receipt-other-root",
                    ReceiptError::NoProof => "receipt-no-proof",
                    ReceiptError::Tombstone => "receipt-tombstone",
                    ReceiptError::Kind { .. } | ReceiptError::Text(_) => "receipt-kind",
                },
                args![],
            );
            Finding {
                kind: "receipt",
                differs: Some(error.to_string()),
                lines: vec![voice.say("receipt-fails", args![why = why])],
                facts: json!({}),
            }
        }
    })
}
