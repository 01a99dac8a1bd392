-- From here on SQLite keeps documents compressed, as BLOBs, which older programs cannot read. Rows of
-- before stay as they are until they change. An update that changes nothing keeps older programs out.
UPDATE identity SET version = version;
