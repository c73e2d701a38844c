"""What a PDF would do by itself and what it carries: every dictionary of the file is looked at.

Objects nobody refers to are judged too: another reader might find them.
"""

from collections.abc import Callable, Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from .verdicts import Verdict

_ACTIONS = {
    "/JavaScript": Verdict.JAVASCRIPT,
    "/Launch": Verdict.LAUNCH,
    "/ImportData": Verdict.IMPORT_DATA,
    "/SubmitForm": Verdict.SUBMIT_FORM,
    "/GoToR": Verdict.OTHER_FILE,
    "/GoToE": Verdict.OTHER_FILE,
    "/Movie": Verdict.MEDIA,
    "/Sound": Verdict.MEDIA,
    "/Rendition": Verdict.MEDIA,
    "/RichMediaExecute": Verdict.MEDIA,
    "/GoTo3DView": Verdict.MEDIA,
}
_SUBTYPES = {
    "/FileAttachment": Verdict.EMBEDDED_FILE,
    "/Movie": Verdict.MEDIA,
    "/Sound": Verdict.MEDIA,
    "/Screen": Verdict.MEDIA,
    "/RichMedia": Verdict.MEDIA,
    "/3D": Verdict.MEDIA,
}
_LINKS = {
    b"javascript:": Verdict.JAVASCRIPT,
    b"vbscript:": Verdict.JAVASCRIPT,
    b"data:": Verdict.JAVASCRIPT,
    b"file:": Verdict.OTHER_FILE,
    b"\\\\": Verdict.OTHER_FILE,
}


def found_in(pdf: Pdf) -> set[Verdict]:
    """Return all that speaks against a PDF."""
    found = set()
    for holder in _dictionaries(pdf):
        for key, value in holder.items():
            if key in _JUDGES and (verdict := _JUDGES[key](holder, value)):
                found.add(verdict)
    return found


def _dictionaries(pdf: Pdf) -> Iterator[Object]:
    """Yield each dictionary once, those of streams and those written inside others too."""
    for start in (pdf.trailer, *pdf.objects):
        waiting = [start]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Dictionary | Stream):
                yield one
                inner = [value for _, value in one.items()]
            else:
                inner = one if isinstance(one, Array) else ()
            waiting += [o for o in inner if isinstance(o, Dictionary | Array) and not o.is_indirect]


def _spelled(name: object) -> str:
    """Return a name as it is best written; it may be of any bytes, and disguised: `/J#61vaScript`."""
    return name.unparse().decode() if isinstance(name, Name) else ""


def _action(holder: Object, kind: Object) -> Verdict | None:
    return _ACTIONS.get(_spelled(kind))


def _subtype(holder: Object, kind: Object) -> Verdict | None:
    return _SUBTYPES.get(_spelled(kind))


def _type(holder: Object, kind: Object) -> Verdict | None:
    return Verdict.EMBEDDED_FILE if _spelled(kind) == "/EmbeddedFile" else None


def _script(holder: Object, script: Object) -> Verdict | None:
    """Judge /JS: text or a stream of text; a font or picture may bear this name, and has a subtype."""
    is_text = isinstance(script, String) or (isinstance(script, Stream) and "/Subtype" not in script)
    return Verdict.JAVASCRIPT if is_text else None


def _named_scripts(holder: Object, tree: Object) -> Verdict | None:
    return Verdict.JAVASCRIPT if _has_names(tree) else None


def _named_files(holder: Object, tree: Object) -> Verdict | None:
    return Verdict.EMBEDDED_FILE if _has_names(tree) else None


def _has_names(tree: Object) -> bool:
    """Tell whether a name tree holds anything: many writers leave an empty one."""
    branches = [tree.get(key) for key in ("/Names", "/Kids")] if isinstance(tree, Dictionary) else []
    return any(isinstance(branch, Array) and len(branch) for branch in branches)


def _file(holder: Object, file: Object) -> Verdict | None:
    return Verdict.EMBEDDED_FILE if isinstance(file, Dictionary) else None


def _form(holder: Object, form: Object) -> Verdict | None:
    return Verdict.XFA if isinstance(form, Array | Stream | String) else None


def _source(holder: Object, file: Object) -> Verdict | None:
    """Judge /F: a stream, a link to an article or a borrowed page whose data lie in another file."""
    borrows = isinstance(holder, Stream) or holder.get("/S") == Name.Thread or "/Page" in holder
    return Verdict.OTHER_FILE if borrows and isinstance(file, String | Dictionary) else None


def _additional(holder: Object, events: Object) -> Verdict | None:
    """Judge /AA: actions by event; a font may bear this name and holds no actions."""
    acts = isinstance(events, Dictionary) and any(_is_action(action) for _, action in events.items())
    return Verdict.AUTOMATIC if acts else None


def _opening(holder: Object, action: Object) -> Verdict | None:
    """Judge /OpenAction: going to a page is fine, calling an address is not."""
    waiting, seen = [action], 0
    while waiting and seen < 100:
        one, seen = waiting.pop(), seen + 1
        if isinstance(one, Array):
            waiting += [o for o in one if isinstance(o, Dictionary)]
        elif _is_action(one):
            if one.S == Name.URI:
                return Verdict.AUTOMATIC
            waiting.append(one.get("/Next"))
    return Verdict.AUTOMATIC if waiting else None


def _is_action(one: object) -> bool:
    return isinstance(one, Dictionary) and isinstance(one.get("/S"), Name)


def _link(holder: Object, link: Object) -> Verdict | None:
    if not isinstance(link, String):
        return None
    address = bytes(link).translate(None, bytes(range(33))).lower()
    return next((verdict for start, verdict in _LINKS.items() if address.startswith(start)), None)


_JUDGES: dict[str, Callable[[Object, Object], Verdict | None]] = {
    "/S": _action,
    "/Subtype": _subtype,
    "/Type": _type,
    "/JS": _script,
    "/JavaScript": _named_scripts,
    "/EmbeddedFiles": _named_files,
    "/EF": _file,
    "/XFA": _form,
    "/F": _source,
    "/AA": _additional,
    "/OpenAction": _opening,
    "/URI": _link,
}
