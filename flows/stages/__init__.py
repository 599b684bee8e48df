"""The stages of a night: pending rows, a pure transform over batches, one transaction a batch."""
