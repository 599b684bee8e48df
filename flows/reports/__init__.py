"""Reports for readers: HTML pages that need no network."""
