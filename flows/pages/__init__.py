"""HTML pages that need no network: the morning page, its charts, the templates of all pages."""
