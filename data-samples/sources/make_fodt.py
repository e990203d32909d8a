#!/usr/bin/env python3
"""Turns a small Markdown dialect into a flat OpenDocument text (FODT).

Usage: make_fodt.py source.md target.fodt

Front matter (between two '---' lines): title, header, footer, and optionally
'chapter-break: yes' (every '##' chapter starts a new page).
Body: '# ' document title, '## ' heading 1, '### ' heading 2, paragraphs,
'- ' bullets, '1. ' numbered steps, '| a | b |' tables whose first row is the
header, '---' on its own line for a page break, **bold** inside a line.
"""
import re
import sys
from xml.sax.saxutils import escape

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>%(title)s</dc:title><meta:initial-creator>Skerrow Marine Instruments</meta:initial-creator><dc:creator>Skerrow Marine Instruments</dc:creator><dc:language>en-GB</dc:language></office:meta>
<office:font-face-decls>
<style:font-face style:name="Liberation Sans" svg:font-family="'Liberation Sans'" style:font-family-generic="swiss"/>
<style:font-face style:name="Liberation Serif" svg:font-family="'Liberation Serif'" style:font-family-generic="roman"/>
</office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2"/><style:text-properties style:font-name="Liberation Serif" fo:font-size="11pt" fo:language="en" fo:country="GB"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph" style:parent-style-name="Standard" style:class="text"><style:paragraph-properties fo:margin-bottom="0.22cm" fo:line-height="120%%"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Text_20_body" style:class="chapter"><style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.5cm"/><style:text-properties style:font-name="Liberation Sans" fo:font-size="24pt" fo:font-weight="bold" fo:color="#123a5a"/></style:style>
<style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Text_20_body" style:class="text"><style:paragraph-properties fo:keep-with-next="always"/><style:text-properties style:font-name="Liberation Sans" fo:font-weight="bold" fo:color="#123a5a"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="1" style:class="text"><style:paragraph-properties fo:margin-top="0.5cm" fo:margin-bottom="0.25cm"%(chapterbreak)s/><style:text-properties fo:font-size="16pt"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="2" style:class="text"><style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.15cm"/><style:text-properties fo:font-size="12.5pt"/></style:style>
<style:style style:name="Header" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"><style:paragraph-properties fo:border-bottom="0.5pt solid #7a8a99" fo:padding-bottom="0.1cm"/><style:text-properties style:font-name="Liberation Sans" fo:font-size="8.5pt" fo:color="#555555"/></style:style>
<style:style style:name="Footer" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"><style:paragraph-properties><style:tab-stops><style:tab-stop style:position="16.5cm" style:type="right"/></style:tab-stops></style:paragraph-properties><style:text-properties style:font-name="Liberation Sans" fo:font-size="8.5pt" fo:color="#555555"/></style:style>
<style:style style:name="Table_20_Contents" style:display-name="Table Contents" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"><style:text-properties fo:font-size="10pt"/></style:style>
<style:style style:name="Table_20_Heading" style:display-name="Table Heading" style:family="paragraph" style:parent-style-name="Table_20_Contents" style:class="extra"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="&#8226;"><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.5cm" fo:margin-left="0.9cm"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>
<text:list-style style:name="Steps"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="1cm"/></style:list-level-properties></text:list-level-style-number></text:list-style>
</office:styles>
<office:automatic-styles>
<style:style style:name="PB" style:family="paragraph" style:parent-style-name="Text_20_body"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="T" style:family="table"><style:table-properties style:width="16.5cm" table:align="left" fo:margin-top="0.1cm" fo:margin-bottom="0.3cm"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" fo:border="0.5pt solid #7a8a99"/></style:style>
<style:style style:name="CH" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" fo:border="0.5pt solid #7a8a99" fo:background-color="#dfe8ef"/></style:style>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="1.6cm" fo:margin-bottom="1.6cm" fo:margin-left="2.25cm" fo:margin-right="2.25cm"/><style:header-style><style:header-footer-properties fo:min-height="0.9cm" fo:margin-bottom="0.5cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.9cm" fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:header><text:p text:style-name="Header">%(header)s</text:p></style:header><style:footer><text:p text:style-name="Footer">%(footer)s<text:tab/>Page <text:page-number text:select-page="current">1</text:page-number> of <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>
"""


def inline(s):
    return re.sub(r"\*\*(.+?)\*\*", r'<text:span text:style-name="Strong">\1</text:span>', escape(s))


def cells(line):
    return [c.strip() for c in line.strip().strip("|").split("|")]


def main(source, target):
    lines = open(source, encoding="utf-8").read().split("\n")
    meta = {"title": "", "header": "", "footer": ""}
    if lines[0] == "---":
        end = lines.index("---", 1)
        for line in lines[1:end]:
            key, _, value = line.partition(":")
            meta[key.strip()] = value.strip()
        lines = lines[end + 1:]
    brk = ' fo:break-before="page"' if meta.get("chapter-break") == "yes" else ""
    out = [HEAD % {"title": escape(meta["title"]), "header": escape(meta["header"]),
                   "footer": escape(meta["footer"]), "chapterbreak": brk}]
    i, page_break, tables = 0, False, 0
    while i < len(lines):
        line = lines[i]
        if not line.strip():
            i += 1
        elif line == "---":
            page_break = True
            i += 1
        elif line.startswith("# "):
            out.append('<text:p text:style-name="Title">%s</text:p>' % inline(line[2:]))
            i += 1
        elif line.startswith("## "):
            out.append('<text:h text:style-name="Heading_20_1" text:outline-level="1">%s</text:h>' % inline(line[3:]))
            i += 1
        elif line.startswith("### "):
            out.append('<text:h text:style-name="Heading_20_2" text:outline-level="2">%s</text:h>' % inline(line[4:]))
            i += 1
        elif line.startswith("|"):
            rows = []
            while i < len(lines) and lines[i].startswith("|"):
                if not re.fullmatch(r"[|\s:-]+", lines[i]):
                    rows.append(cells(lines[i]))
                i += 1
            tables += 1
            out.append('<table:table table:name="Table%d" table:style-name="T"><table:table-column table:number-columns-repeated="%d"/>' % (tables, len(rows[0])))
            for n, row in enumerate(rows):
                style, para = ("CH", "Table_20_Heading") if n == 0 else ("C", "Table_20_Contents")
                xml = "<table:table-row>" + "".join(
                    '<table:table-cell table:style-name="%s" office:value-type="string"><text:p text:style-name="%s">%s</text:p></table:table-cell>' % (style, para, inline(c)) for c in row) + "</table:table-row>"
                out.append("<table:table-header-rows>%s</table:table-header-rows>" % xml if n == 0 else xml)
            out.append("</table:table>")
        elif re.match(r"(- |\d+\. )", line):
            style = "Bullets" if line.startswith("- ") else "Steps"
            out.append('<text:list text:style-name="%s">' % style)
            while i < len(lines) and re.match(r"(- |\d+\. )", lines[i]):
                item = lines[i].split(" ", 1)[1]
                i += 1
                while i < len(lines) and lines[i].startswith("  "):
                    item += " " + lines[i].strip()
                    i += 1
                out.append('<text:list-item><text:p text:style-name="Text_20_body">%s</text:p></text:list-item>' % inline(item))
            out.append("</text:list>")
        else:
            para = []
            while i < len(lines) and lines[i].strip() and not re.match(r"(#|\||- |\d+\. |---$)", lines[i]):
                para.append(lines[i].strip())
                i += 1
            out.append('<text:p text:style-name="%s">%s</text:p>' % ("PB" if page_break else "Text_20_body", inline(" ".join(para))))
            page_break = False
    out.append("</office:text></office:body></office:document>\n")
    open(target, "w", encoding="utf-8").write("\n".join(out))


main(*sys.argv[1:3])
