"""What is kept: captures, backups, how long bytes stay, what is forgotten, and the proof that all is as promised."""
