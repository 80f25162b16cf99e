/**
 * Outcomes that hand a recipient back (`held`), which a check of the table has to know: so it is made anew. When a send
 * and each of its recipients may go (a window of each reader's own day), that somebody asked for a stop, what a send
 * corrects or tops up, and what SES told later about an attempt. `event.key` is the event's own name, so that one which
 * is brought twice counts once. `copied_at` is set in backups only: when a send was copied that wasn't done.
 */
export const SQL = `
DROP TRIGGER outcome_kept;
DROP TRIGGER outcome_stays;
CREATE TABLE outcome_next (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  send INTEGER NOT NULL,
  place INTEGER NOT NULL,
  attempt INTEGER REFERENCES attempt (id),
  state TEXT NOT NULL
    CHECK (state IN ('accepted', 'rejected', 'deferred', 'held', 'in-doubt', 'given-up', 'suppressed')),
  message_id TEXT,
  reason TEXT,
  at INTEGER NOT NULL,
  FOREIGN KEY (send, place) REFERENCES recipient (send, place)
) STRICT;
INSERT INTO outcome_next (id, send, place, attempt, state, message_id, reason, at)
  SELECT id, send, place, attempt, state, message_id, reason, at FROM outcome;
DROP TABLE outcome;
ALTER TABLE outcome_next RENAME TO outcome;
CREATE INDEX outcome_of_recipient ON outcome (send, place);
CREATE INDEX outcome_of_attempt ON outcome (attempt);
CREATE INDEX outcome_unsettled ON outcome (send, state, place) WHERE state IN ('held', 'deferred', 'in-doubt');
CREATE TRIGGER outcome_kept BEFORE UPDATE ON outcome BEGIN SELECT RAISE(ABORT, 'outcomes are only added'); END;
CREATE TRIGGER outcome_stays BEFORE DELETE ON outcome BEGIN SELECT RAISE(ABORT, 'outcomes are only added'); END;

ALTER TABLE recipient ADD COLUMN not_before INTEGER;
ALTER TABLE recipient ADD COLUMN not_after INTEGER;

ALTER TABLE send ADD COLUMN stop_asked_at INTEGER;
ALTER TABLE send ADD COLUMN not_before INTEGER;
ALTER TABLE send ADD COLUMN window TEXT;
ALTER TABLE send ADD COLUMN corrects TEXT;
ALTER TABLE send ADD COLUMN tops_up TEXT;
ALTER TABLE send ADD COLUMN copied_at INTEGER;

CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  attempt INTEGER NOT NULL REFERENCES attempt (id),
  kind TEXT NOT NULL,
  message_id TEXT,
  detail TEXT,
  at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX event_of_attempt ON event (attempt);
CREATE INDEX event_rejected ON event (attempt) WHERE kind = 'rejected';
CREATE TRIGGER event_kept BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
`;
