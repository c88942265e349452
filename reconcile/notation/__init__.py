"""How a cell is written: figures, dates, measures, the numbers in a text, and numbers in words."""
