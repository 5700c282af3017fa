//! Paying out: tables, payment files for a bank, and the ledger.

pub mod accrual;
pub mod ledger;
pub mod pain001;

/// A row of a table of commas, with quotation marks where they are needed
/// (RFC 4180).
pub fn row(fields: &[&str]) -> String {
    let quoted = |field: &&str| {
        if field.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            (*field).to_owned()
        }
    };
    let fields: Vec<String> = fields.iter().map(quoted).collect();
    fields.join(",") + "\n"
}
