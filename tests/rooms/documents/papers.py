"""Files that must be refused, and unusual ones that must not, each made on the spot."""

import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, ObjectStreamMode, Pdf, Stream, String

from tests.papers import letter, opened, saved

MB = 1024 * 1024
PACKED = {"object_stream_mode": ObjectStreamMode.generate}


# -- Not a PDF, or not only one


def zip_file(comment: bytes = b"") -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
        archive.comment = comment
    return file.getvalue()


def page_of_the_web() -> bytes:
    return b"<!DOCTYPE html><html><script>alert(1)</script><!--" + letter()


def letter_with_zip_tail() -> bytes:
    return letter() + zip_file()


def letter_with_hidden_zip_tail() -> bytes:
    return letter() + zip_file(comment=b"\n%%EOF\n")


def letter_within_a_zip_directory() -> bytes:
    """An archive in a stream of the PDF; the rest of the PDF is its comment."""
    pdf = opened()
    pdf.Root.Extra = pdf.make_indirect(Stream(pdf, zip_file(comment=b"x" * 600)))
    return saved(pdf, compress_streams=False)


def without_pages() -> bytes:
    return saved(pikepdf.new())


# -- Damage


def truncated(part: float, **how) -> bytes:
    whole = saved(opened(20), **how)
    return whole[: int(len(whole) * part)]


def with_wrong_offsets() -> bytes:
    return letter().replace(b"%PDF-1.", b"%PDF-1.\n\n\n", 1).replace(b"\n\n\n", b"", 0)


def with_broken_stream() -> bytes:
    pdf = opened()
    pdf.pages[0].obj.Contents = packed(pdf, b"\x78\x9c" + b"\xff" * 200)
    return saved(pdf, compress_streams=False)


def with_lost_page() -> bytes:
    pdf = opened(2)
    pdf.Root.Pages.Kids.append(pdf.make_indirect(Dictionary(Type=Name.Catalog)))
    return saved(pdf)


def update_cut_off() -> bytes:
    return letter() + b"9 0 obj\n<</Type/Annot>>\nendobj\nxr"


# -- Locks


def locked(user: str = "", owner: str = "", R: int = 6) -> bytes:
    return saved(
        opened(), encryption=pikepdf.Encryption(user=user, owner=owner, R=R, aes=R >= 4, metadata=R >= 4)
    )


# -- Actions


def action(kind: str, **more) -> Dictionary:
    return Dictionary({"/S": Name(f"/{kind}")} | {f"/{key}": value for key, value in more.items()})


def script() -> Dictionary:
    return action("JavaScript", JS=String("app.alert('hello')"))


def on_opening(action: Dictionary, **how) -> bytes:
    pdf = opened()
    pdf.Root.OpenAction = pdf.make_indirect(action)
    return saved(pdf, **how)


def on_a_click(action: Dictionary, pdf: Pdf | None = None) -> bytes:
    pdf = pdf or opened()
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 99, 99]), A=action)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
    return saved(pdf)


def on_an_event(event: str, action: Dictionary) -> bytes:
    pdf = opened()
    pdf.pages[0].obj.AA = Dictionary({event: action})
    return saved(pdf)


def after_another(action: Dictionary) -> bytes:
    """The action hides as the second that follows the second that follows a harmless one."""
    pdf = opened()
    plain = Dictionary(S=Name.Named, N=Name.NextPage)
    hidden = Dictionary(S=Name.Named, N=Name.NextPage, Next=Array([plain, action]))
    start = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), Next=Array([plain, hidden]))
    return on_a_click(start, pdf)


def on_a_bookmark(action: Dictionary) -> bytes:
    pdf = opened()
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=1))
    bookmark = pdf.make_indirect(Dictionary(Title=String("Go"), Parent=pdf.Root.Outlines, A=action))
    pdf.Root.Outlines.First = pdf.Root.Outlines.Last = bookmark
    return saved(pdf)


def named_script() -> bytes:
    pdf = opened()
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), pdf.make_indirect(script())]))
    )
    return saved(pdf)


