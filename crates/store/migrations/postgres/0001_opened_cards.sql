-- The ids of sealed cards that were opened, each until the second after which it cannot be opened anyway.
CREATE TABLE opened_cards (
    jti TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    expires BIGINT NOT NULL
);

CREATE INDEX opened_cards_by_expiry ON opened_cards (expires);
