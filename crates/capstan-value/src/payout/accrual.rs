//! Money that comes in little by little and belongs to many: every payment is
//! booked in constant time, however many members there are.
//!
//! One number grows with each payment: what a unit has earned since the
//! beginning. A member's part is how much it grew while they held their units,
//! and is worked out only when they are looked at. Who leaves keeps it.

use std::collections::BTreeMap;

/// How many parts a coin has in the index.
const PARTS: u128 = 1 << 32;

/// Why units could not be changed or money not be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccrualError {
    /// There is nobody to earn the money.
    #[error("nobody holds a unit, so nobody can earn what came in; let somebody join first")]
    Nobody,
    /// More than can be counted.
    #[error("more units or coins than can be counted; start a new account")]
    Overflow,
    /// A member cannot be paid more whole coins than they have earned.
    #[error("{asked} coins were to be paid and {held} are there")]
    Short {
        /// How many whole coins are there.
        held: u64,
        /// How many were asked for.
        asked: u64,
    },
}

/// One member's place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Position {
    units: u64,
    /// The index when it was last worked out.
    seen: u128,
    /// What was earned until then, in parts of a coin.
    earned: u128,
}

/// An account of many members that grows in constant time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accrual {
    /// Parts of a coin that one unit has earned since the beginning.
    index: u128,
    units: u128,
    positions: BTreeMap<String, Position>,
    /// Parts that could not be split among all units yet.
    rest: u128,
    received: u128,
    paid: u128,
}

impl Accrual {
    /// An empty account.
    pub fn new() -> Self {
        Self::default()
    }

    /// Books coins that came in, for all who hold units now.
    ///
    /// # Errors
    /// If nobody holds a unit, or there are too many coins to count.
    pub fn receive(&mut self, coins: u64) -> Result<(), AccrualError> {
        if self.units == 0 {
            return Err(AccrualError::Nobody);
        }
        let parts = u128::from(coins) * PARTS + self.rest;
        let index = self.index.checked_add(parts / self.units);
        self.index = index.ok_or(AccrualError::Overflow)?;
        self.rest = parts % self.units;
        self.received += u128::from(coins);
        Ok(())
    }

    /// Lets a member hold so many units from now on; none is to leave. What
    /// they have earned stays theirs.
    ///
    /// # Errors
    /// If what they have earned is beyond counting.
    pub fn hold(&mut self, id: &str, units: u64) -> Result<(), AccrualError> {
        let settled = self.settled(id)?;
        self.units = self.units - u128::from(settled.units) + u128::from(units);
        if units == 0 && settled.earned == 0 {
            self.positions.remove(id);
        } else {
            let position = Position { units, ..settled };
            self.positions.insert(id.to_owned(), position);
        }
        Ok(())
    }

    /// How many whole coins a member has earned and not been paid.
    ///
    /// # Errors
    /// If they are beyond counting.
    pub fn balance(&self, id: &str) -> Result<u64, AccrualError> {
        let coins = self.settled(id)?.earned / PARTS;
        u64::try_from(coins).map_err(|_| AccrualError::Overflow)
    }

    /// Pays a member whole coins they have earned.
    ///
    /// # Errors
    /// If they have earned fewer.
    pub fn pay(&mut self, id: &str, coins: u64) -> Result<(), AccrualError> {
        let held = self.balance(id)?;
        if coins > held {
            return Err(AccrualError::Short { held, asked: coins });
        }
        let mut position = self.settled(id)?;
        position.earned -= u128::from(coins) * PARTS;
        self.paid += u128::from(coins);
        self.positions.insert(id.to_owned(), position);
        Ok(())
    }

    /// What came in, less what was paid and what every member has earned, in
    /// parts of a coin: always zero with the rest that waits to be split.
    ///
    /// # Errors
    /// If a balance is beyond counting.
    pub fn out_of_balance(&self) -> Result<i128, AccrualError> {
        let mut sum = (self.received - self.paid) as i128 * PARTS as i128 - self.rest as i128;
        for id in self.positions.keys() {
            sum -= self.settled(id)?.earned as i128;
        }
        Ok(sum)
    }

    fn settled(&self, id: &str) -> Result<Position, AccrualError> {
        let position = self.positions.get(id).copied().unwrap_or_default();
        let grown = self.index - position.seen;
        let fresh = grown.checked_mul(position.units.into());
        let earned = fresh.and_then(|f| f.checked_add(position.earned));
        Ok(Position {
            units: position.units,
            seen: self.index,
            earned: earned.ok_or(AccrualError::Overflow)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn who_leaves_keeps_what_was_earned() {
        let mut account = Accrual::new();
        assert_eq!(account.receive(1), Err(AccrualError::Nobody));
        account.hold("ana", 1).unwrap();
        account.receive(100).unwrap();
        account.hold("ben", 3).unwrap();
        account.receive(100).unwrap();
        account.hold("ana", 0).unwrap();
        account.receive(300).unwrap();
        assert_eq!(account.balance("ana"), Ok(125));
        assert_eq!(account.balance("ben"), Ok(375));
        account.pay("ana", 125).unwrap();
        assert_eq!(
            account.pay("ana", 1),
            Err(AccrualError::Short { held: 0, asked: 1 })
        );
        assert_eq!(account.out_of_balance(), Ok(0));
    }

    #[test]
    fn who_comes_back_earns_from_then_on() {
        let mut account = Accrual::new();
        account.hold("ana", 1).unwrap();
        account.hold("ben", 1).unwrap();
        account.hold("ana", 0).unwrap();
        account.receive(100).unwrap();
        account.hold("ana", 1).unwrap();
        account.receive(100).unwrap();
        assert_eq!(
            (account.balance("ana"), account.balance("ben")),
            (Ok(50), Ok(150))
        );
    }

    #[derive(Clone, Debug)]
    enum Act {
        Hold(usize, u64),
        Receive(u64),
        Pay(usize, u64),
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            (0..4_usize, 0..9_u64).prop_map(|(who, units)| Act::Hold(who, units)),
            (0..1000_u64).prop_map(Act::Receive),
            (0..4_usize, 0..300_u64).prop_map(|(who, coins)| Act::Pay(who, coins)),
        ]
    }

    proptest! {
        #[test]
        fn it_is_what_splitting_every_payment_would_give(
            acts in proptest::collection::vec(act(), 1..60),
        ) {
            let names = ["a", "b", "c", "d"];
            let mut account = Accrual::new();
            let (mut units, mut earned) = ([0_u64; 4], [0.0_f64; 4]);
            for act in acts {
                match act {
                    Act::Hold(who, n) => {
                        account.hold(names[who], n).unwrap();
                        units[who] = n;
                    }
                    Act::Receive(coins) => {
                        let all: u64 = units.iter().sum();
                        let booked = account.receive(coins);
                        prop_assert_eq!(booked.is_ok(), all > 0);
                        for (earned, &units) in earned.iter_mut().zip(&units) {
                            if all > 0 {
                                *earned += coins as f64 * units as f64 / all as f64;
                            }
                        }
                    }
                    Act::Pay(who, coins) => {
                        if account.pay(names[who], coins).is_ok() {
                            earned[who] -= coins as f64;
                        }
                    }
                }
                prop_assert_eq!(account.out_of_balance(), Ok(0));
                for (name, earned) in names.iter().zip(earned) {
                    let held = account.balance(name).unwrap() as f64;
                    prop_assert!(held <= earned + 1e-6 && held > earned - 1.001);
                }
            }
        }
    }
}