def script_in_a_stream() -> bytes:
    pdf = opened()
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)"))
    return saved(pdf)


def script_nobody_refers_to() -> bytes:
    pdf = opened()
    pdf.trailer.Kept = Array([pdf.make_indirect(script())])
    return saved(pdf)


def script_with_a_disguised_name() -> bytes:
    plain = on_opening(script(), object_stream_mode=ObjectStreamMode.disable)
    return plain.replace(b"/JavaScript", b"/J#61vaScrip#74").replace(b"'hello'", b"'he'")


def deep_in_arrays(action: Dictionary) -> bytes:
    pdf = opened()
    nest = Array([action])
    for _ in range(200):
        nest = Array([Dictionary(X=nest)])
    pdf.Root.PieceInfo = nest
    return saved(pdf)


# -- Files inside and elsewhere


def with_attachment() -> bytes:
    pdf = opened()
    pdf.attachments["secret.exe"] = AttachedFileSpec(pdf, b"MZ")
    return saved(pdf)


def with_attachment_on_the_page() -> bytes:
    pdf = opened()
    file = Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=pdf.make_stream(b"MZ")))
    pin = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=file)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(pin)])
    return saved(pdf)


def with_associated_file() -> bytes:
    pdf = opened()
    file = Dictionary(Type=Name.Filespec, F=String("a.xml"), EF=Dictionary(F=pdf.make_stream(b"<a/>")))
    pdf.Root.AF = Array([pdf.make_indirect(file)])
    return saved(pdf)


def with_annotation(kind: str, **more) -> bytes:
    pdf = opened()
    note = Dictionary({"/Type": Name.Annot, "/Subtype": Name(kind), "/Rect": Array([0, 0, 9, 9])})
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
    return saved(pdf)


def with_xfa() -> bytes:
    pdf = opened()
    form = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array([String("template"), form]))
    return saved(pdf)


def with_stream_elsewhere() -> bytes:
    pdf = opened()
    pdf.Root.Extra = Stream(pdf, b"", F=String("\\\\server\\share\\file"))
    return saved(pdf)


def with_borrowed_page() -> bytes:
    pdf = opened()
    source = Dictionary(F=Dictionary(Type=Name.Filespec, F=String("http://example.org/a.pdf")), Page=0)
    pdf.Root.Extra = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form, Ref=source)
    return saved(pdf)


# -- Bombs


def deflated(mb: int, start: bytes = b"") -> bytes:
    """Deflate so many MB of blanks: quickly, for all but the first are packed alike."""
    machine, blanks, check = zlib.compressobj(9), b" " * MB, zlib.adler32(start)
    pieces = [machine.compress(piece) + machine.flush(zlib.Z_FULL_FLUSH) for piece in (start, blanks, blanks)]
    for _ in range(mb):
        check = zlib.adler32(blanks, check)
    return pieces[0] + pieces[1] * bool(mb) + pieces[2] * (mb - 1) + b"\x03\x00" + struct.pack(">I", check)


def packed(pdf: Pdf, raw: bytes, *filters: Name, **more) -> Stream:
    """A stream with bytes and filters exactly as given."""
    stream = Stream(pdf, raw, **more)
    stream.Filter = Array(list(filters or [Name.FlateDecode]))
    return stream


def bomb(raw: bytes, *filters: Name, copies: int = 1) -> bytes:
    pdf = opened()
    pdf.pages[0].obj.Contents = Array([packed(pdf, raw, *filters) for _ in range(copies)])
    return saved(pdf, compress_streams=False)


def twice_deflated(mb: int) -> bytes:
    return bomb(zlib.compress(deflated(mb), 9), Name.FlateDecode, Name.FlateDecode)


def deflated_runs() -> bytes:
    """2 MB of runs, 64 times as much unpacked, packed to 2 KB."""
    return bomb(zlib.compress(b"\x81 " * MB, 9), Name.FlateDecode, Name.RunLengthDecode)


