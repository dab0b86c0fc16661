//! Codes of SIPD, the planning and budgeting system of regional governments: they tie an activity to
//! its money.

/// Parts of a code, from the division of government affairs to the sub-activity, and how many
/// digits each has: `2.08.03.2.01.0001`.
const PARTS: [(usize, usize); 6] = [(1, 1), (2, 2), (2, 2), (1, 1), (2, 2), (1, 4)];

/// Fewest parts that name anything: a programme.
const LEAST: usize = 3;

/// A code as typed, without blanks around it; empty where none is known.
///
/// # Errors
/// `sipd` where it is none.
pub fn sipd(typed: &str) -> Result<String, &'static str> {
    let code: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
    if code.is_empty() {
        return Ok(code);
    }
    let parts: Vec<&str> = code.split('.').collect();
    let fits = |(part, (least, most)): (&&str, (usize, usize))| {
        (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let sized = (LEAST..=PARTS.len()).contains(&parts.len());
    if sized && parts.iter().zip(PARTS).all(fits) { Ok(code) } else { Err("sipd") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_programme_an_activity_and_a_sub_activity_are_codes() {
        for code in ["2.08.03", "2.08.03.2.01", "2.08.03.2.01.0001", " 2.08.03.2.01.02 ", ""] {
            assert_eq!(sipd(code).as_deref(), Ok(code.trim()), "{code}");
        }
        for wrong in
            ["2.8.03", "2.08", "2.08.03.2.01.00001", "x", "2.08.03.", "=2.08.03", "2,08,03"]
        {
            assert_eq!(sipd(wrong), Err("sipd"), "{wrong}");
        }
    }
}
