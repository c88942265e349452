"""Which figures answer the same question, and which of them are current (R1 to R4)."""
