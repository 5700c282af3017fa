//! The screen of a phone with pay cards on it.

use super::{Recipe, Style};
use crate::error::DonationError;
use ab_glyph::{Font, FontVec, ScaleFont, point};
use capstan_data::pay::Field;
use image::{Rgb, RgbImage};
use rand::RngExt;
use std::collections::BTreeMap;

/// The width of the screen in pixels.
const WIDTH: u32 = 1080;

struct Colours {
    paper: Rgb<u8>,
    card: Rgb<u8>,
    ink: Rgb<u8>,
    faint: Rgb<u8>,
    bar: Rgb<u8>,
}

impl Colours {
    fn of(dark: bool, rng: &mut impl RngExt) -> Self {
        let mut shade = |from: u8, to: u8| {
            let s = rng.random_range(from..to);
            Rgb([s, s, s.saturating_add(4)])
        };
        if dark {
            Self {
                paper: shade(8, 24),
                card: shade(28, 44),
                ink: shade(215, 250),
                faint: shade(150, 180),
                bar: Rgb([30, 110, 80]),
            }
        } else {
            Self {
                paper: shade(238, 250),
                card: shade(249, 251),
                ink: shade(10, 50),
                faint: shade(90, 120),
                bar: Rgb([38, 160, 110]),
            }
        }
    }
}

/// A line of a card: what stands at the left, and what at the right.
struct Row {
    left: String,
    right: String,
    faint: bool,
}

fn row(left: impl Into<String>, right: impl Into<String>) -> Row {
    Row {
        left: left.into(),
        right: right.into(),
        faint: false,
    }
}

pub(super) fn screen(
    recipe: &Recipe,
    truth: &[BTreeMap<Field, i64>],
    rng: &mut impl RngExt,
) -> Result<RgbImage, DonationError> {
    let font = recipe.face.load()?;
    let colours = Colours::of(recipe.dark, rng);
    let size = rng.random_range(40.0..50.0f32);
    let step = (size * rng.random_range(1.5..1.9)) as u32;
    let cards: Vec<Vec<Row>> = truth.iter().map(|t| rows(recipe.style, t, rng)).collect();
    let head = 3 * step;
    let lines: u32 = cards.iter().map(|rows| rows.len() as u32 + 2).sum();
    let mut image = RgbImage::from_pixel(WIDTH, head + (lines + 2) * step, colours.paper);
    fill(&mut image, 0, 0, WIDTH, head - step / 2, colours.bar);
    let pen = |image: &mut RgbImage, text: &str, x: f32, y: u32, colour| {
        draw(image, &font, size, text, x, y as f32, colour);
    };
    let white = Rgb([255, 255, 255]);
    pen(&mut image, "9:41", 40.0, step / 4, white);
    pen(&mut image, "Pay History", 60.0, step + step / 3, white);
    let mut y = head;
    for rows in &cards {
        let height = (rows.len() as u32 + 1) * step;
        fill(&mut image, 24, y, WIDTH - 48, height, colours.card);
        if recipe.style == Style::Ruled {
            fill(&mut image, 24, y, WIDTH - 48, 3, colours.faint);
        }
        let mut line = y + step / 2;
        for row in rows {
            let colour = if row.faint {
                colours.faint
            } else {
                colours.ink
            };
            pen(&mut image, &row.left, 64.0, line, colour);
            let width = width(&font, size, &row.right);
            pen(
                &mut image,
                &row.right,
                WIDTH as f32 - 64.0 - width,
                line,
                colour,
            );
            line += step;
        }
        y += height + step;
    }
    Ok(image)
}

