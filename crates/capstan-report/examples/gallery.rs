//! Writes a page with every kind of figure, table and block, all made up, to
//! the file named on the command line: for looking at.
//!
//! `cargo run -p capstan-report --example gallery -- gallery.html en`

use capstan_report::{
    Bar, Baseline, Block, Cell, Column, CriticalMass, Fact, Figure, Format, Lang, LeverCurve, Page,
    Panels, Picture, Point, Refusal, Scale, Section, Series, Table, View, Voice, YAxis, args,
};
use capstan_stats::Interval;

const TODAY: f64 = 0.774;
const UNKNOWN: f64 = 0.760;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).unwrap_or("gallery.html".into());
    let lang = match std::env::args().nth(2).as_deref() {
        Some("es") => Lang::Es,
        _ => Lang::En,
    };
    let voice = Voice::new(lang, &[])?;
    let page = page(&voice);
    std::fs::write(&path, page.html(&voice))?;
    let width = 80;
    println!(
        "{}",
        table(&voice).terminal(&voice, width, capstan_report::Colour::Never)
    );
    Ok(())
}

fn page(voice: &Voice) -> Page {
    let curve = lever_curve(voice);
    let few = LeverCurve {
        title: "Nothing can be told from nothing up to 3 in 10".into(),
        critical: None,
        series: vec![
            steps(voice, View::Everyone, -0.4, 6),
            steps(voice, View::Bystanders, 0.05, 6),
        ],
        baselines: vec![Baseline {
            label: "today".into(),
            value: 0.0,
        }],
        refused: vec![Refusal {
            from: 0.6,
            to: 1.0,
            reason: "a model of 40 factors cannot be trained on fewer than 200 people".into(),
        }],
        y: YAxis {
            label: "Change in surfaced hits, percentage points".into(),
            format: Format::number(1).signed(),
            zero: true,
            second: None,
        },
        ..curve.clone()
    };
    let panels = Panels {
        title: "Strikers lose most; bystanders lose too".into(),
        description: "Made up.".into(),
        x_label: curve.x_label.clone(),
        y: curve.y.clone(),
        baselines: curve.baselines[..2].to_vec(),
        series: View::ALL
            .into_iter()
            .zip([0.014, 0.0138, 0.004, 0.006, 0.003])
            .map(|(view, depth)| levels(voice, view, depth))
            .collect(),
    };
    let picture = |name: &str, figure| {
        Block::Figure(Box::new(Picture {
            name: name.into(),
            figure,
            caption: "Made-up numbers. The line is the estimate, the band its 95 % interval over 20 replicates and 610 people.".into(),
            data: table(voice),
        }))
    };
    Page {
        title: "A strike of half the members would undo most of what the system knows".into(),
        room: voice.say(Bar::Forecast.key(), args![]),
        bar: Some(Bar::Forecast),
        lead: vec![
            Block::Lead(format!(
                "If {} members strike, it is {} that the system loses {} of what personalisation gives, {}.",
                voice.part(0.3),
                voice.sure(0.96),
                voice.about(0.41),
                voice.between(0.36, 0.47)
            )),
            Block::Text("Those who do not strike lose a little as well. You and we cannot avoid that.".into()),
            Block::Caution("The interval of the gap is wide: 40 more members would be enough to say more.".into()),
        ],
        sections: vec![
            Section {
                heading: "What would happen".into(),
                blocks: vec![
                    picture("curve", Figure::Curve(curve.clone())),
                    picture("panels", Figure::Panels(panels)),
                    picture("change", Figure::Curve(few)),
                ],
            },
            Section {
                heading: "The views side by side".into(),
                blocks: vec![Block::Table(table(voice))],
            },
            Section {
                heading: "How it was made".into(),
                blocks: vec![
                    Block::Facts(vec![
                        ("model".into(), Fact::Said("svd: biased matrix factorisation".into())),
                        ("seed".into(), Fact::Verbatim("20240607".into())),
                        ("data".into(), Fact::Verbatim("b3:9f2c1a7be40d9f2c1a7be40d9f2c1a7be40d9f2c1a7be40d".into())),
                    ]),
                    Block::Code("capstan forecast ratings.csv --model svd --lever strike --who random --participation 0.1,0.3,0.5 --seed 7 --out report".into()),
                    Block::Folded("What is not known".into(), vec![Block::List(vec![
                        "Whether the operator would train another model.".into(),
                        "What happens after the first week.".into(),
                    ])]),
                ],
            },
        ],
        footer: "Capstan 0.1.0, seed 20240607".into(),
    }
}