def deflated_picture(mb: int) -> bytes:
    return bomb(deflated(mb), Name.FlateDecode, Name.DCTDecode)


def lzw_bomb(copies: int = 3) -> bytes:
    return bomb(lzw_blanks(60), Name.LZWDecode, copies=copies)


def lzw_blanks(mb: int) -> bytes:
    """As tight as LZW can pack: each code one sign longer than the one before."""
    bits, codes = 0, []
    while bits < mb * MB:
        codes.append((256, codes and 12 or 9))
        run, code = 1, 258
        codes.append((32, 9))
        while code < 4094:
            codes.append((code, 9 if code < 511 else 10 if code < 1023 else 11 if code < 2047 else 12))
            run, code = run + 1, code + 1
            bits += run
    written = "".join(format(code, f"0{width}b") for code, width in [*codes, (257, 12)])
    written += "0" * (-len(written) % 8)
    return int(written, 2).to_bytes(len(written) // 8, "big")


def object_stream_bomb(mb: int) -> bytes:
    """The catalog and the page lie in an object stream that blanks fill up: opening it already unpacks it."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<<>>>>",
    ]
    start = b"".join(b"%d %d " % (number + 1, 100 * number) for number in range(3))
    raw = deflated(mb, start + b"".join(one.ljust(100) for one in objects))
    head = b"<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>" % (len(start), len(raw))
    rows = [(0, 0, 65535), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, 9, 0)]
    first = b"4 0 obj\n" + head + b"stream\n" + raw + b"\nendstream\nendobj\n"
    return _with_xref_stream(b"%PDF-1.5\n" + first, rows)


def _with_xref_stream(start: bytes, rows: list[tuple[int, int, int]]) -> bytes:
    rows = [*rows, (1, len(start), 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    head = b"<</Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Length %d>>" % (len(rows), len(table))
    body = b"%d 0 obj\n%sstream\n%s\nendstream\nendobj\n" % (len(rows) - 1, head, table)
    return start + body + b"startxref\n%d\n%%%%EOF\n" % len(start)


# -- Unusual, but fine


def linearized(pages: int = 20) -> bytes:
    return saved(opened(pages), linearize=True)


def with_fields() -> bytes:
    """A form that can be filled in, without scripts."""
    pdf = opened()
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), Rect=Array([0, 0, 9, 9])
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj.Annots, NeedAppearances=True)
    return saved(pdf)


def with_empty_names() -> bytes:
    pdf = opened()
    empty = Dictionary(Names=Array([]))
    pdf.Root.Names = Dictionary(JavaScript=empty, EmbeddedFiles=empty)
    return saved(pdf)


def updated() -> bytes:
    """A PDF with a second section, as programs add it that only append."""
    first = letter()
    before = int(first[first.rindex(b"startxref") + 10 :].split()[0])
    with pikepdf.open(BytesIO(first)) as pdf:
        number, size, root = pdf.Root.objgen[0], pdf.trailer.Size, pdf.Root.unparse(resolved=True)
    changed = b"%d 0 obj\n%s\nendobj\n" % (number, root)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(first))
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (size, number, before)
    return first + changed + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(changed))


def picture(pdf: Pdf, raw: bytes, width: int, height: int) -> Stream:
    """A picture of three colors with bytes exactly as given."""
    stream = packed(pdf, raw, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=8)
    stream.ColorSpace = Name.DeviceRGB
    return stream


def scan(raw: bytes, width: int, height: int, pages: int = 1) -> bytes:
    """Pages of one picture each, packed without loss; their names are those of scripts and events."""
    pdf = opened(pages)
    for page in pdf.pages:
        seen = picture(pdf, raw, width, height)
        page.obj.Resources.XObject = Dictionary(JS=seen, AA=seen)
    return saved(pdf, compress_streams=False)


def blank_scan(pages: int) -> bytes:
    """Blank letter-size pages scanned in color at 300 dots: 24 MB each from 24 KB."""
    return scan(deflated(24), 2550, 3300, pages)
