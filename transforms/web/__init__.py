"""Reads what the web sends (answers, feeds, sitemaps, robots.txt, addresses, tables): bytes in, values out."""
