/**
 * Consent with its moment and origin, why somebody left a list, where a suppression came from, and what is remembered of
 * the erased: a hash under a key that this store alone has, so that it tells nothing to other stores. Sends note the
 * segment that they went to, so that the next one of the same audience can be compared with them.
 */
export const SQL = `
ALTER TABLE membership ADD COLUMN consent_at INTEGER;
ALTER TABLE membership ADD COLUMN consent_from TEXT;
ALTER TABLE membership ADD COLUMN left_why TEXT
  CHECK (left_why IN ('unsubscribe', 'bounce', 'complaint', 'manual', 'removed', 'file'));
UPDATE membership SET left_why = 'file' WHERE left_at IS NOT NULL;

ALTER TABLE suppression ADD COLUMN source TEXT;

CREATE TABLE erased (hash TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE erasure_key (only INTEGER PRIMARY KEY CHECK (only = 1), key TEXT NOT NULL) STRICT;
INSERT INTO erasure_key (only, key) VALUES (1, hex(randomblob(32)));

ALTER TABLE send ADD COLUMN segment TEXT;
CREATE INDEX recipient_of_subscriber ON recipient (subscriber);
CREATE INDEX left_out_subscriber ON left_out (subscriber);
`;
