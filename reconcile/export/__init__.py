"""Tables in the formats of others (docs/exports.md). They compute nothing."""
