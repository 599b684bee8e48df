"""A project's own rules: what finds its names, what its judgements train, and what other rules would change."""
