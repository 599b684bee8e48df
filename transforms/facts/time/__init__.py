"""Dates, times, durations and recurring times as TIMEX3 values."""
