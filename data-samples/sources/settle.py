#!/usr/bin/env python3
"""Makes built files the same from build to build: fixed dates and identifiers.

Usage: settle.py file...   (PDF, DOCX, XLSX, PPTX; changed in place)
"""
import re
import sys
import zipfile

STAMP = b"20250701000000"


def settle_pdf(name):
    data = open(name, "rb").read()
    data = re.sub(rb"(/(?:CreationDate|ModDate) ?\(D:)\d{14}", rb"\g<1>" + STAMP, data)
    data = re.sub(rb"(?<=[<\s/])[0-9A-F]{32}(?=[>\s])", b"0" * 32, data)  # same length: offsets hold
    open(name, "wb").write(data)


def settle_zip(name):
    with zipfile.ZipFile(name) as z:
        entries = [(i.filename, z.read(i)) for i in z.infolist()]
    with zipfile.ZipFile(name, "w") as z:
        for entry, data in entries:
            data = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2025-07-01T00:00:00Z", data)
            data = re.sub(rb'(<a:fld id="\{)[0-9A-F-]{36}', rb"\g<1>00000000-0000-4000-8000-000000000001", data)
            info = zipfile.ZipInfo(entry, (2025, 7, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            z.writestr(info, data)


for file in sys.argv[1:]:
    (settle_pdf if file.endswith(".pdf") else settle_zip)(file)
