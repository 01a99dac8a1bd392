-- Only on SQLite.
-- A commit merges segments of the index once a level has eight, and not four as by default: that
-- spares a twentieth of the time of creating an opportunity, and most of the longest commits. With
-- sixteen a whole level would be merged at once.
INSERT INTO opportunity_gram (opportunity_gram, rank) VALUES ('automerge', 8);
