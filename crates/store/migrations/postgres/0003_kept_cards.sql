-- Cards that a merchant may charge again. `sealed` is the PAN and the expiry under a key of the row's own, which is there only as
-- `wrapped_key`, under the vault key of that id. There is no column for a CVC, and never will be (PCI DSS 3.3.1).
CREATE TABLE kept_cards (
    token TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    merchant TEXT COLLATE "C" NOT NULL,
    brand TEXT COLLATE "C" NOT NULL,
    last_four TEXT COLLATE "C" NOT NULL,
    vault_key TEXT COLLATE "C" NOT NULL,
    wrap_nonce BYTEA NOT NULL,
    wrapped_key BYTEA NOT NULL,
    nonce BYTEA NOT NULL,
    sealed BYTEA NOT NULL,
    kept BIGINT NOT NULL
);

CREATE INDEX kept_cards_by_vault_key ON kept_cards (vault_key, token);
