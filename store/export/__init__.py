"""Ways out of a library: the JSON dataset and Markdown."""