/// The lines of one card.
fn rows(style: Style, truth: &BTreeMap<Field, i64>, rng: &mut impl RngExt) -> Vec<Row> {
    let amount = |field| {
        let minor = truth.get(&field).copied().unwrap_or(0);
        let (whole, part) = (minor / 100, minor % 100);
        if whole >= 1000 {
            format!("${},{:03}.{part:02}", whole / 1000, whole % 1000)
        } else {
            format!("${whole}.{part:02}")
        }
    };
    let promotion = truth.contains_key(&Field::Promotion);
    let (month, day) = (rng.random_range(1..13u8), rng.random_range(1..29u8));
    let (hour, minute) = (rng.random_range(1..11u8), rng.random_range(0..60u8));
    let name = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][usize::from(month - 1)];
    let number: u32 = rng.random_range(10_000_000..99_999_999);
    let late = if rng.random_range(0..5) == 0 {
        "Late"
    } else {
        "On Time"
    };
    let order = amount(Field::OrderTotal);
    let faint = |row: Row| Row { faint: true, ..row };
    let mut rows = match style {
        Style::Older => vec![
            faint(row(
                format!("Delivered {name} {day}, {hour}:{minute:02} PM"),
                "",
            )),
            faint(row(
                format!("Delivery Window {month}/{day}: {hour}PM to {}PM", hour + 1),
                "",
            )),
            row(format!("Order #{number} - {order} {late}"), ""),
            row(format!("Order Pay {}", amount(Field::Base)), ""),
            row(format!("Tip {}", amount(Field::Tip)), ""),
        ],
        Style::Newer => vec![
            row(format!("Window {name} {day}, {hour}PM-{}PM", hour + 1), ""),
            row(format!("Order #{number} {order}"), late),
            row("Order Pay", amount(Field::Base)),
            row("Tip", amount(Field::Tip)),
        ],
        Style::Ruled => vec![
            faint(row(
                format!("{name} {day}, {hour}:{minute:02} PM"),
                "Trip details",
            )),
            row("Order total", order),
            row("Base pay", amount(Field::Base)),
            row("Customer tip", amount(Field::Tip)),
        ],
    };
    if promotion {
        let extra = amount(Field::Promotion);
        rows.push(match style {
            Style::Older => row(format!("Promo Pay {extra}"), ""),
            Style::Newer => row("Promo Pay", extra),
            Style::Ruled => row("Promotion", extra),
        });
    }
    let total = amount(Field::Total);
    rows.push(match style {
        Style::Older => row(format!("Total Pay {total}"), ""),
        Style::Newer => row("Total Pay", total),
        Style::Ruled => row("Total earnings", total),
    });
    rows
}

fn fill(image: &mut RgbImage, x: u32, y: u32, width: u32, height: u32, colour: Rgb<u8>) {
    for row in y..(y + height).min(image.height()) {
        for column in x..(x + width).min(image.width()) {
            image.put_pixel(column, row, colour);
        }
    }
}

fn width(font: &FontVec, size: f32, text: &str) -> f32 {
    let font = font.as_scaled(size);
    text.chars().map(|c| font.h_advance(font.glyph_id(c))).sum()
}

/// Draws `text` with its upper edge at `y`.
fn draw(
    image: &mut RgbImage,
    font: &FontVec,
    size: f32,
    text: &str,
    mut x: f32,
    y: f32,
    colour: Rgb<u8>,
) {
    let scaled = font.as_scaled(size);
    let base = y + scaled.ascent();
    for c in text.chars() {
        let id = scaled.glyph_id(c);
        let glyph = id.with_scale_and_position(size, point(x, base));
        x += scaled.h_advance(id);
        let Some(outline) = font.outline_glyph(glyph) else {
            continue;
        };
        let bounds = outline.px_bounds();
        outline.draw(|dx, dy, cover| {
            let (px, py) = (
                bounds.min.x as i32 + dx as i32,
                bounds.min.y as i32 + dy as i32,
            );
            let inside =
                (0..image.width() as i32).contains(&px) && (0..image.height() as i32).contains(&py);
            if inside {
                let pixel = image.get_pixel_mut(px as u32, py as u32);
                for (under, over) in pixel.0.iter_mut().zip(colour.0) {
                    let mixed = f32::from(*under) * (1.0 - cover) + f32::from(over) * cover;
                    *under = mixed.round() as u8;
                }
            }
        });
    }
}
