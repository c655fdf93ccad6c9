//! cardseal
