-- Payments by the SHA-256 of the merchant's idempotency key. A row without a response is a payment that a process is working on, until
-- its lease ends; `attempt` counts those who took it up.
CREATE TABLE payments (
    merchant TEXT COLLATE "C" NOT NULL,
    key_hash BYTEA NOT NULL,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    request BYTEA NOT NULL,
    attempt BIGINT NOT NULL,
    lease_ends BIGINT NOT NULL,
    response BYTEA,
    finished BIGINT,
    PRIMARY KEY (merchant, key_hash)
);

CREATE INDEX payments_by_finish ON payments (finished) WHERE finished IS NOT NULL;
