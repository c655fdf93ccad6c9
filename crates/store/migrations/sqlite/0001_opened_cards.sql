-- The ids of sealed cards that were opened, each until the second after which it cannot be opened anyway, and for which payment,
-- if it was for one: only that payment may open the card again.
CREATE TABLE opened_cards (
    jti TEXT NOT NULL PRIMARY KEY,
    expires INTEGER NOT NULL,
    payment TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX opened_cards_by_expiry ON opened_cards (expires);

-- A row for each restore of a backup, which has forgotten cards: none that was sealed before the latest of these seconds opens.
CREATE TABLE refused_cards (
    sealed_before INTEGER NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
