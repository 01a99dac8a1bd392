-- From here on SQLite keeps documents compressed, as BLOBs, which older programs cannot read: the
-- number of this version makes them refuse the store. Rows of before stay as they are until they
-- change. A version has at least one statement; this one changes nothing.
UPDATE identity SET version = version;
