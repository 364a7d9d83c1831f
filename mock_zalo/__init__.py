"""A Zalo Official Account for one machine: the platform's HTTP, its world and its bad days.

The room's rule: it imports nothing of the service it tests, so that it cannot share its mistakes.
What it knows comes from Zalo's published material; what is uncertain there is a switch here.
"""
