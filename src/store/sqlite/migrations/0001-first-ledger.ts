/**
 * Subscribers, lists, suppressions, and the ledger. An address stands in one row, `subscriber`, that everything else
 * refers to: erasing is emptying that row. Who is to get a send, what was tried and what came of it are only ever
 * added to, and triggers hold that; what a delivery's state is, is read from them (facts: one mutable state column
 * decays as a send goes on, this doesn't). `recipient_once` is the promise that nobody gets an issue twice.
 */
export const SQL = `
CREATE TABLE subscriber (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT UNIQUE,
  address TEXT,
  fields TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE list (name TEXT PRIMARY KEY, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE membership (
  list TEXT NOT NULL REFERENCES list (name),
  subscriber INTEGER NOT NULL REFERENCES subscriber (id),
  consent TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('import', 'file')),
  joined_at INTEGER NOT NULL,
  left_at INTEGER,
  PRIMARY KEY (list, subscriber)
) STRICT, WITHOUT ROWID;

CREATE TABLE suppression (
  key TEXT NOT NULL,
  list TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('bounce', 'complaint', 'unsubscribe', 'manual')),
  at INTEGER NOT NULL,
  PRIMARY KEY (key, list)
) STRICT, WITHOUT ROWID;

CREATE TABLE issue (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE send (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issue INTEGER NOT NULL REFERENCES issue (id),
  issue_name TEXT NOT NULL,
  correction INTEGER NOT NULL,
  list TEXT NOT NULL,
  transport TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'sending', 'stopped', 'unsettled', 'finished', 'cancelled')),
  cursor INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE edition (
  send INTEGER NOT NULL REFERENCES send (number),
  place INTEGER NOT NULL,
  hash TEXT NOT NULL,
  segment TEXT,
  language TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (send, place)
) STRICT;

CREATE TABLE recipient (
  send INTEGER NOT NULL,
  place INTEGER NOT NULL,
  issue INTEGER NOT NULL REFERENCES issue (id),
  correction INTEGER NOT NULL,
  subscriber INTEGER NOT NULL REFERENCES subscriber (id),
  edition INTEGER NOT NULL,
  shard INTEGER NOT NULL CHECK (shard BETWEEN 0 AND 63),
  PRIMARY KEY (send, place),
  FOREIGN KEY (send, edition) REFERENCES edition (send, place)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX recipient_once ON recipient (issue, correction, subscriber);

CREATE TABLE left_out (
  send INTEGER NOT NULL REFERENCES send (number),
  subscriber INTEGER NOT NULL REFERENCES subscriber (id),
  why TEXT NOT NULL CHECK (why IN ('suppressed', 'already-sent')),
  reason TEXT,
  PRIMARY KEY (send, subscriber)
) STRICT, WITHOUT ROWID;

CREATE TABLE pass (
  fence INTEGER PRIMARY KEY AUTOINCREMENT,
  send INTEGER NOT NULL REFERENCES send (number),
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  process_started INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX pass_of_send ON pass (send, fence);

CREATE TABLE attempt (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  send INTEGER NOT NULL,
  place INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  fence INTEGER NOT NULL REFERENCES pass (fence),
  at INTEGER NOT NULL,
  FOREIGN KEY (send, place) REFERENCES recipient (send, place)
) STRICT;
CREATE UNIQUE INDEX attempt_once ON attempt (send, place, ordinal);

CREATE TABLE outcome (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  send INTEGER NOT NULL,
  place INTEGER NOT NULL,
  attempt INTEGER REFERENCES attempt (id),
  state TEXT NOT NULL CHECK (state IN ('accepted', 'rejected', 'deferred', 'in-doubt', 'given-up', 'suppressed')),
  message_id TEXT,
  reason TEXT,
  at INTEGER NOT NULL,
  FOREIGN KEY (send, place) REFERENCES recipient (send, place)
) STRICT;
CREATE INDEX outcome_of_recipient ON outcome (send, place);
CREATE INDEX outcome_of_attempt ON outcome (attempt);

CREATE TRIGGER recipient_kept BEFORE UPDATE ON recipient BEGIN SELECT RAISE(ABORT, 'an audience is frozen'); END;
CREATE TRIGGER recipient_stays BEFORE DELETE ON recipient BEGIN SELECT RAISE(ABORT, 'an audience is frozen'); END;
CREATE TRIGGER attempt_kept BEFORE UPDATE ON attempt BEGIN SELECT RAISE(ABORT, 'attempts are only added'); END;
CREATE TRIGGER attempt_stays BEFORE DELETE ON attempt BEGIN SELECT RAISE(ABORT, 'attempts are only added'); END;
CREATE TRIGGER outcome_kept BEFORE UPDATE ON outcome BEGIN SELECT RAISE(ABORT, 'outcomes are only added'); END;
CREATE TRIGGER outcome_stays BEFORE DELETE ON outcome BEGIN SELECT RAISE(ABORT, 'outcomes are only added'); END;
`;
