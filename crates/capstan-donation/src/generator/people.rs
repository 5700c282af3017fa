//! Made-up lines that tell of people nobody is.

use crate::redaction::Personal;
use capstan_stats::Stream;
use rand::RngExt;

const FIRST: &[&str] = &[
    "Maria",
    "James",
    "Aisha",
    "Wei",
    "Olga",
    "Carlos",
    "Fatima",
    "John",
    "Priya",
    "Lucía",
    "Kwame",
    "Zoë",
    "Tom",
    "Núria",
    "Ahmed",
    "Grace",
    "Hope",
    "Will",
    "Mark",
    "May",
    "April",
    "June",
    "Rose",
    "Bill",
    "Summer",
    "Angel",
    "Sol",
    "Mercedes",
    "Consuelo",
    "Xiomara",
    "Ngozi",
    "Thandiwe",
    "Siobhán",
    "Jean-Luc",
    "Ana María",
    "DeShawn",
    "Yusuf",
    "Mei",
    "Sunita",
    "Ivo",
];
const LAST: &[&str] = &[
    "Lopez",
    "Smith",
    "Khan",
    "Chen",
    "Ivanova",
    "García",
    "O'Neil",
    "Mensah",
    "Patel",
    "Brown",
    "Martín",
    "Nguyen",
    "Young",
    "King",
    "Price",
    "Day",
    "Long",
    "Banks",
    "Street",
    "West",
    "Cruz",
    "de la Cruz",
    "van Dijk",
    "Al-Farsi",
    "McGregor",
    "Kowalski",
    "Silva",
    "Tanaka",
    "Okafor",
];
const STREETS: &[&str] = &[
    "Old Mill",
    "Main",
    "Maple",
    "5th",
    "Martin Luther King",
    "Harbor View",
    "Oak Hill",
    "Elm",
];
const WAYS: &[&str] = &[
    "St", "Street", "Ave", "Avenue", "Rd", "Road", "Dr", "Ln", "Blvd", "Ct", "Way", "Pl",
];
const CALLES: &[&str] = &["Alcalá", "Mayor", "Gran Vía", "Serrano", "Santa Ana"];
const CITIES: &[&str] = &[
    "Boston, MA 02139",
    "Austin, TX 78701",
    "St. Paul, MN 55101-2204",
];

/// Lines with something personal in each: what it is, the part that must not
/// be seen, and the whole line.
pub fn personal(seed: u64, number: u64) -> Vec<(Personal, String, String)> {
    let mut rng = Stream::root(seed).child("people").at(number);
    let mut lines = Vec::new();
    let mut put = |kind, part: String, line: String| lines.push((kind, part, line));
    let rng = &mut rng;
    let (first, last) = (pick(rng, FIRST), pick(rng, LAST));
    let initial = last.chars().next().unwrap_or('X');
    let digits = |rng: &mut _, n: u32| {
        let most = 10u32.pow(n);
        format!(
            "{:0width$}",
            RngExt::random_range(rng, 0..most),
            width = n as usize
        )
    };
    let (name, line) = match rng.random_range(0..12) {
        0 => (first.to_owned(), format!("Customer: {first} {last}")),
        1 => (
            format!("{first} {last}"),
            format!("Delivered to {first} {last} at 4:05 PM"),
        ),
        2 => (
            format!("{first} {initial}."),
            format!("{first} {initial}. 3 items"),
        ),
        3 => (first.to_owned(), format!("{first}'s order, 12 items")),
        4 => (first.to_owned(), format!("Hola, {first}")),
        5 => (format!("{first} {last}"), format!("{first} {last} 2 mi")),
        6 => (first.to_owned(), format!("{first} 14 items")),
        7 => {
            let shout = format!("{first} {last}").to_uppercase();
            (shout.clone(), format!("{shout} $12.40"))
        }
        8 => {
            let small = format!("{first} {last}").to_lowercase();
            (small.clone(), format!("Customer: {small}"))
        }
        9 => (
            format!("{last}, {first}"),
            format!("{last}, {first} 5:12 PM"),
        ),
        10 => (
            format!("{first} {last}"),
            format!("Viaje con {first} {last}, 4,2 km"),
        ),
        _ => (
            format!("{first} {last}"),
            format!("Tip from {first} {last}: $5.00"),
        ),
    };
    put(Personal::Name, name, line);
    let (a, b, c) = (
        rng.random_range(201..990),
        rng.random_range(200..999),
        digits(rng, 4),
    );
    let phone = match rng.random_range(0..6) {
        0 => format!("({a}) {b}-{c}"),
        1 => format!("{a}-{b}-{c}"),
        2 => format!("{a}.{b}.{c}"),
        3 => format!("+1 {a} {b} {c}"),
        4 => format!(
            "+34 6{} {} {}",
            digits(rng, 2),
            digits(rng, 3),
            digits(rng, 3)
        ),
        _ => format!("+1{a}{b}{c}"),
    };
    put(
        Personal::Phone,
        phone.clone(),
        format!("Call {phone} on arrival"),
    );
    let house = rng.random_range(1..19_999);
    let address = match rng.random_range(0..4) {
        0 => format!("{house} {} {}", pick(rng, STREETS), pick(rng, WAYS)),
        1 => format!(
            "{house} N {} {}, Apt {}",
            pick(rng, STREETS),
            pick(rng, WAYS),
            digits(rng, 2)
        ),
        2 => format!("Calle de {} {}", pick(rng, CALLES), house % 300 + 1),
        _ => pick(rng, CITIES).to_owned(),
    };
    put(
        Personal::Address,
        address.clone(),
        format!("Drop-off {address}"),
    );
    let letters = |rng: &mut _, n: usize| -> String {
        let all = b"BCDFGHJKLMNPRSTVWXYZ";
        let one = |_| char::from(all[RngExt::random_range(rng, 0..all.len())]);
        (0..n).map(one).collect()
    };
    let plate = match rng.random_range(0..4) {
        0 => format!("{}-{}", letters(rng, 3), digits(rng, 4)),
        1 => format!("{} {}", digits(rng, 4), letters(rng, 3)),
        2 => format!(
            "{}{}{}",
            rng.random_range(1..9),
            letters(rng, 3),
            digits(rng, 3)
        ),
        _ => format!("{} {}", letters(rng, 3), digits(rng, 3)),
    };
    put(
        Personal::Plate,
        plate.clone(),
        format!("Toyota, plate {plate}"),
    );
    let host = pick(rng, &["example.org", "mail.example.com", "post.example.es"]);
    let local = first.to_lowercase().replace(' ', "");
    let email = match rng.random_range(0..3) {
        0 => format!("{}{}@{host}", local, digits(rng, 2)),
        1 => format!("{}.{}@{host}", local, digits(rng, 3)),
        _ => format!("{initial}+pay_{}@{host}", digits(rng, 2)),
    };
    put(
        Personal::Email,
        email.clone(),
        format!("Receipt sent to {email}."),
    );
    let (order, line) = match rng.random_range(0..4) {
        0 => (digits(rng, 8), "Order #"),
        1 => (digits(rng, 6), "Order number: "),
        2 => (
            format!("{}-{}", letters(rng, 2), digits(rng, 6)),
            "Pedido n.º ",
        ),
        _ => (format!("{}-{}", digits(rng, 4), digits(rng, 4)), "Trip ID "),
    };
    put(
        Personal::Order,
        order.clone(),
        format!("{line}{order} $24.10"),
    );
    lines
}

