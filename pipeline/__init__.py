"""Dateline: news wires in, event records people can trust out.

The data's way through the packages: ``clean`` -> ``parse`` -> ``code`` -> ``count``; ``stream`` runs them on
Faust and Kafka. Everything but ``stream``, ``broker``, ``ops``, ``web`` and ``cli`` is plain functions on plain records.
"""

__version__ = "0.1.0"
