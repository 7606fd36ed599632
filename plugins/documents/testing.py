"""Small documents, written by hand for tests: what programs write, and no more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from PIL import ExifTags, Image

from plugins.shared.file_kinds import suffix_of

from .reading import read_document
from .traces import Trace

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def traces(data: bytes, name: str) -> list[Trace]:
    return list(read_document(io.BytesIO(data), name))


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def core(creator: str, saved_by: str = "") -> str:
    """`docProps/core.xml`."""
    return (
        '<p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{creator}</dc:creator><p:lastModifiedBy>{saved_by}</p:lastModifiedBy>"
        "</p:coreProperties>"
    )


def docx(body: str = "", files: Mapping[str, str | bytes] | None = None) -> bytes:
    """body: inside `w:body`; files: further ones."""
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    types = f'<Types xmlns="{TYPES}"/>'
    return zipped({"[Content_Types].xml": types, "word/document.xml": document, **(files or {})})


def xlsx(
    sheets: str = "", sheet: str = "", files: Mapping[str, str | bytes] | None = None
) -> bytes:
    """sheets: inside `sheets`; sheet: of the first one's `worksheet`."""
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"/>',
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}"><sheets>{sheets}</sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}">{sheet}</worksheet>',
            **(files or {}),
        }
    )


def pptx(files: Mapping[str, str | bytes]) -> bytes:
    types = f'<Types xmlns="{TYPES}"/>'
    deck = f'<p:presentation xmlns:p="{SLIDE}"/>'
    return zipped({"[Content_Types].xml": types, "ppt/presentation.xml": deck, **files})


def opendocument(
    body: str = "", styles: str = "", files: Mapping[str, str | bytes] | None = None
) -> bytes:
    """body: inside `office:body`; styles: inside `office:automatic-styles`."""
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(
        f'xmlns:{short}="{oasis}:{name}:1.0"'
        for short, name in {
            "office": "office",
            "style": "style",
            "text": "text",
            "table": "table",
            "draw": "drawing",
            "presentation": "presentation",
            "meta": "meta",
            "manifest": "manifest",
        }.items()
    )
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    )
    further = {
        name: data.replace("{spaces}", spaces) if isinstance(data, str) else data
        for name, data in (files or {}).items()
    }
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content, **further})


def pdf(objects: Sequence[str | bytes], trailer: str = "") -> bytes:
    """objects: the first is the catalog; numbered from 1. trailer: further entries."""
    data = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        written = each.encode("latin-1") if isinstance(each, str) else each
        data += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    entries = f"/Size {len(objects) + 1} /Root 1 0 R {trailer}".encode()
    return data + b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (entries, start)


EMPTY_PDF = pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"])


def stream(data: bytes, entries: str = "") -> bytes:
    head = f"<< /Length {len(data)} {entries} >>".encode()
    return head + b"\nstream\n" + data + b"\nendstream"


def compound(streams: Mapping[str, bytes], storages: Sequence[str] = ()) -> bytes:
    """A file of Office before 2007 ([MS-CFB]); each stream is made long enough for its own sectors.

    Stream and storages lie beside each other in one list, at the root.
    """
    chains = [data.ljust(4096, b"\0") for data in streams.values()]
    entries = [("Root Entry", 5, END, 0)]
    first = 2
    table = [FAT, END]
    for name, data in zip(streams, chains, strict=True):
        length = -(-len(data) // SECTOR)
        entries.append((name, 2, first, len(data)))
        table += [*range(first + 1, first + length), END]
        first += length
    entries += [(name, 1, 0, 0) for name in storages]
    assert len(entries) <= 4, "one sector of the directory holds four"
    directory = b"".join(
        _entry(name, kind, start, size, child=1 if kind == 5 else -1, right=number + 1)
        if number + 1 < len(entries)
        else _entry(name, kind, start, size)
        for number, (name, kind, start, size) in enumerate(entries)
    ).ljust(SECTOR, b"\0")
    fat = b"".join(number.to_bytes(4, "little") for number in table).ljust(SECTOR, b"\xff")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0" + bytes(10)
    for number in (1, 1, 0, 4096, END, 0, END, 0, 0):
        header += number.to_bytes(4, "little")
    return (
        header.ljust(SECTOR, b"\xff")
        + fat
        + directory
        + b"".join(data.ljust(-(-len(data) // SECTOR) * SECTOR, b"\0") for data in chains)
    )


def _entry(name: str, kind: int, start: int, size: int, child: int = -1, right: int = -1) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    head = written.ljust(64, b"\0") + len(written).to_bytes(2, "little") + bytes([kind, 1])
    right = -1 if kind == 5 else right
    for number in (-1, right, child):
        head += (number & 0xFFFFFFFF).to_bytes(4, "little")
    return head + bytes(36) + start.to_bytes(4, "little") + size.to_bytes(8, "little")


def summary(properties: Mapping[int, str], page: int = 65001) -> bytes:
    """A stream of properties ([MS-OLEPS])."""
    values = [(1, b"\x02\0\0\0" + page.to_bytes(4, "little"))]
    for number, text in properties.items():
        data = text.encode("utf-8" if page == 65001 else f"cp{page}") + b"\0"
        data += bytes(-len(data) % 4)
        values.append((number, b"\x1e\0\0\0" + len(data).to_bytes(4, "little") + data))
    places, body = b"", b""
    for number, value in values:
        place = 8 + 8 * len(values) + len(body)
        places += number.to_bytes(4, "little") + place.to_bytes(4, "little")
        body += value
    section = (8 + len(places) + len(body)).to_bytes(4, "little")
    section += len(values).to_bytes(4, "little") + places + body
    head = b"\xfe\xff\0\0\0\0\0\0" + bytes(16) + b"\1\0\0\0" + bytes(16)
    return head + (48).to_bytes(4, "little") + section


def photo(with_place: bool = True) -> bytes:
    exif = Image.Exif()
    if with_place:
        exif[ExifTags.IFD.GPSInfo] = {1: "N", 2: (22.0, 8.0, 0.0), 3: "E", 4: (105.0, 50.0, 0.0)}
    buffer = io.BytesIO()
    Image.new("RGB", (8, 6)).save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def box(name: bytes, data: bytes) -> bytes:
    """Of a film (ISO 14496-12)."""
    return (len(data) + 8).to_bytes(4, "big") + name + data


FILM = box(b"ftyp", b"isom")
EMPTY: Mapping[str, bytes] = {
    ".pdf": EMPTY_PDF,
    ".docx": docx(),
    ".xlsx": xlsx(),
    ".zip": zipped({}),
    ".mp3": b"ID3\4" + bytes(6),
    ".mp4": FILM,
}


def empty(name: str) -> bytes:
    """The least that is a document of the kind that `name` says."""
    return EMPTY[suffix_of(name)]
