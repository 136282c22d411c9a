"""The built-in page and its HTTP API: lag, health, counts and the latest events, for one pair of eyes on one machine."""
