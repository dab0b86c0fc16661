use jiff::civil::date;

use super::*;
use crate::instrument::{Kind, Rules, SHIPPED, StepForm};

const TODAY: Date = date(2026, 11, 24);

fn needs(kind: Kind) -> Needs {
    Rules::parse(SHIPPED).unwrap().of(kind, TODAY)
}

fn plain() -> Needs {
    needs(Kind::Decree)
}

fn taken(step: Step, day: Date) -> Taken {
    match step {
        Step::Harmonise => Taken::Harmonise(Harmonised { on: day, by: "Kanwil".into() }),
        Step::Sign => Taken::Sign(Signed { number: "1".into(), on: day, by: "Bupati".into() }),
        Step::Publish => {
            Taken::Publish(Published { place: "BD 1".into(), on: day, url: String::new() })
        }
        Step::Withdraw => Taken::Withdraw("x".into()),
        Step::Revoke => Taken::Revoke { on: day, note: "x".into(), by: None },
        Step::Back => Taken::Back("x".into()),
    }
}

fn walk(steps: &[Step]) -> Life {
    steps.iter().fold(Life::default(), |life, step| {
        life.take(&taken(*step, TODAY), &plain(), Facts::default()).unwrap()
    })
}

#[test]
fn each_stage_takes_its_own_steps_and_no_other() {
    use Step::{Back, Harmonise, Publish, Revoke, Sign, Withdraw};
    let table: [(&[Step], &[(Step, Stage)]); 6] = [
        (
            &[],
            &[(Harmonise, Stage::Harmonised), (Sign, Stage::Signed), (Withdraw, Stage::Withdrawn)],
        ),
        (
            &[Harmonise],
            &[(Sign, Stage::Signed), (Withdraw, Stage::Withdrawn), (Back, Stage::Draft)],
        ),
        (
            &[Harmonise, Sign],
            &[(Publish, Stage::Published), (Revoke, Stage::Revoked), (Back, Stage::Harmonised)],
        ),
        (&[Sign, Publish], &[(Revoke, Stage::Revoked), (Back, Stage::Signed)]),
        (&[Sign, Publish, Revoke], &[(Back, Stage::Published)]),
        (&[Withdraw], &[(Back, Stage::Draft)]),
    ];
    for (way, allowed) in table {
        let life = walk(way);
        for step in Step::ALL {
            let found = life.take(&taken(step, TODAY), &plain(), Facts::default());
            let wanted = allowed.iter().find(|(one, _)| *one == step).map(|(_, stage)| *stage);
            assert_eq!(found.ok().map(|life| life.stage), wanted, "{way:?} then {step:?}");
            assert_eq!(life.steps().any(|one| one == step), wanted.is_some(), "{way:?} {step:?}");
        }
    }
}

#[test]
fn a_step_back_forgets_what_its_stage_had_to_show_and_nothing_else() {
    use Step::{Back, Harmonise, Publish, Revoke, Sign};
    let back = walk(&[Harmonise, Sign, Publish, Revoke, Back]);
    assert!(back.published.is_some() && back.ended_on.is_none());
    let back = walk(&[Harmonise, Sign, Publish, Back]);
    assert!(back.signed.is_some() && back.published.is_none());
    let back = walk(&[Harmonise, Sign, Back]);
    assert!(back.harmonised.is_some() && back.signed.is_none());
    assert_eq!(walk(&[Sign, Back]).stage, Stage::Draft, "it never was harmonised");
}

#[test]
fn it_is_signed_with_what_its_kind_needs() {
    let sign = taken(Step::Sign, TODAY);
    let draft = Life::default();
    let until = Term { from: None, until: Some(TODAY) };
    let facts = |parties, term| Facts { term, parties };
    let take = |kind, facts| draft.take(&sign, &needs(kind), facts).map(|life| life.stage);
    assert_eq!(take(Kind::Regulation, Facts::default()), Err(Rule::NotHarmonised));
    assert_eq!(take(Kind::Procedure, Facts::default()), Ok(Stage::Signed));
    assert_eq!(take(Kind::Memorandum, facts(2, Term::default())), Err(Rule::NoTerm));
    assert_eq!(take(Kind::Memorandum, facts(1, until)), Err(Rule::NoParties));
    assert_eq!(take(Kind::Memorandum, facts(2, until)), Ok(Stage::Signed));
}

