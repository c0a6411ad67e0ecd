"""Events: what several articles tell of one happening, put together."""
