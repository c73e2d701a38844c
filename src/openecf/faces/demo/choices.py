"""Two accounts with settings of their own: one asks for a client code, one was not used for long."""

from datetime import datetime, timedelta

from openecf.center.accounts import billing, security_questions, statuses, usernames
from openecf.center.accounts.security_questions import QUESTIONS, Answer

CODER, RESTING = "cleocoder1", "ursulaunused"


def choose(*, begun: datetime, at: datetime) -> None:
    """Let Cleo set her account up, and put Ursula's search to rest a week ago."""
    coder = usernames.holder_of(CODER)
    when = begun + timedelta(hours=2)
    billing.change_preferences(coder, billing.Preferences(True, "", True, "9999.99A"), at=when)
    billing.change_emails(coder, "bills.coder@example.org", ["office.coder@example.org"], at=when)
    answers = [Answer(QUESTIONS[0], "Biscuit"), Answer(QUESTIONS[6], "Cricket")]
    security_questions.set_answers(coder, answers, at=when)
    statuses.put_to_rest(usernames.holder_of(RESTING), at=at - timedelta(days=7))
