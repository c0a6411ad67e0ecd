"""Ways out of a library: the JSON dataset, single events as JSON, Markdown."""
