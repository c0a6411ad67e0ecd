"""What a timeline is painted and filtered from: columns over all events, from a dataset or from a derived file."""