const NOBODY: &[&str] = &[
    "Window # #, 4PM-5PM",
    "Delivered # #, 5:53 PM",
    "Delivery Window 8/24: 4PM to 5PM",
    "Order Pay $",
    "Promo Pay $",
    "Total Pay $",
    "Tip $",
    "Customer Tip $",
    "Base fare $ + Surge $",
    "Your earnings this week $",
    "Total earnings $ Trip details",
    "You earned $ on 3 trips",
    "Batch earnings $ 14 items 3.2 mi",
    "Peak pay $ Quest bonus $",
    "Active time 3 hr 12 min Online 5 hr",
    "Today, On Time",
    "Rider paid $ Service fee $",
    "Grocery delivery from Kroger",
    "Pago base $ Propina $",
    "Entregado el 24 de agosto, 16:05",
    "Ganancia total $ Detalles del viaje",
    "Walmart 12 units 4.1 mi",
    "Weekly statement # # - # #",
    "Instant cashout fee $",
    "Leave at door. Photo taken.",
    "Heavy pay $ Long distance pay $",
    "Toyota Corolla, silver",
    "Whole Foods Market",
    "Guaranteed minimum met",
    "Shopped and delivered in 48 min",
];
const MONTHS: &[&str] = &["Jan", "Mar", "April", "May", "June", "August", "Dec"];

/// A line of a card that tells of nobody, with the amounts in it.
pub fn impersonal(seed: u64, number: u64) -> (String, Vec<String>) {
    let mut rng = Stream::root(seed).child("nobody").at(number);
    let (mut line, mut amounts) = (String::new(), Vec::new());
    for c in pick(&mut rng, NOBODY).chars() {
        match c {
            '$' => {
                let minor: u32 = rng.random_range(0..40_000);
                let amount = format!("${}.{:02}", minor / 100, minor % 100);
                line.push_str(&amount);
                amounts.push(amount);
            }
            '#' if month(&line) => {
                line.push_str(&rng.random_range(1..29_u8).to_string());
            }
            '#' => line.push_str(pick(&mut rng, MONTHS)),
            c => line.push(c),
        }
    }
    (line, amounts)
}

/// Whether the line ends with a month, so that a day comes next.
fn month(line: &str) -> bool {
    line.split_whitespace()
        .next_back()
        .is_some_and(|last| MONTHS.contains(&last))
}

fn pick<'a>(rng: &mut impl RngExt, from: &[&'a str]) -> &'a str {
    from[rng.random_range(0..from.len())]
}
