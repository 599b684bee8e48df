"""Makes an article of the bytes as received, or says why there is none."""
