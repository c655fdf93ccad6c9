-- Payments by the SHA-256 of the merchant's idempotency key. A row without a response is a payment that a process is working on, until
-- its lease ends; `attempt` counts those who took it up.
CREATE TABLE payments (
    merchant TEXT NOT NULL,
    key_hash BLOB NOT NULL,
    id TEXT NOT NULL UNIQUE,
    request BLOB NOT NULL,
    attempt INTEGER NOT NULL,
    lease_ends INTEGER NOT NULL,
    response BLOB,
    finished INTEGER,
    PRIMARY KEY (merchant, key_hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX payments_by_finish ON payments (finished) WHERE finished IS NOT NULL;
