"""Fields of an article: one module a field, one function each, from a page's lines and metadata to a value."""
