"""The work of each stage: pending rows, a pure transform over batches, one transaction a batch."""
