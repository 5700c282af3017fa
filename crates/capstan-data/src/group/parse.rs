//! From text to a group expression.

use super::error::GroupError;
use super::expr::{Comparison, Expr, Measure, Name, Op, ends_word};

/// How deep parentheses and `not` may be nested.
const DEPTH: usize = 64;

const A_CONDITION: &str = "a condition such as age<25, genre=Horror, top 10% by ratings, \
                           ids FILE or random";

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Quoted(String),
    Op(Op),
    Open,
    Close,
}

impl Token {
    fn is(&self, keyword: &str) -> bool {
        matches!(self, Self::Word(w) if w.eq_ignore_ascii_case(keyword))
    }
}

struct Parser<'a> {
    text: &'a str,
    /// Tokens and where they begin, in characters from 1.
    tokens: Vec<(usize, Token)>,
    at: usize,
}

/// Reads `text` as an expression.
pub(super) fn parse(text: &str) -> Result<Expr, GroupError> {
    let mut parser = Parser {
        text,
        tokens: tokens(text)?,
        at: 0,
    };
    let expr = parser.any(0)?;
    match parser.peek() {
        None => Ok(expr),
        Some(_) => {
            Err(parser.unexpected("`and`, `or` or the end (a value of several words needs quotes)"))
        }
    }
}

