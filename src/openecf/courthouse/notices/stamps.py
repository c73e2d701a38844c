"""Electronic document stamps: what a court vouches for when a paper is put on its record.

The line keeps the shape programs know. Its 128 digits are an Ed25519 signature over canonical JSON of court,
case, entry, part, SHA-256, size, filing time and filer, so anybody with the public key can check it.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from openecf.courthouse.cases import numbers
from openecf.courthouse.courts.models import Court
from openecf.courthouse.docket.models import EntryDocument


@dataclass(frozen=True)
class PublicKey:
    """The key that checks the stamps of this installation."""

    key_id: str  # first 16 digits of the SHA-256 of its 32 bytes
    hex: str
    pem: str


@dataclass(frozen=True)
class Stamp:
    """The stamp of one document of an entry."""

    line: str  # as on the notice: [STAMP CASBStamp_ID=...]
    sha256: str
    size_bytes: int
    signature: str  # 128 hexadecimal digits
    key_id: str
    signed: str  # the canonical JSON that was signed


@dataclass(frozen=True)
class Verified:
    """The answer to "is this the paper that was filed?"."""

    genuine: bool
    sentence: str
    case_number: str = ""
    entry_number: int | None = None
    part: int = 0
    description: str = ""
    filed_date: date | None = None
    entered_at: datetime | None = None
    filer: str = ""
    stamp: Stamp | None = None

    def __bool__(self) -> bool:
        """Read as the answer itself."""
        return self.genuine


def stamp(paper: EntryDocument) -> Stamp:
    """Return the stamp of a document on the record; the same document always has the same stamp."""
    entry, document = paper.entry, paper.document
    court = entry.case.court
    signed = canonical(paper)
    signature = _private_key().sign(signed.encode()).hex()
    local = entry.entered_at.astimezone(ZoneInfo(court.timezone))
    line = (
        f"[STAMP {court.stamp_prefix}Stamp_ID={court.stamp_id} "
        f"[Date={local.month}/{local.day}/{local.year}] [FileNumber={entry.pk}-{paper.part}] [{signature}]]"
    )
    return Stamp(line, document.digest, document.size_bytes, signature, public_key().key_id, signed)


def canonical(paper: EntryDocument) -> str:
    """Return the text that is signed: JSON with sorted keys, no spaces, in UTF-8."""
    entry, document = paper.entry, paper.document
    facts = {
        "court": entry.case.court_id,
        "case": numbers.short(entry.case),
        "entry": entry.number,
        "part": paper.part,
        "sha256": document.digest,
        "bytes": document.size_bytes,
        "filed_at": entry.entered_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "filer": entry.signature,
    }
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def verify(
    court: Court,
    case_number: str,
    entry_number: int,
    part: int = 0,
    *,
    digest: str = "",
    content: bytes | None = None,
    signature: str = "",
) -> Verified:
    """Tell whether a file (`content`), or the SHA-256 of one (`digest`), is the paper that was filed there.

    With `signature`, the 128 digits of a notice's stamp are checked as well. The answer tells nothing of the
    record to somebody who does not have the paper. Raises NotACaseNumber.
    """
    given = hashlib.sha256(content).hexdigest() if content is not None else _plain(digest)
    paper = _paper(court, numbers.parse(case_number), entry_number, part)
    if paper is None or not hmac.compare_digest(paper.document.digest.encode(), given.encode()):
        return Verified(False, _NOT_FILED)
    found = stamp(paper)
    if signature and not is_signed(found.signed, signature):
        return Verified(False, _OTHER_STAMP)
    entry = paper.entry
    return Verified(
        True,
        _GENUINE,
        case_number=numbers.display(entry.case),
        entry_number=entry.number,
        part=paper.part,
        description=paper.description,
        filed_date=entry.filed_date,
        entered_at=entry.entered_at,
        filer=entry.signature,
        stamp=found,
    )


_GENUINE = "This is the document that was filed, unchanged to the last byte."
_NOT_FILED = (
    "This is not the document that was filed there, or none has that number. "
    "A single changed byte is enough for this answer."
)
_OTHER_STAMP = "This is the document that was filed, but the digits are not its stamp."


def _paper(court: Court, number: numbers.CaseNumber, entry_number: int, part: int) -> EntryDocument | None:
    found = EntryDocument.objects.filter(
        entry__case__court=court,
        entry__case__year=number.year,
        entry__case__serial=number.serial,
        entry__number=entry_number,
        part=part,
    )
    return found.select_related("document", "entry__case__court").first()


def _plain(digits: str) -> str:
    return "".join(digits.split()).lower()


def is_signed(signed: str, signature: str) -> bool:
    """Tell whether these hexadecimal digits are our signature of the text."""
    try:
        _private_key().public_key().verify(bytes.fromhex(_plain(signature)), signed.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key() -> PublicKey:
    """Return the public key, for anybody who checks stamps without us."""
    return _public_half(settings.STAMP_KEY)


def _private_key() -> Ed25519PrivateKey:
    return _read(settings.STAMP_KEY)


@lru_cache(maxsize=2)
def _read(pem: str) -> Ed25519PrivateKey:
    return serialization.load_pem_private_key(pem.encode(), password=None)


@lru_cache(maxsize=2)
def _public_half(pem: str) -> PublicKey:
    key = _read(pem).public_key()
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    text = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return PublicKey(hashlib.sha256(raw).hexdigest()[:16], raw.hex(), text.decode())
