#!/usr/bin/env python3
"""Turns a Markdown outline into a flat presentation (FODP).

Usage: make_fodp.py source.md target.fodp

'## ' starts a slide and is its title; then '- ' bullets or one '| a | b |' table;
'Notes: ' and the lines after it, up to the next slide, are the speaker notes.
"""
import re
import sys
from xml.sax.saxutils import escape, quoteattr

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.presentation">
<office:automatic-styles>
<style:page-layout style:name="PM"><style:page-layout-properties fo:page-width="28cm" fo:page-height="15.75cm" style:print-orientation="landscape"/></style:page-layout>
<style:style style:name="dp" style:family="drawing-page"/>
<style:style style:name="title" style:family="presentation" style:parent-style-name="Main-title"><style:graphic-properties draw:fill="none" draw:stroke="none" draw:textarea-vertical-align="middle" fo:min-height="2.2cm"/></style:style>
<style:style style:name="body" style:family="presentation" style:parent-style-name="Main-outline1"><style:graphic-properties draw:fill="none" draw:stroke="none" fo:min-height="9cm"/></style:style>
<style:style style:name="notes" style:family="presentation" style:parent-style-name="Main-notes"/>
<style:style style:name="ptitle" style:family="paragraph"><style:text-properties fo:font-family="'Liberation Sans'" fo:font-size="30pt" fo:font-weight="bold" fo:color="#123a5a"/></style:style>
<style:style style:name="pbody" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.25cm"/><style:text-properties fo:font-family="'Liberation Sans'" fo:font-size="20pt"/></style:style>
<style:style style:name="pcell" style:family="paragraph"><style:text-properties fo:font-family="'Liberation Sans'" fo:font-size="16pt"/></style:style>
<style:style style:name="tc" style:family="table-cell"><style:graphic-properties draw:fill="none"/><style:paragraph-properties fo:border="0.5pt solid #7a8a99"/></style:style>
<text:list-style style:name="L"><text:list-level-style-bullet text:level="1" text:bullet-char="&#8226;"><style:list-level-properties text:space-before="0.2cm" text:min-label-width="0.8cm"/></text:list-level-style-bullet></text:list-style>
</office:automatic-styles>
<office:styles>
<style:style style:name="Main-title" style:family="presentation"><style:graphic-properties draw:fill="none" draw:stroke="none"/><style:text-properties fo:font-family="'Liberation Sans'" fo:font-size="30pt"/></style:style>
<style:style style:name="Main-outline1" style:family="presentation"><style:graphic-properties draw:fill="none" draw:stroke="none"/><style:text-properties fo:font-family="'Liberation Sans'" fo:font-size="20pt"/></style:style>
<style:style style:name="Main-notes" style:family="presentation"><style:text-properties fo:font-family="'Liberation Sans'" fo:font-size="14pt"/></style:style>
<style:presentation-page-layout style:name="AL1T1"><presentation:placeholder presentation:object="title" svg:x="1.4cm" svg:y="0.7cm" svg:width="25.2cm" svg:height="2.2cm"/><presentation:placeholder presentation:object="outline" svg:x="1.4cm" svg:y="3.4cm" svg:width="25.2cm" svg:height="10.5cm"/></style:presentation-page-layout>
</office:styles>
<office:master-styles><style:master-page style:name="Main" style:page-layout-name="PM" draw:style-name="dp">
<draw:frame presentation:style-name="Main-title" draw:layer="backgroundobjects" svg:x="1.4cm" svg:y="0.7cm" svg:width="25.2cm" svg:height="2.2cm" presentation:class="title" presentation:placeholder="true"><draw:text-box/></draw:frame>
<draw:frame presentation:style-name="Main-outline1" draw:layer="backgroundobjects" svg:x="1.4cm" svg:y="3.4cm" svg:width="25.2cm" svg:height="10.5cm" presentation:class="outline" presentation:placeholder="true"><draw:text-box/></draw:frame>
</style:master-page></office:master-styles>
<office:body><office:presentation>
"""


def slide(number, title, body, notes):
    x = ['<draw:page draw:name="page%d" draw:style-name="dp" draw:master-page-name="Main" presentation:presentation-page-layout-name="AL1T1">' % number,
         '<draw:frame presentation:style-name="title" draw:layer="layout" svg:x="1.4cm" svg:y="0.7cm" svg:width="25.2cm" svg:height="2.2cm" presentation:class="title" presentation:user-transformed="true"><draw:text-box><text:p text:style-name="ptitle">%s</text:p></draw:text-box></draw:frame>' % escape(title)]
    bullets = [b[2:] for b in body if b.startswith("- ")]
    rows = [[c.strip() for c in b.strip("|").split("|")] for b in body if b.startswith("|") and not re.fullmatch(r"[|\s:-]+", b)]
    if bullets:
        x.append('<draw:frame presentation:style-name="body" draw:layer="layout" svg:x="1.4cm" svg:y="3.4cm" svg:width="25.2cm" svg:height="%scm" presentation:class="outline" presentation:user-transformed="true"><draw:text-box><text:list text:style-name="L">' % ("2.6" if rows else "10.5"))
        x += ['<text:list-item><text:p text:style-name="pbody">%s</text:p></text:list-item>' % escape(b) for b in bullets]
        x.append("</text:list></draw:text-box></draw:frame>")
    if rows:
        x.append('<draw:frame draw:layer="layout" svg:x="1.4cm" svg:y="%scm" svg:width="25.2cm" svg:height="%scm"><table:table table:use-first-row-styles="true">' % ("6.2" if bullets else "3.4", 1.05 * len(rows)))
        x += ["<table:table-column/>" for _ in rows[0]]
        x += ["<table:table-row>" + "".join('<table:table-cell table:style-name="tc"><text:p text:style-name="pcell">%s</text:p></table:table-cell>' % escape(c) for c in r) + "</table:table-row>" for r in rows]
        x.append("</table:table></draw:frame>")
    if notes:
        x.append('<presentation:notes draw:style-name="dp"><draw:page-thumbnail draw:layer="layout" svg:x="2cm" svg:y="2cm" svg:width="14cm" svg:height="8cm" draw:page-number="%d" presentation:class="page"/><draw:frame presentation:style-name="notes" draw:layer="layout" svg:x="2cm" svg:y="12cm" svg:width="17cm" svg:height="13cm" presentation:class="notes"><draw:text-box>' % number)
        x += ["<text:p>%s</text:p>" % escape(n) for n in notes]
        x.append("</draw:text-box></draw:frame></presentation:notes>")
    x.append("</draw:page>")
    return "\n".join(x)


def main(source, target):
    slides = []
    for line in open(source, encoding="utf-8").read().split("\n"):
        if line.startswith("## "):
            slides.append((line[3:], [], []))
        elif line.startswith("Notes: "):
            slides[-1][2].append(line[7:])
        elif line.strip() and slides:
            (slides[-1][2] if slides[-1][2] else slides[-1][1]).append(line)
    out = HEAD + "\n".join(slide(n, *s) for n, s in enumerate(slides, 1))
    open(target, "w", encoding="utf-8").write(out + "\n</office:presentation></office:body></office:document>\n")


main(*sys.argv[1:3])
