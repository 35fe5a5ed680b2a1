"""What a history means: the change log, trails of records, remarks, the time series."""
