"""What a paper must be like to be filed: each refusal says what is wrong and how to mend it."""

from pathlib import Path

from openecf.foundation.pdf import inspection
from openecf.foundation.pdf.verdicts import Verdict
from openecf.foundation.refusals import Refusal


class PaperRefused(Refusal):
    """This file can't be filed. Print the document to a new PDF and choose that file."""


class EmptyFile(PaperRefused):
    """This file is empty. Save or scan the document again, and choose the new file."""


class TooLarge(PaperRefused):
    """This file is larger than the court accepts. Scan it at a lower resolution, or file it in parts."""

    status = 413


class NotAPdf(PaperRefused):
    """This file is not a PDF. Save or print the document as PDF, and choose that file."""


class ForeignBytes(PaperRefused):
    """This PDF has other data before, after or over it. Print it to a new PDF and choose that file."""


class Encrypted(PaperRefused):
    """This PDF is locked with a password. Remove the password and choose it again."""


class JavaScript(PaperRefused):
    """This PDF holds a script (JavaScript). Print it to a new PDF and choose that file."""


class LaunchesProgram(PaperRefused):
    """This PDF would start another program. Print it to a new PDF and choose that file."""


class ImportsData(PaperRefused):
    """This PDF would load data from another file. Print it to a new PDF and choose that file."""


class SubmitsForm(PaperRefused):
    """This PDF would send its contents to another computer. Print it to a new PDF and choose that file."""


class OpensOtherFile(PaperRefused):
    """This PDF opens another file. Print it to a new PDF, and file the other document as an attachment."""


class EmbeddedFile(PaperRefused):
    """This PDF has files inside it. Print it to a new PDF, and file the others as attachments."""


class Media(PaperRefused):
    """This PDF holds sound, film or 3D. Print it to a new PDF, and ask the court how to file recordings."""


class XfaForm(PaperRefused):
    """This PDF is a dynamic form (XFA). Print it from Adobe Reader to a new PDF and choose that file."""


class ActsByItself(PaperRefused):
    """This PDF acts by itself when opened, touched or printed. Print it to a new PDF and choose that file."""


class UnpacksTooLarge(PaperRefused):
    """This PDF unpacks to far more than its size. Print it to a new PDF and choose that file."""


class Damaged(PaperRefused):
    """This PDF is damaged or incomplete. Save, download or scan it again, and choose the new file."""


class NoPages(PaperRefused):
    """This PDF has no pages. Print the document to a new PDF and choose that file."""


class TooSlow(PaperRefused):
    """This PDF took too long to check. Print it to a new PDF, perhaps in parts, and choose that file."""


class NotCheckable(PaperRefused):
    """This PDF could not be checked. Print it to a new PDF and choose that file."""


_REFUSALS = {
    Verdict.EMPTY: EmptyFile,
    Verdict.NOT_A_PDF: NotAPdf,
    Verdict.FOREIGN_BYTES: ForeignBytes,
    Verdict.ENCRYPTED: Encrypted,
    Verdict.JAVASCRIPT: JavaScript,
    Verdict.LAUNCH: LaunchesProgram,
    Verdict.IMPORT_DATA: ImportsData,
    Verdict.SUBMIT_FORM: SubmitsForm,
    Verdict.OTHER_FILE: OpensOtherFile,
    Verdict.EMBEDDED_FILE: EmbeddedFile,
    Verdict.MEDIA: Media,
    Verdict.XFA: XfaForm,
    Verdict.AUTOMATIC: ActsByItself,
    Verdict.BOMB: UnpacksTooLarge,
    Verdict.DAMAGED: Damaged,
    Verdict.NO_PAGES: NoPages,
    Verdict.TOO_SLOW: TooSlow,
    Verdict.CRASHED: NotCheckable,
}


def pages_of(paper: Path, limits: inspection.Limits = inspection.LIMITS) -> int:
    """Check a file and return its number of pages. Raises the PaperRefused that names what is wrong.

    Links to web addresses and forms that can be filled in, but hold no script, are accepted.
    """
    finding = inspection.inspect(paper, limits)
    if finding.verdict is not Verdict.CLEAN:
        raise _REFUSALS[finding.verdict]
    return finding.pages


def too_large(limit_bytes: int) -> TooLarge:
    """Return the refusal that names the court's limit."""
    limit = f"{limit_bytes / 1024 / 1024:.6g} MB"
    return TooLarge(
        f"This file is larger than the {limit} that this court accepts. "
        "Scan it at a lower resolution, or file it in parts."
    )
