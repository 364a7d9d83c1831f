"""Whether somebody says that they do not know what to answer. Pure.

Only whole messages: «không biết lệ phí bao nhiêu» asks something, and «không nhớ số, B2» answers.
"""

from __future__ import annotations

import re

from bot.understanding.plain import phrase

_WHO = r"(?:toi|tui|em|minh|con|chau|ba|ong|co|chu|bac|anh|chi|gia|i|we)"
_AFTER = (
    r"(?: (?:nua|gi|gi het|sao|lam sao|phai lam sao|tra loi sao|ghi sao|het|luon|dau|ro|roi|mat"
    rf"|cai nay|cai do|a|oi|nhe|nha|nghen|sorry|it|this|that|{_WHO}))*"
)
_NOT_KNOWN = re.compile(
    rf"(?:(?:da|thua|y|oi|a) )*(?:{_WHO} )?(?:cung |thiet tinh |that su )?"
    r"(?:(?:khong|ko|k|kg|hong|hok|hem|chua|chang|cha|do not|don t|dont|cannot|can t) "
    r"(?:biet|nho|ro|hieu|know|remember|understand)"
    r"|quen(?: mat)?(?: roi)?|forgot|no idea|not sure|dunno)" + _AFTER
)


def does_not_know(text: str) -> bool:
    """Tell whether the whole text says that the answer is not known, or the question not clear."""
    return _NOT_KNOWN.fullmatch(phrase(text)) is not None