fn syntax(text: &str, position: usize, found: String, expected: &str) -> GroupError {
    GroupError::Syntax {
        text: text.to_owned(),
        position,
        found,
        expected: expected.to_owned(),
    }
}

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, GroupError> {
    let mut chars = text.chars().enumerate().map(|(n, c)| (n + 1, c)).peekable();
    let mut out = Vec::new();
    while let Some((position, c)) = chars.next() {
        let mut followed_by_equals = || chars.next_if(|&(_, c)| c == '=').is_some();
        let token = match c {
            c if c.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            '=' => Token::Op(Op::Equal),
            '<' if followed_by_equals() => Token::Op(Op::AtMost),
            '<' => Token::Op(Op::Less),
            '>' if followed_by_equals() => Token::Op(Op::AtLeast),
            '>' => Token::Op(Op::More),
            '!' if followed_by_equals() => Token::Op(Op::Unequal),
            '!' => return Err(syntax(text, position, "`!`".to_owned(), "`!=` or `not`")),
            quote @ ('"' | '\'') => {
                let mut inside = String::new();
                loop {
                    match chars.next() {
                        Some((_, c)) if c == quote => break,
                        Some((_, '\\')) => match chars.next_if(|&(_, c)| c == quote || c == '\\') {
                            Some((_, c)) => inside.push(c),
                            None => inside.push('\\'),
                        },
                        Some((_, c)) => inside.push(c),
                        None => {
                            let expected = format!("a {quote} that closes the one at {position}");
                            let end = text.chars().count() + 1;
                            return Err(syntax(text, end, "the end".to_owned(), &expected));
                        }
                    }
                }
                Token::Quoted(inside)
            }
            c => {
                let mut word = String::from(c);
                while let Some((_, c)) = chars.next_if(|&(_, c)| !ends_word(c)) {
                    word.push(c);
                }
                Token::Word(word)
            }
        };
        out.push((position, token));
    }
    Ok(out)
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|t| &t.1)
    }

    fn next_is(&self, keyword: &str) -> bool {
        self.peek().is_some_and(|t| t.is(keyword))
    }

    fn take(&mut self, keyword: &str) -> bool {
        let found = self.next_is(keyword);
        self.at += usize::from(found);
        found
    }

    /// The error that the next token is not what was `expected`.
    fn unexpected(&self, expected: &str) -> GroupError {
        let Some((position, token)) = self.tokens.get(self.at) else {
            let end = self.text.chars().count() + 1;
            return syntax(self.text, end, "the end".to_owned(), expected);
        };
        let found = match token {
            Token::Word(w) | Token::Quoted(w) => format!("\"{w}\""),
            Token::Op(op) => format!("`{op}`"),
            Token::Open => "`(`".to_owned(),
            Token::Close => "`)`".to_owned(),
        };
        syntax(self.text, *position, found, expected)
    }

    fn any(&mut self, depth: usize) -> Result<Expr, GroupError> {
        let mut terms = vec![self.all(depth)?];
        while self.take("or") {
            terms.push(self.all(depth)?);
        }
        Ok(one_or(terms, Expr::Any))
    }

    fn all(&mut self, depth: usize) -> Result<Expr, GroupError> {
        let mut terms = vec![self.part(depth)?];
        while self.take("and") {
            terms.push(self.part(depth)?);
        }
        Ok(one_or(terms, Expr::All))
    }

    fn part(&mut self, depth: usize) -> Result<Expr, GroupError> {
        if depth > DEPTH {
            return Err(
                self.unexpected("a group with fewer parentheses and `not` inside each other")
            );
        }
        if self.next_is("not") && !self.compares_next() {
            self.at += 1;
            return Ok(Expr::Not(Box::new(self.part(depth + 1)?)));
        }
        if self.peek() == Some(&Token::Open) {
            self.at += 1;
            let inner = self.any(depth + 1)?;
            if self.peek() != Some(&Token::Close) {
                return Err(self.unexpected("`)`, `and` or `or`"));
            }
            self.at += 1;
            return Ok(inner);
        }
        self.atom()
    }

    /// Whether the token after the next one compares, so that the next one is
    /// the name of a column whatever the word is.
    fn compares_next(&self) -> bool {
        matches!(self.tokens.get(self.at + 1), Some((_, Token::Op(_))))
    }

    fn atom(&mut self) -> Result<Expr, GroupError> {
        if self.compares_next() {
            return self.comparison();
        }
        let word = match self.peek() {
            Some(Token::Word(word)) => word.clone(),
            Some(Token::Quoted(_)) => {
                self.at += 1;
                return Err(self.unexpected(A_COMPARISON));
            }
            _ => return Err(self.unexpected(A_CONDITION)),
        };
        let path = word.get(..5).filter(|p| p.eq_ignore_ascii_case("file:"));
        if path.is_some() {
            let rest = word[5..].to_owned();
            self.at += 1;
            return if rest.is_empty() {
                self.path()
            } else {
                Ok(Expr::Ids(rest))
            };
        }
        match word.to_ascii_lowercase().as_str() {
            "random" | "everyone" => {
                self.at += 1;
                Ok(Expr::Everyone)
            }
            "ids" => {
                self.at += 1;
                self.path()
            }
            end @ ("top" | "bottom") => {
                self.at += 1;
                self.extreme(end == "top")
            }
            "and" | "or" => Err(self.unexpected(A_CONDITION)),
            _ => {
                self.at += 1;
                Err(self.unexpected(A_COMPARISON))
            }
        }
    }

    fn path(&mut self) -> Result<Expr, GroupError> {
        match self.peek() {
            Some(Token::Word(path) | Token::Quoted(path)) if !path.is_empty() => {
                let path = path.clone();
                self.at += 1;
                Ok(Expr::Ids(path))
            }
            _ => Err(self.unexpected("the name of a file with one id a line")),
        }
    }

    fn extreme(&mut self, top: bool) -> Result<Expr, GroupError> {
        const PER_CENT: &str = "a percentage above 0 and below 100, such as 10%";
        let Some(Token::Word(word)) = self.peek() else {
            return Err(self.unexpected(PER_CENT));
        };
        let (number, closed) = match word.strip_suffix('%') {
            Some(number) => (number, true),
            None => (word.as_str(), false),
        };
        let percent = number.parse::<f64>().ok();
        let Some(percent) = percent.filter(|p| *p > 0.0 && *p < 100.0) else {
            return Err(self.unexpected(PER_CENT));
        };
        self.at += 1;
        if !closed && !self.take("%") {
            return Err(self.unexpected("`%`"));
        }
        if !self.take("by") {
            return Err(self.unexpected("`by ratings` or `by mean`"));
        }
        let by = if self.take("ratings") || self.take("count") {
            Measure::Count
        } else if self.take("mean") {
            Measure::Mean
        } else {
            return Err(self.unexpected("`ratings` or `mean`"));
        };
        Ok(Expr::Extreme { top, percent, by })
    }

    fn comparison(&mut self) -> Result<Expr, GroupError> {
        let name = match self.peek() {
            Some(word) if word.is("ratings") || word.is("count") => Name::Measure(Measure::Count),
            Some(word) if word.is("mean") => Name::Measure(Measure::Mean),
            Some(Token::Word(name) | Token::Quoted(name)) => Name::Column(name.clone()),
            _ => return Err(self.unexpected(A_CONDITION)),
        };
        self.at += 1;
        let Some(&Token::Op(op)) = self.peek() else {
            return Err(self.unexpected(A_COMPARISON));
        };
        self.at += 1;
        let value = match self.peek() {
            Some(word) if ["and", "or", "not"].iter().any(|k| word.is(k)) => None,
            Some(Token::Word(value) | Token::Quoted(value)) => Some(value.clone()),
            _ => None,
        };
        let Some(value) = value else {
            return Err(self.unexpected("a value such as 25, F or \"college student\""));
        };
        self.at += 1;
        Ok(Expr::Compare(Comparison { name, op, value }))
    }
}

const A_COMPARISON: &str = "=, !=, <, <=, > or >= and a value";

