"""Other rules: what they would change in the facts that are stored, and a matcher trained by a project's judgements."""
