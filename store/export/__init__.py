"""Ways out of a library: Markdown, the JSON dataset, CSV and other formats, single events as JSON."""
