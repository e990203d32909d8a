#!/bin/sh
# Builds the binary sample documents from the sources in this folder.
# Needs: python3, LibreOffice (soffice), Chromium. Fonts: Liberation.
# Usage: ./build.sh            (writes into ../documents)
set -eu
cd "$(dirname "$0")"
out=../documents
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export TZ=UTC LC_ALL=C.UTF-8
chromium=${CHROMIUM:-chromium}
mkdir -p "$out/hr-only"

office() { # filter, source file, target folder
    soffice "-env:UserInstallation=file://$tmp/profile" --headless --convert-to "$1" --outdir "$3" "$2" >/dev/null 2>&1
}
text() { # source name, ending (pdf or docx), target folder
    python3 make_fodt.py "$1.md" "$tmp/$1.fodt"
    case $2 in
        pdf) office 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}' "$tmp/$1.fodt" "$3" ;;
        *) office "$2" "$tmp/$1.fodt" "$3" ;;
    esac
    python3 settle.py "$3/$1.$2"
}
sheets() { # source name, target folder
    python3 make_fods.py "$1.sheets" "$tmp/$1.fods"
    office xlsx "$tmp/$1.fods" "$2"
    python3 settle.py "$2/$1.xlsx"
}

text employee-handbook pdf "$out"
text travel-policy-2023 pdf "$out"
text travel-policy-2025 docx "$out"
text workshop-safety-rules docx "$out"
text service-agreement-northern-reach pdf "$out"
text manager-guide-disciplinary docx "$out/hr-only"
text alesund-depot-review pdf "$out/hr-only"

sheets sales-and-budget-2025 "$out"
sheets salary-bands-2025 "$out/hr-only"

python3 make_fodp.py company-update-2025.md "$tmp/company-update-2025.fodp"
office pptx "$tmp/company-update-2025.fodp" "$out"
python3 settle.py "$out/company-update-2025.pptx"

text TB-2025-07 pdf "$tmp"
python3 make_eml.py battery-notice.txt "$tmp/TB-2025-07.pdf" "$out/battery-notice.eml"

"$chromium" --headless --no-sandbox --disable-gpu --user-data-dir="$tmp/chromium" \
    --no-pdf-header-footer --generate-pdf-document-outline \
    --print-to-pdf="$out/corran-300-user-manual.pdf" \
    "file://$PWD/corran-300-user-manual.html" >/dev/null 2>&1
python3 settle.py "$out/corran-300-user-manual.pdf"

ls -l "$out" "$out/hr-only"