fn one_or(mut terms: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    if terms.len() == 1 {
        terms.remove(0)
    } else {
        many(terms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn canonical(text: &str) -> String {
        parse(text).expect("a group").to_string()
    }

    #[test]
    fn canonical_texts() {
        for (text, expected) in [
            ("everyone", "random"),
            ("RANDOM", "random"),
            ("genre = Horror AND mean >= 4", "genre=Horror and mean>=4"),
            ("ratings>10", "count>10"),
            ("\"ratings\">10", "\"ratings\">10"),
            (
                "occupation=\"college student\"",
                "occupation=\"college student\"",
            ),
            ("occupation='K-12'", "occupation=K-12"),
            ("genre=Children's", "genre=Children's"),
            ("name='a\\'b'", "name=a'b"),
            ("name=\"and\"", "name=\"and\""),
            ("((age<25))", "age<25"),
            ("a=1 or b=2 and c=3", "a=1 or (b=2 and c=3)"),
            ("(a=1 or b=2) and c=3", "(a=1 or b=2) and c=3"),
            ("not a=1 and b=2", "not a=1 and b=2"),
            ("not (a=1 and b=2)", "not (a=1 and b=2)"),
            ("not=1", "\"not\"=1"),
            ("top=1", "\"top\"=1"),
            ("TOP 10 % by Ratings", "top 10% by ratings"),
            ("bottom 2.5% by mean", "bottom 2.5% by mean"),
            ("file:members.txt", "ids members.txt"),
            ("file:\"our members.txt\"", "ids \"our members.txt\""),
            ("ids 'C:\\x y'", "ids \"C:\\\\x y\""),
        ] {
            assert_eq!(canonical(text), expected, "{text}");
            assert_eq!(canonical(expected), expected);
        }
    }

    #[test]
    fn errors_say_where_and_what() {
        for (text, position, found, expected) in [
            ("", 1, "the end", "a condition"),
            ("age", 4, "the end", "=, !=, <"),
            ("age<", 5, "the end", "a value"),
            ("age<<3", 5, "`<`", "a value"),
            ("age<25 and", 11, "the end", "a condition"),
            ("age<25 gender=F", 8, "\"gender\"", "`and`, `or`"),
            ("a=college student", 11, "\"student\"", "`and`, `or`"),
            ("a=1 and and b=2", 9, "\"and\"", "a condition"),
            ("a=or", 3, "\"or\"", "a value"),
            ("(a=1", 5, "the end", "`)`"),
            ("a=1)", 4, "`)`", "`and`, `or`"),
            ("a!1", 2, "`!`", "`!=`"),
            ("a=\"x", 5, "the end", "a \" that closes the one at 3"),
            ("top ten by ratings", 5, "\"ten\"", "a percentage"),
            ("top 100% by ratings", 5, "\"100%\"", "a percentage"),
            ("top 10 by ratings", 8, "\"by\"", "`%`"),
            ("top 10% ratings", 9, "\"ratings\"", "`by ratings`"),
            ("top 10% by age", 12, "\"age\"", "`ratings` or"),
            ("ids", 4, "the end", "the name of a file"),
        ] {
            match parse(text) {
                Err(GroupError::Syntax {
                    position: p,
                    found: f,
                    expected: e,
                    ..
                }) => {
                    assert_eq!((p, f.as_str()), (position, found), "{text}");
                    assert!(e.starts_with(expected), "{text}: {e}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
        let deep = format!("{}a=1{}", "(".repeat(10_000), ")".repeat(10_000));
        assert!(matches!(parse(&deep), Err(GroupError::Syntax { .. })));
        assert!(matches!(
            parse(&"not ".repeat(10_000)),
            Err(GroupError::Syntax { .. })
        ));
        assert_eq!(
            parse("age<").expect_err("an error").to_string(),
            "the group `age<` cannot be read at character 5: found the end, expected a value \
             such as 25, F or \"college student\""
        );
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-zA-Z]{1,6}",
            "\\PC{0,6}",
            "(and|or|NOT|top|ids|count|Mean|random|file:x|%|'a|b\\\\|\\\\\")",
        ]
    }

    fn expr() -> impl Strategy<Value = Expr> {
        use Op::{AtLeast, AtMost, Equal, Less, More, Unequal};
        let op = proptest::sample::select(vec![Equal, Unequal, Less, AtMost, More, AtLeast]);
        let measure = proptest::sample::select(vec![Measure::Count, Measure::Mean]);
        let name = prop_oneof![
            measure.clone().prop_map(Name::Measure),
            text().prop_map(Name::Column),
        ];
        let leaf =
            prop_oneof![
                Just(Expr::Everyone),
                (name, op, text()).prop_map(|(name, op, value)| Expr::Compare(Comparison {
                    name,
                    op,
                    value
                })),
                (any::<bool>(), 1e-9..99.99f64, measure)
                    .prop_map(|(top, percent, by)| Expr::Extreme { top, percent, by }),
                text()
                    .prop_filter("a file has a name", |t| !t.is_empty())
                    .prop_map(Expr::Ids),
            ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let terms = proptest::collection::vec(inner.clone(), 2..4);
            prop_oneof![
                inner.prop_map(|e| Expr::Not(Box::new(e))),
                terms.clone().prop_map(Expr::All),
                terms.prop_map(Expr::Any),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn the_canonical_text_reads_back(expr in expr()) {
            let text = expr.to_string();
            prop_assert_eq!(parse(&text).map_err(|e| e.to_string()), Ok(expr), "{}", text);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "(?s).{0,40}") {
            if let Ok(expr) = parse(&text) {
                let again = parse(&expr.to_string()).expect("its own text");
                prop_assert_eq!(again, expr);
            }
        }
    }
}
