"""Title, authors, dates and other statements of a page about its article, each with the place it was read from."""
