"""What all charts share: the sheet and its looks, text, axes, marks, the key, how a page is laid
out, and its file.
"""
