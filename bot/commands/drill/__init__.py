"""Drills: the service under what the platform and the machine can do to it, in real processes.

Everything stays on this machine, is bounded in count and time, and can be replayed from its seed.
"""
