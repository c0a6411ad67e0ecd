"""Where everything is kept: TinyDB on an atomic storage, and where libraries lie on the disk."""
