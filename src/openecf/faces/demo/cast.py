"""Who is in the demo and what they sign in with. All people, addresses and numbers are invented."""

from dataclasses import dataclass, field
from datetime import date

PASSWORD = "Open-Court-2026!"  # of every center account in the demo
PILOT, SECOND = "casb", "exab"


@dataclass(frozen=True)
class OldLogin:
    """A filing account from before the change to one sign-on."""

    court: str
    login: str
    password: str
    first_name: str
    last_name: str
    email: str
    role: str = "attorney"
    firm_name: str = ""
    bar_number: str = ""
    hasher: str = "pbkdf2_sha256"  # old accounts came in several hashes
    closed: bool = False
    linked: bool = False  # linked by its holder while the demo is built
    address: str = "100 Example Way, San Diego, CA 92101"
    notices: str = "html"


@dataclass(frozen=True)
class Member:
    """Somebody with an account at the center; `old` is what they could link or have linked."""

    username: str
    first_name: str
    last_name: str
    email: str
    purpose: str
    kind: str = "upgraded"
    holder: str = "individual"
    firm_name: str = ""
    bar_number: str = ""
    factor: bool = False
    staff: str = ""  # clerk or judge, by the court's invitation
    initials: str = ""
    balance_cents: int = 0
    born: date | None = None  # empty: an invented day
    hold: str = ""  # why the service center looks at the account before it may search
    search_status: str = ""
    old: tuple[OldLogin, ...] = field(default=())


def _old(login: str, password: str, first: str, last: str, email: str, **rest) -> OldLogin:
    return OldLogin(rest.pop("court", PILOT), login, password, first, last, email, **rest)


