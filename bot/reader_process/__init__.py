"""The process that opens what strangers send, so that the service does not: limits, and a door."""
