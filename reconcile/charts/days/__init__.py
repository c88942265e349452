"""What charts over days share: the panel, what it draws of a figure, and where names find room."""
