"""The only room that makes requests: Zalo's events in, letters, tokens and pictures out.

It knows Zalo's wire and nothing of dossiers, tables or web frameworks; rooms look down.
"""
