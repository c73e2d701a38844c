"""What is kept between the steps, and the view state that shows that a form came from our page."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.middleware.csrf import get_token

from openecf.center.signon import sessions
from openecf.center.signon.programs import Proof
from openecf.foundation.references import digest

_KEY = "web_sign_on"  # session key
_SALT = "openecf.center.csologin"
_LIVES = timedelta(minutes=5)
_PAGE_LIVES_SECONDS = 30 * 60
STATES = ("javax.faces.ViewState", "jakarta.faces.ViewState")


@dataclass(frozen=True)
class Half:
    """Whose password was right, while the code or the tick is awaited."""

    username: str
    client_code: str
    subject: str
    mark: str
    at: str
    with_code: bool = False
    proved: bool = False  # only the tick is awaited
    files: bool = False

    @property
    def proof(self) -> Proof:
        """What was proved so far."""
        return Proof(self.subject, self.mark, self.with_code, self.files)


def keep(request, half: Half) -> None:
    """Remember how far this browser came, under a new key: one that somebody planted is worth nothing."""
    before = request.session.session_key
    request.session.cycle_key()
    sessions.follow(before, request.session.session_key)
    request.session[_KEY] = asdict(half)


def kept(request) -> Half | None:
    """Return how far this browser came, in the last five minutes."""
    found = request.session.get(_KEY)
    if not found or request.at - datetime.fromisoformat(found["at"]) > _LIVES:
        return None
    return Half(**found)


def forget(request) -> None:
    """Begin anew."""
    request.session.pop(_KEY, None)


def view_state(request) -> str:
    """Return what the page's form carries; it is worth something in this browser only."""
    get_token(request)
    return signing.dumps(_browser(request), salt=_SALT)


def is_from_here(request) -> bool:
    """Tell whether a form carries a view state that was given to this browser."""
    sent = next((request.POST[name] for name in STATES if name in request.POST), "")
    if not request.META.get("CSRF_COOKIE"):
        return False
    try:
        return signing.loads(sent, salt=_SALT, max_age=_PAGE_LIVES_SECONDS) == _browser(request)
    except signing.BadSignature:
        return False


def _browser(request) -> str:
    return digest(request.META["CSRF_COOKIE"])[:32]
