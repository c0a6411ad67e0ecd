"""What stands in an article: sentences, time expressions, names, amounts, counts, quotes."""
