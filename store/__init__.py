"""From articles to a library of dated events, without any user interface.

The way is one-directional: `reading` turns files into articles, `extraction` finds sentences, time expressions, names,
amounts and quotes in each of them, `events` puts together what several articles tell, `library` keeps it all in
TinyDB, `export` writes it out.  Nothing in this package draws, and nothing imports `tui`.
"""

__version__ = "0.1.0"
