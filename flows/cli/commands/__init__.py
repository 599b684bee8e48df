"""What the commands do, as `flows/cli` declares them. Heavy imports happen here, so that `--help` stays fast."""
