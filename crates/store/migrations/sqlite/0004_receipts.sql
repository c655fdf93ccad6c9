-- What a merchant can show of a payment. Kept for longer than the payment's answer.
CREATE TABLE receipts (
    payment TEXT NOT NULL PRIMARY KEY,
    merchant TEXT NOT NULL,
    receipt BLOB NOT NULL,
    made INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX receipts_by_time ON receipts (made);