MEMBERS = (
    Member(
        "annray2026",
        "Ann",
        "Ray",
        "ann.ray@example.org",
        "Filer, not linked yet; both accounts bear the same name. Start here: link, then file.",
        firm_name="Ray Law",
        bar_number="555001",
        old=(
            _old(
                "annray",
                "old&Ray*2009",
                "Ann",
                "Ray",
                "ann.ray@example.org",
                firm_name="Ray Law",
                bar_number="555001",
            ),
            _old(
                "annray",
                "old&Ray*2009",
                "Ann",
                "Ray",
                "ann.ray@example.org",
                firm_name="Ray Law",
                bar_number="555001",
                court=SECOND,
            ),
        ),
    ),
    Member(
        "barbaratest",
        "BarbaraTest",
        "Casb",
        "barbara@example.org",
        "The pair of the court's own guide: the names differ, so the link needs a look and a tick.",
        old=(
            _old(
                "bcasb",
                "a&b@c$* 1999",
                "Barbara",
                "CASB",
                "barbara.casb@example.org",
                firm_name="Casb & Associates",
                bar_number="555321",
                hasher="pbkdf2_sha1",
            ),
        ),
    ),
    Member(
        "lindalarkin",
        "Linda",
        "Larkin",
        "linda.larkin@example.org",
        "Filer, linked in this court: Bankruptcy and Adversary are in her menu. Acts for Jane Doe.",
        firm_name="Larkin Law Group",
        bar_number="555777",
        old=(
            _old(
                "llarkin",
                "Larkin-before-1",
                "Linda",
                "Larkin",
                "linda.larkin@example.org",
                firm_name="Larkin Law Group",
                bar_number="555777",
                linked=True,
            ),
        ),
    ),
    Member(
        "marcomoreno",
        "Marco",
        "Moreno",
        "marco@example.org",
        "Filer, linked in both courts, with a second factor; takes his notices as plain text.",
        firm_name="Moreno & Moreno",
        bar_number="555888",
        factor=True,
        old=(
            _old(
                "mmoreno",
                "Moreno-before-1",
                "Marco",
                "Moreno",
                "marco@example.org",
                firm_name="Moreno & Moreno",
                bar_number="555888",
                linked=True,
                notices="text",
            ),
            _old(
                "mmoreno",
                "Moreno-before-1",
                "Marco",
                "Moreno",
                "marco@example.org",
                firm_name="Moreno & Moreno",
                bar_number="555888",
                linked=True,
                court=SECOND,
                notices="text",
            ),
        ),
    ),
    Member(
        "piaparalegal",
        "Pia",
        "Page",
        "pia.page@example.org",
        "Filing agent of Linda Larkin: chooses whom to act for, then files in her name.",
        firm_name="Larkin Law Group",
        old=(
            _old(
                "ppage",
                "Page-before-1",
                "Pia",
                "Page",
                "pia.page@example.org",
                role="agent",
                firm_name="Larkin Law Group",
                linked=True,
            ),
        ),
    ),
    Member(
        "tesstrustee",
        "Tess",
        "Tilden",
        "tess.tilden@example.org",
        "Chapter 7 trustee, linked.",
        old=(
            _old(
                "ttilden",
                "Tilden-before-1",
                "Tess",
                "Tilden",
                "tess.tilden@example.org",
                role="trustee",
                linked=True,
            ),
        ),
    ),
    Member(
        "patpublic1",
        "Pat",
        "Public",
        "pat.public@example.org",
        "Searcher: buys dockets and documents, never files.",
    ),
    Member(
        "samsearcher",
        "Sam",
        "Searcher",
        "sam@example.org",
        "Searcher with a second factor: what signing in looks like with one.",
        factor=True,
    ),
    Member(
        "clarkclerk",
        "Clark",
        "Cooper",
        "clark.cooper@example.org",
        "Clerk: link requests, references, undelivered notices. Proposes.",
        staff="clerk",
        initials="cc",
    ),
    Member(
        "claraclerk",
        "Clara",
        "Quill",
        "clara.quill@example.org",
        "A second clerk, with a second factor: approves what the first proposed.",
        staff="clerk",
        initials="cq",
        factor=True,
    ),
    Member(
        "judgejo2026",
        "Jo",
        "Latham",
        "judge.jo@example.org",
        "Judge: signed the order and the opinion in the first case.",
        staff="judge",
        initials="CL",
    ),
    Member(
        "lg0042",
        "Leo",
        "Gant",
        "leo.gant@example.org",
        "Legacy account (six characters): may search, can't link until he upgrades.",
        kind="legacy",
        balance_cents=1230,
        old=(_old("lgant", "Gant-before-1", "Leo", "Gant", "leo.gant@example.org", bar_number="555042"),),
    ),
    Member(
        "larkinfirm",
        "",
        "Larkin Law Group",
        "billing@example.org",
        "Firm account: pays for Linda and Sam, by user and client code. Can't search, file or link.",
        holder="firm",
        firm_name="Larkin Law Group",
    ),
    Member(
        "doramoved",
        "Dora",
        "Delgado",
        "dora.new@example.org",
        "Filer who forgot the old login; the address on the court's record is dead. Two clerks help.",
        bar_number="555666",
        old=(
            _old(
                "ddelgado",
                "forgotten-Long-ago-7",
                "Dora",
                "Delgado",
                "dora.old@gone.example.org",
                bar_number="555666",
            ),
        ),
    ),
    Member(
        "rosarivera",
        "Rosa",
        "Rivera",
        "rosa.rivera@example.org",
        "Has registered to file and waits for the clerk, who finds her old account among the possible ones.",
        firm_name="Rivera Law Office",
        bar_number="CA 555909",
        old=(
            _old(
                "rrivera",
                "Rivera-lost-long-ago-3",
                "Rosa",
                "Rivera",
                "rosa.old@gone.example.org",
                bar_number="555909",
            ),
        ),
    ),
    Member(
        "carlclosed",
        "Carl",
        "Crane",
        "carl.crane@example.org",
        "His old account was closed by the court: linking says so.",
        old=(_old("ccrane", "Crane-before-1", "Carl", "Crane", "carl.crane@example.org", closed=True),),
    ),
    Member(
        "danadouble1",
        "Dana",
        "Double",
        "dana.double@example.org",
        "Searcher with one account; somebody of the same name, birth date and address opened a second.",
        born=date(1979, 6, 14),
    ),
    Member(
        "danadouble2",
        "Dana",
        "Double",
        "dana.double@example.org",
        "The second account: held, search is inactive until the operator's `openecf release`.",
        born=date(1979, 6, 14),
        hold="duplicate",
        search_status="inactive",
    ),
    Member(
        "wandawaits1",
        "Wanda",
        "Waits",
        "wanda.waits@example.org",
        "New searcher: needs a card, or the token of the letter in the data folder (activation-letters).",
        search_status="waiting",
    ),
    Member(
        "cleocoder1",
        "Cleo",
        "Coder",
        "cleo.coder@example.org",
        "Searcher whose account requires a client code of the form 9999.99A, as 1234.56B.",
    ),
    Member(
        "ursulaunused",
        "Ursula",
        "Under",
        "ursula.under@example.org",
        "Searcher who did not search for half a year: opens search again under My account.",
    ),
)
