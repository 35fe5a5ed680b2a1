"""The only room that talks to git: trees at revisions, the change log, trails of records, the time series."""
