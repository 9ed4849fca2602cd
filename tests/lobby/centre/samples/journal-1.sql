CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY, day TEXT NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS event_of_booking ON event (seq) WHERE kind IN ('booked', 'booking-cancelled');
CREATE TABLE IF NOT EXISTS answer (
    id TEXT NOT NULL UNIQUE, at REAL NOT NULL, caller TEXT NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS answer_by_age ON answer (at);
INSERT INTO meta VALUES ('epoch', '0123456789abcdef0123456789abcdef'), ('schema', '1');
