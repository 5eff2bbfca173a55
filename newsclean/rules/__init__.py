"""Rule sets: data that says what a line of a news page is."""
