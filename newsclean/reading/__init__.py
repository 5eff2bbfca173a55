"""A source becomes a `Page`: lines in order, with hints, and the page's own metadata."""
