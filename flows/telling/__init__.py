"""Who is told what: people, logs, Prefect, monitoring; and text of strangers that is shown does no harm."""
