-- The ids of sealed cards that were opened, each until the second after which it cannot be opened anyway.
CREATE TABLE opened_cards (
    jti TEXT NOT NULL PRIMARY KEY,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX opened_cards_by_expiry ON opened_cards (expires);
