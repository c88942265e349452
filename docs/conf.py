"""How Sphinx builds the documents: `sphinx-build -W -b html docs site`."""

project = "Reconcile"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "Reconcile"
html_show_sphinx = False
html_copy_source = False
exclude_patterns = ["failing", "importing"]
myst_heading_anchors = 3
myst_enable_extensions = ["linkify"]
# a session of Python and a run in a terminal are shown as they are
suppress_warnings = ["misc.highlighting_failure"]
