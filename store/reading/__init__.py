"""From a file to an article: decoding, cleaning, and what the article says of itself."""
