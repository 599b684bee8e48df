"""Facts that point to their characters: quotes, figures, dates, entities, statements, commitments."""
