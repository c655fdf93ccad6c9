-- Payments by the merchant's idempotency key. A row without a response is a payment that a process is working on, until
-- its lease ends; `attempt` counts those who took it up.
CREATE TABLE payments (
    merchant TEXT COLLATE "C" NOT NULL,
    idempotency_key TEXT COLLATE "C" NOT NULL,
    request BYTEA NOT NULL,
    attempt BIGINT NOT NULL,
    lease_ends BIGINT NOT NULL,
    response BYTEA,
    finished BIGINT,
    PRIMARY KEY (merchant, idempotency_key)
);

CREATE INDEX payments_by_finish ON payments (finished) WHERE finished IS NOT NULL;
