"""The polite client: checked addresses, bounded answers, robots.txt, a limit of rate per host; or a folder instead."""
