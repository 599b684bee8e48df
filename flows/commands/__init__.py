"""What the commands do; `cli.py` declares them. Heavy imports happen inside, so that `--help` stays fast."""
