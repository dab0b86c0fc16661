//! SPDX licence expressions: does one of the ways to take this package fit our list?

use anyhow::{Result, bail};

/// Whether the expression can be satisfied with allowed licences alone. An expression that cannot be read is an error.
pub fn fits(expression: &str, allowed: &[String]) -> Result<bool> {
    let words = words(expression);
    let mut reader = Reader { words: &words, allowed };
    let answer = reader.any()?;
    if !reader.words.is_empty() {
        bail!("`{expression}` cannot be read from `{}` on", reader.words.join(" "));
    }
    Ok(answer)
}

/// Parentheses stand alone; the slash of old manifests means OR.
fn words(expression: &str) -> Vec<String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

struct Reader<'a> {
    words: &'a [String],
    allowed: &'a [String],
}

impl Reader<'_> {
    fn any(&mut self) -> Result<bool> {
        let mut answer = self.all()?;
        while self.take("OR") {
            answer |= self.all()?;
        }
        Ok(answer)
    }

    fn all(&mut self) -> Result<bool> {
        let mut answer = self.one()?;
        while self.take("AND") {
            answer &= self.one()?;
        }
        Ok(answer)
    }

    fn one(&mut self) -> Result<bool> {
        if self.take("(") {
            let answer = self.any()?;
            if !self.take(")") {
                bail!("a parenthesis is not closed");
            }
            return Ok(answer);
        }
        let mut name = self.next()?;
        if self.take("WITH") {
            name = format!("{name} WITH {}", self.next()?);
        }
        Ok(self.allowed.contains(&name))
    }

    fn next(&mut self) -> Result<String> {
        match self.words.split_first() {
            Some((word, rest)) if !["AND", "OR", "WITH", ")"].contains(&word.as_str()) => {
                self.words = rest;
                Ok(word.clone())
            }
            _ => bail!("a licence name is missing"),
        }
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.words.first().is_some_and(|first| first == word);
        if found {
            self.words = &self.words[1..];
        }
        found
    }
}

#[cfg(test)]
mod tests {
    fn fits(expression: &str) -> bool {
        let allowed = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        super::fits(expression, &allowed).unwrap()
    }

    #[test]
    fn one_allowed_choice_is_enough() {
        assert!(fits("MIT"));
        assert!(fits("GPL-3.0 OR MIT"));
        assert!(fits("Unlicense/MIT"));
        assert!(!fits("GPL-3.0-only"));
    }

    #[test]
    fn every_part_of_a_conjunction_must_be_allowed() {
        assert!(fits("MIT AND ISC"));
        assert!(!fits("MIT AND GPL-3.0"));
        assert!(fits("(GPL-3.0 OR MIT) AND ISC"));
        assert!(!fits("MIT AND ISC AND X OR Y"));
        assert!(fits("MIT AND X OR ISC"));
    }

    #[test]
    fn an_exception_belongs_to_its_licence() {
        assert!(fits("Apache-2.0 WITH LLVM-exception"));
        assert!(!fits("Apache-2.0"));
        assert!(!fits("MIT WITH LLVM-exception"));
    }

    #[test]
    fn what_cannot_be_read_is_an_error() {
        for text in ["", "MIT OR", "(MIT", "MIT ISC", "AND MIT"] {
            assert!(super::fits(text, &["MIT".to_owned()]).is_err(), "{text:?}");
        }
    }
}
