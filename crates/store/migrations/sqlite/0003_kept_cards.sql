-- Cards that a merchant may charge again. `sealed` is the PAN and the expiry under a key of the row's own, which is there only as
-- `wrapped_key`, under the vault key of that id. There is no column for a CVC, and never will be (PCI DSS 3.3.1).
CREATE TABLE kept_cards (
    token TEXT NOT NULL PRIMARY KEY,
    merchant TEXT NOT NULL,
    brand TEXT NOT NULL,
    last_four TEXT NOT NULL,
    vault_key TEXT NOT NULL,
    wrap_nonce BLOB NOT NULL,
    wrapped_key BLOB NOT NULL,
    nonce BLOB NOT NULL,
    sealed BLOB NOT NULL,
    kept INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX kept_cards_by_vault_key ON kept_cards (vault_key, token);
