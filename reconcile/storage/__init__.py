"""A folder of CSV files to a `Ledger` and back, and files written whole."""
