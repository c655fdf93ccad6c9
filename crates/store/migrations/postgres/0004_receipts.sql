-- What a merchant can show of a payment. Kept for longer than the payment's answer.
CREATE TABLE receipts (
    payment TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    merchant TEXT COLLATE "C" NOT NULL,
    receipt BYTEA NOT NULL,
    made BIGINT NOT NULL
);

CREATE INDEX receipts_by_time ON receipts (made);
