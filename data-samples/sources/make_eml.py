#!/usr/bin/env python3
"""Builds the e-mail sample: a text body and one PDF attached in base64.

Usage: make_eml.py body.txt attachment.pdf target.eml
The first lines of body.txt are 'Name: value' headers, up to an empty line.
"""
import os
import sys
from email.message import EmailMessage
from email.policy import SMTP

body, attachment, target = sys.argv[1:4]
headers, text = open(body, encoding="utf-8").read().split("\n\n", 1)
mail = EmailMessage(policy=SMTP)
for line in headers.split("\n"):
    name, _, value = line.partition(": ")
    mail[name] = value
mail.set_content(text, charset="utf-8", cte="quoted-printable")
mail.add_attachment(open(attachment, "rb").read(), maintype="application", subtype="pdf",
                    filename=os.path.basename(attachment))
mail.set_boundary("=_voltmere_20250514_0842")
open(target, "wb").write(mail.as_bytes())
