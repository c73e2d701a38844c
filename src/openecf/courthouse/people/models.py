"""Who signs in at a court, and who files there."""

from django.db import models
from django.db.models import F, Q

from openecf.courthouse.courts.models import Court
from openecf.foundation.names import PersonName


class CourtUser(models.Model):
    """A filing or staff account of one court. An old one has a login of its own until it is linked."""

    class Role(models.TextChoices):
        """What the account may do in this court."""

        ATTORNEY = "attorney"
        TRUSTEE = "trustee"
        US_TRUSTEE = "us_trustee"
        CREDITOR = "creditor"
        PARTY = "party"
        AGENT = "agent"  # files for others only, by their grants
        CLERK = "clerk"
        JUDGE = "judge"

    class State(models.TextChoices):
        """`legacy` waits to be linked; `active` was linked or invited; `closed` was ended by the court."""

        LEGACY = "legacy"
        ACTIVE = "active"
        CLOSED = "closed"

    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    role = models.CharField(max_length=12, choices=Role)
    state = models.CharField(max_length=10, choices=State, default=State.LEGACY)
    login = models.CharField(max_length=120, null=True)  # any characters; null: never had one
    password = models.CharField(max_length=256, blank=True)  # in whatever hash it was imported with
    first_name = models.CharField(max_length=60, blank=True)
    middle_name = models.CharField(max_length=60, blank=True)
    last_name = models.CharField(max_length=120)
    suffix = models.CharField(max_length=20, blank=True)
    firm_name = models.CharField(max_length=120, blank=True)
    bar_number = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=250, blank=True)
    initials = models.CharField(max_length=5, blank=True)  # staff sign entries with them
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "login"], name="one_old_login_a_court")]

    @property
    def name(self) -> PersonName:
        """The name in parts."""
        return PersonName(self.first_name, self.middle_name, self.last_name, self.suffix)


class Person(models.Model):
    """Whoever signed in here with a center account. `court_user` is the link: null means not linked."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    iss = models.CharField(max_length=200)
    sub = models.CharField(max_length=64)
    court_user = models.OneToOneField(CourtUser, null=True, on_delete=models.PROTECT)
    linked_at = models.DateTimeField(null=True)
    link_reference = models.CharField(max_length=20, blank=True)
    # what the center said of the account at the last sign-on
    account_number = models.CharField(max_length=7, blank=True)
    username = models.CharField(max_length=45, blank=True)
    first_name = models.CharField(max_length=60, blank=True)
    middle_name = models.CharField(max_length=60, blank=True)
    last_name = models.CharField(max_length=120, blank=True)
    suffix = models.CharField(max_length=20, blank=True)
    firm_name = models.CharField(max_length=120, blank=True)
    bar_number = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    billing_email = models.EmailField(blank=True)
    kind = models.CharField(max_length=10, default="upgraded")  # upgraded, legacy
    holder = models.CharField(max_length=10, default="individual")  # individual, firm
    search_status = models.CharField(max_length=10, default="active")
    filing_status = models.CharField(max_length=10, default="none")
    client_code_required = models.BooleanField(default=False)
    client_code_format = models.CharField(max_length=32, blank=True)
    restricted = models.CharField(max_length=12, blank=True)  # why the center lets it do nothing but mend it
    receipts_shown = models.BooleanField(default=True)
    first_seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "iss", "sub"], name="one_person_a_court")]

    @property
    def name(self) -> PersonName:
        """The name in parts, as the center gives it."""
        return PersonName(self.first_name, self.middle_name, self.last_name, self.suffix)


class SignOn(models.Model):
    """One browser's sign-on at one court; the row ends, whoever ends it: log out, center, clock."""

    key_hash = models.CharField(max_length=64, unique=True)  # SHA-256 of the session key
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    sid = models.CharField(max_length=64, db_index=True)  # the center's session, for back-channel logout
    acr = models.CharField(max_length=10)
    auth_time = models.DateTimeField()
    client_code = models.CharField(max_length=32, blank=True)
    id_token = models.TextField(blank=True)  # the hint for logging out at the center
    acting_by = models.ForeignKey("Grant", null=True, on_delete=models.SET_NULL)  # an agent's choice of whom
    door = models.CharField(max_length=5, default="web")  # web, api (a token of the center)
    checked_at = models.DateTimeField(null=True)  # api: when the center last said that the token lives
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class SeenLogoutToken(models.Model):
    """A logout token already taken: a replay is refused, and so is a late sign-on of the session it ended."""

    jti = models.CharField(max_length=64, unique=True)
    sid = models.CharField(max_length=64, blank=True, db_index=True)
    expires_at = models.DateTimeField()


class LinkProof(models.Model):
    """Proof that a person knows an old login; five minutes, one sign-on, one exact old account."""

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    court_user = models.ForeignKey(CourtUser, on_delete=models.CASCADE)
    key_hash = models.CharField(max_length=64)  # the sign-on it is bound to
    password_mark = models.CharField(max_length=64)  # SHA-256 of the password hash that was proved
    means = models.CharField(max_length=10)  # password, mail
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=20, blank=True)  # of the link it made


