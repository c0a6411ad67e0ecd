"""What a person sets right: a journal of corrections, and their replay over what the program found.

The journal (`journal`) is a file of JSON lines that only ever grows; `history` says which of its lines hold, `passages`
finds again what they are about, and `replay.apply` carries them out on a dataset.  Nothing is imported here: a start
needs none of it.
"""
