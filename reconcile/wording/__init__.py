"""What is said of a figure, a claim, a cut, a bound: made once, for tables, charts and pages."""
