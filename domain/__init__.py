"""The words and rules of the office: pure values and functions, nothing of ours below them."""
