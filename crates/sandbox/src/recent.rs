//! A map that keeps the last entries and forgets older ones.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// The last `CAPACITY` values by their identifier.
pub(crate) struct Recent<V>(Mutex<Entries<V>>);

struct Entries<V> {
    by_id: HashMap<String, V>,
    oldest_first: VecDeque<String>,
}

const CAPACITY: usize = 1000;

impl<V: Clone> Recent<V> {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Entries { by_id: HashMap::new(), oldest_first: VecDeque::new() }))
    }

    pub(crate) fn insert(&self, id: String, value: V) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.by_id.insert(id.clone(), value).is_none() {
            entries.oldest_first.push_back(id);
        }
        while entries.oldest_first.len() > CAPACITY {
            if let Some(oldest) = entries.oldest_first.pop_front() {
                entries.by_id.remove(&oldest);
            }
        }
    }

    pub(crate) fn find(&self, id: &str) -> Option<V> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).by_id.get(id).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_is_forgotten_first() {
        let recent = Recent::new();
        for n in 0..=CAPACITY {
            recent.insert(n.to_string(), n);
        }
        assert_eq!(recent.find("0"), None);
        assert_eq!(recent.find("1"), Some(1));
        assert_eq!(recent.find(&CAPACITY.to_string()), Some(CAPACITY));
    }
}