fn lever_curve(voice: &Voice) -> LeverCurve {
    LeverCurve {
        title: "Half the members on strike undo 6 tenths of what personalisation gives".into(),
        description: "Surfaced hits for everyone fall from 0.774 to 0.760 as participation goes from none to all.".into(),
        x_label: "Share of members who strike".into(),
        y: YAxis {
            label: "Surfaced hits: share of liked films that stand at the top of people's lists".into(),
            format: Format::number(3),
            zero: false,
            second: Some(Scale {
                today: TODAY,
                unknown: UNKNOWN,
            }),
        },
        series: vec![
            levels(voice, View::Everyone, 0.014),
            levels(voice, View::Strikers, 0.0125),
            levels(voice, View::Bystanders, 0.004),
        ],
        baselines: vec![
            Baseline {
                label: "today".into(),
                value: TODAY,
            },
            Baseline {
                label: "item averages".into(),
                value: UNKNOWN,
            },
            Baseline {
                label: "most popular first".into(),
                value: 0.7588,
            },
        ],
        refused: vec![],
        critical: Some(CriticalMass {
            at: interval(0.62, 0.07),
            words: "Critical mass: 62 in 100 members, between 55 and 69 of 100, take half of the gap".into(),
        }),
    }
}

fn interval(value: f64, half: f64) -> Interval {
    Interval {
        value,
        low: value - half,
        high: value + half,
    }
}

fn levels(voice: &Voice, view: View, depth: f64) -> Series {
    let last = match view {
        View::Everyone | View::Strikers => 1.0,
        _ => 0.9,
    };
    let points = [
        0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0f64,
    ]
    .into_iter()
    .filter(|&p| p <= last)
    .map(|p| {
        let value = TODAY - depth * (0.55 * p + 0.45 * p.powi(5));
        let half = 0.0003 + 0.0009 * p;
        Point {
            participation: p,
            value: interval(value, half),
            hollow: TODAY - value <= half,
        }
    })
    .collect();
    Series {
        label: voice.say(view.key(), args![]),
        look: view.look(),
        points,
        refused: if last < 1.0 {
            vec![Refusal {
                from: last,
                to: 1.0,
                reason: "too few people are left to measure".into(),
            }]
        } else {
            vec![]
        },
    }
}

fn steps(voice: &Voice, view: View, slope: f64, n: u32) -> Series {
    let points = (1..=n).map(|i| {
        let p = f64::from(i) / 10.0;
        let (value, half) = (slope * p * p * 4.0, 0.15 + 0.2 * p);
        Point {
            participation: p,
            value: interval(value, half),
            hollow: value.abs() <= half,
        }
    });
    Series {
        label: voice.say(view.key(), args![]),
        look: view.look(),
        points: points.collect(),
        refused: vec![],
    }
}

fn table(voice: &Voice) -> Table {
    let mut table = Table::new(
        "What a strike of 3 in 10 does, by whose test data it is measured on",
        vec![
            Column::new("view", "Whose test data"),
            Column::new("people", "People"),
            Column::new("hits", "Surfaced hits"),
            Column::new("change", "Change"),
            Column::new("loss", "Share of the gap lost"),
        ],
    );
    for (view, people, value, change, loss) in [
        (View::Everyone, 6040.0, 0.7669, -0.0071, Some(0.502)),
        (View::Strikers, 1812.0, 0.2277, -0.0046, Some(0.325)),
        (View::Bystanders, 4228.0, 0.5392, -0.0003, None),
    ] {
        table.push(vec![
            Cell::text(voice.say(view.key(), args![])),
            Cell::Number(people, Format::number(0)),
            Cell::Estimate(interval(value, 0.0012), Format::number(3)),
            Cell::Change(interval(change, 0.0012), Format::number(4).signed()),
            loss.map_or(
                Cell::refused(
                    "the interval of the gap includes zero, so a share of it means nothing",
                ),
                |l| Cell::Estimate(interval(l, 0.09), Format::percent(0)),
            ),
        ]);
    }
    table
}
