"""What a Vietnamese sentence, date, phone, name or class means. Pure: no question, no talk."""


class NotUnderstood(ValueError):
    """The words do not say it; the first argument tells in one word what is wrong."""

    @property
    def why(self) -> str:
        """One of the words that the function's docstring lists."""
        return str(self.args[0]) if self.args else "unclear"
