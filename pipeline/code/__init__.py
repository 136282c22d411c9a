"""Coding: from a parsed article to dates, places, statements and events."""
