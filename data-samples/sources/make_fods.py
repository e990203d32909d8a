#!/usr/bin/env python3
"""Turns a text file with one CSV block per sheet into a flat spreadsheet (FODS).

Usage: make_fods.py source.sheets target.fods

A line '[[Sheet name]]' starts a sheet; what follows is CSV. A cell starting with
'=' is a formula, with its shown value after ' -> ' (e.g. '=SUM([.B2:.B4]) -> 12').
"""
import csv
import re
import sys
from xml.sax.saxutils import escape, quoteattr

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<style:style style:name="col" style:family="table-column"><style:table-column-properties style:column-width="4.4cm"/></style:style>
<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:background-color="#dfe8ef"/><style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>
"""


def cell(value, head):
    style = ' table:style-name="head"' if head else ""
    if not value:
        return "<table:table-cell/>"
    if value.startswith("="):
        formula, shown = value.split(" -> ")
        return '<table:table-cell%s table:formula=%s office:value-type="float" office:value="%s"><text:p>%s</text:p></table:table-cell>' % (style, quoteattr("of:" + formula), shown, shown)
    if re.fullmatch(r"-?\d+(\.\d+)?", value) and not head:
        return '<table:table-cell office:value-type="float" office:value="%s"><text:p>%s</text:p></table:table-cell>' % (value, value)
    return '<table:table-cell%s office:value-type="string"><text:p>%s</text:p></table:table-cell>' % (style, escape(value))


def main(source, target):
    out, block = [HEAD], []
    sheets = []
    for line in open(source, encoding="utf-8").read().split("\n"):
        m = re.fullmatch(r"\[\[(.+)\]\]", line)
        if m:
            block = []
            sheets.append((m.group(1), block))
        elif line.strip():
            block.append(line)
    for name, rows in sheets:
        rows = list(csv.reader(rows, skipinitialspace=True))
        out.append('<table:table table:name=%s><table:table-column table:style-name="col" table:number-columns-repeated="%d"/>' % (quoteattr(name), max(map(len, rows))))
        for n, row in enumerate(rows):
            out.append("<table:table-row>" + "".join(cell(c.strip(), n == 0) for c in row) + "</table:table-row>")
        out.append("</table:table>")
    out.append("</office:spreadsheet></office:body></office:document>\n")
    open(target, "w", encoding="utf-8").write("\n".join(out))


main(*sys.argv[1:3])
