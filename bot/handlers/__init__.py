"""One function for each thing the service does, in one transaction: load, decide, keep, tell.

These are things the office does (converse, decide, book, deliver, remind), not kinds of Zalo event.
The caller opens the transaction; nothing here makes a network call inside one.
"""