class LoginReminder(models.Model):
    """A mailed way through a forgotten old login: one use, 24 hours, only for the person who asked."""

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    court_user = models.ForeignKey(CourtUser, on_delete=models.CASCADE)
    password_mark = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class LinkRequest(models.Model):
    """A filer whose old login and old address are both lost asks the court; two clerks answer."""

    class State(models.TextChoices):
        """Open, then proposed by one clerk, then approved or refused by another."""

        OPEN = "open"
        PROPOSED = "proposed"
        APPROVED = "approved"
        REFUSED = "refused"

    reference = models.CharField(max_length=20, unique=True)
    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    said_login = models.CharField(max_length=120, blank=True)
    said_email = models.CharField(max_length=254, blank=True)
    said_bar_number = models.CharField(max_length=30, blank=True)
    said = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    court_user = models.ForeignKey(CourtUser, null=True, on_delete=models.PROTECT, related_name="+")
    proposal = models.CharField(max_length=10, blank=True)  # address, link
    new_email = models.EmailField(blank=True)
    proposed_by = models.ForeignKey(CourtUser, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_reason = models.TextField(blank=True)
    proposed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(CourtUser, null=True, on_delete=models.PROTECT, related_name="+")
    decided_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(state="refused") | ~Q(decided_by=F("proposed_by")),
                name="two_clerks_for_a_link",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=["open", "proposed"]), name="one_open_link_request"
            ),
        ]


class Attempt(models.Model):
    """A counter of failed proofs in a row: by person, by old login, by source network."""

    key = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()


class NoticeAddress(models.Model):
    """Where notices of electronic filing go for a court user."""

    court_user = models.ForeignKey(CourtUser, on_delete=models.CASCADE)
    email = models.EmailField()
    format = models.CharField(max_length=4, default="html")  # html, text
    frequency = models.CharField(max_length=6, default="each")  # each, daily
    primary = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court_user", "email"], name="one_notice_address")]


class Trouble(models.Model):
    """What "Why can't I ...?" found for somebody, under a reference the clerk can open."""

    reference = models.CharField(max_length=20, unique=True)
    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    question = models.CharField(max_length=40)
    findings = models.JSONField(default=list)
    made_at = models.DateTimeField()


class Grant(models.Model):
    """A filing agent's leave to act for a principal in this court, until a day or until it is ended."""

    public_id = models.CharField(max_length=32, unique=True)
    principal = models.ForeignKey(CourtUser, on_delete=models.CASCADE, related_name="grants_given")
    agent = models.ForeignKey(CourtUser, on_delete=models.CASCADE, related_name="grants_had")
    may_file = models.BooleanField(default=True)
    may_pay = models.BooleanField(default=False)
    may_see_sealed = models.BooleanField(default=False)  # only where the court's policy allows it
    gets_notices = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["principal", "agent"], condition=Q(ended_at=None), name="one_open_grant"
            ),
            models.CheckConstraint(condition=~Q(principal=F("agent")), name="no_grant_to_oneself"),
        ]


class Registration(models.Model):
    """What a holder asked of this court by the center: to file here, or to change what the court has."""

    class State(models.TextChoices):
        """Open; proposed when an old account is to be linked (two of the staff); then decided."""

        OPEN = "open"
        PROPOSED = "proposed"
        APPROVED = "approved"
        REFUSED = "refused"

    reference = models.CharField(max_length=20, unique=True)
    errand = models.CharField(max_length=32, unique=True)  # the center's id of it
    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    kind = models.CharField(max_length=12)  # register, person, address, noticing, withdraw
    role = models.CharField(max_length=12, blank=True)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    court_user = models.ForeignKey(CourtUser, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(CourtUser, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_reason = models.TextField(blank=True)
    proposed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(CourtUser, null=True, on_delete=models.PROTECT, related_name="+")
    decided_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(state="refused") | ~Q(decided_by=F("proposed_by")),
                name="two_clerks_for_a_registered_link",
            ),
        ]


class Correction(models.Model):
    """A mistake in links or persons put right: one of the staff proposes, another decides."""

    class Kind(models.TextChoices):
        """What is put right."""

        UNLINK = "unlink"
        RELINK = "relink"  # the filing account goes to another center account
        MERGE = "merge"  # two filing accounts of one person become one

    class State(models.TextChoices):
        """Proposed, then made or refused."""

        PROPOSED = "proposed"
        MADE = "made"
        REFUSED = "refused"

    reference = models.CharField(max_length=20, unique=True)
    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    court_user = models.ForeignKey(CourtUser, on_delete=models.PROTECT, related_name="+")
    other_user = models.ForeignKey(
        CourtUser, null=True, on_delete=models.PROTECT, related_name="+"
    )  # merged away
    to_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(CourtUser, on_delete=models.PROTECT, related_name="+")
    proposed_reason = models.TextField()
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(CourtUser, null=True, on_delete=models.PROTECT, related_name="+")
    decided_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(state="refused") | ~Q(decided_by=F("proposed_by")),
                name="two_clerks_for_a_correction",
            ),
            models.UniqueConstraint(
                fields=["court_user"], condition=Q(state="proposed"), name="one_open_correction"
            ),
        ]


class StaffInvitation(models.Model):
    """A clerk or judge invited by another of the staff; approved by a second, taken by account number."""

    public_id = models.CharField(max_length=32, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    role = models.CharField(max_length=12)
    account_number = models.CharField(max_length=7)
    last_name = models.CharField(max_length=120)
    initials = models.CharField(max_length=5, blank=True)
    email = models.EmailField()
    reason = models.TextField(blank=True)
    invited_by = models.ForeignKey(CourtUser, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    approved_by = models.ForeignKey(CourtUser, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("invited_by")), name="two_for_an_invitation"
            ),
        ]


class Bulletin(models.Model):
    """What the court tells the center of an account: a due row until the center said 200."""

    public_id = models.CharField(max_length=32, unique=True)
    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    sub = models.CharField(max_length=64)
    kind = models.CharField(max_length=30)
    told = models.JSONField(default=dict)  # state, role, name, errand, sentence, reference
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"])]