#[test]
fn days_follow_each_other() {
    let early = date(2026, 1, 1);
    let of = |life: &Life, step| life.take(&taken(step, early), &plain(), Facts::default());
    assert_eq!(of(&walk(&[Step::Harmonise]), Step::Sign), Err(Rule::Order));
    assert_eq!(of(&walk(&[Step::Sign]), Step::Publish), Err(Rule::Order));
    assert_eq!(of(&walk(&[Step::Sign]), Step::Revoke), Err(Rule::Order));
    assert!(of(&Life::default(), Step::Sign).is_ok());
}

#[test]
fn what_it_is_worth_follows_from_stage_term_and_day() {
    let day = |text: &str| Some(text.parse().unwrap());
    let term = |from: Option<Date>, until: Option<Date>| Term { from, until };
    let signed = walk(&[Step::Sign]);
    let published = walk(&[Step::Sign, Step::Publish]);
    let open = Term::default();
    let (decree, regulation) = (plain(), needs(Kind::Regulation));
    for (life, needs, term, wanted) in [
        (walk(&[]), &decree, open, Standing::Draft),
        (walk(&[Step::Harmonise]), &regulation, open, Standing::Harmonised),
        (signed.clone(), &regulation, open, Standing::Signed),
        (signed.clone(), &decree, open, Standing::InForce),
        (published.clone(), &regulation, open, Standing::InForce),
        (published.clone(), &regulation, term(day("2026-11-25"), None), Standing::Ahead),
        (published.clone(), &regulation, term(day("2026-11-24"), None), Standing::InForce),
        (signed.clone(), &decree, term(None, day("2027-02-23")), Standing::InForce),
        (signed.clone(), &decree, term(None, day("2027-02-22")), Standing::Ending),
        (signed.clone(), &decree, term(None, day("2026-11-24")), Standing::Ending),
        (signed.clone(), &decree, term(None, day("2026-11-23")), Standing::Expired),
        (signed, &regulation, term(None, day("2026-11-23")), Standing::Expired),
        (walk(&[Step::Withdraw]), &decree, open, Standing::Withdrawn),
        (walk(&[Step::Sign, Step::Revoke]), &decree, open, Standing::Revoked),
    ] {
        assert_eq!(life.standing(needs, term, (TODAY, 90)), wanted, "{life:?} {term:?}");
    }
    assert!(Standing::Ending.is_in_force() && !Standing::Signed.is_in_force());
}

#[test]
fn a_step_shows_what_it_has_to_show() {
    let errors = |step| Taken::parse(step, &StepForm::default(), TODAY).unwrap_err();
    for (step, fields) in [
        (Step::Harmonise, &["on", "who"][..]),
        (Step::Sign, &["number", "on", "who"]),
        (Step::Publish, &["number", "on"]),
        (Step::Withdraw, &["note"]),
        (Step::Revoke, &["on", "note"]),
        (Step::Back, &["note"]),
    ] {
        let errors = errors(step);
        for field in fields {
            assert_eq!(errors.of(field), Some("required"), "{step:?} {field}");
        }
        assert_eq!(errors.0.len(), fields.len(), "{step:?} {errors:?}");
    }
}

#[test]
fn a_step_is_not_taken_ahead_and_names_nobody_by_number() {
    let form = StepForm {
        on: "2026-11-25".into(),
        who: "Bupati 3603011203980001".into(),
        number: "1".into(),
        url: "javascript:alert(1)".into(),
        note: "x".into(),
        by: "x".into(),
    };
    let wrong = |step, field| Taken::parse(step, &form, TODAY).unwrap_err().of(field);
    assert_eq!(wrong(Step::Sign, "on"), Some("future"));
    assert_eq!(wrong(Step::Sign, "who"), Some("identity"));
    assert_eq!(wrong(Step::Publish, "url"), Some("url"));
    assert_eq!(wrong(Step::Revoke, "by"), Some("choice"));
    let good = StepForm { on: "2026-11-24".into(), url: "https://a.id".into(), ..form };
    let taken = Taken::parse(Step::Publish, &good, TODAY).unwrap();
    assert_eq!(taken.step(), Step::Publish);
}

#[test]
fn codes_come_back_as_what_they_were() {
    assert!(Stage::ALL.iter().all(|one| Stage::from_code(one.code()) == Some(*one)));
    assert!(Step::ALL.iter().all(|one| Step::from_code(one.code()) == Some(*one)));
}
