"""The clock: every job in one list, and the threads that tick. What is due is a query."""
