#!/usr/bin/env bash
# Makes the documents in fixtures/formats from source.md, each by the program that its name says. The results are
# committed, so that the tests need none of these programs; run this only when source.md changes.
# Debian: apt-get install libreoffice-writer-nogui pandoc chromium qpdf ghostscript groff
set -euo pipefail
cd "$(dirname "$0")/../fixtures/formats"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for format in docx odt rtf html; do pandoc source.md --standalone --to "$format" --output "pandoc.$format"; done
pandoc source.md --standalone --to gfm --output pandoc.md

office() { soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to "$2" --outdir "$work" "$1" > "$work/log"; }
for format in odt rtf doc pdf; do office pandoc.docx "$format"; mv "$work/pandoc.$format" "libreoffice.$format"; done
office libreoffice.odt docx
mv "$work/libreoffice.docx" libreoffice.docx

# Running headers and page numbers, on small pages, so that paragraphs run over them.
sed 's#</head>#<style>@page { size: A5; margin: 18mm; @top-center { content: "Cooperation in science"; font-size: 8pt } @bottom-center { content: "Page " counter(page) " of " counter(pages); font-size: 8pt } } body { font-size: 11pt; hyphens: auto; text-align: justify } td { text-align: left }</style></head>#; s#<html#<html lang="en"#' pandoc.html > "$work/page.html"
(cd "$work" && chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf=chromium.pdf page.html 2> log)
mv "$work/chromium.pdf" chromium.pdf

# Two columns, footnotes at their feet, words broken at line ends.
pandoc source.md --to ms --standalone | sed 's/^\.nr LL .*/.nr LL 25c/; 0,/^\.SH 1$/s//.2C\n&/' > "$work/columns.ms"
groff -Kutf8 -t -ms -Tps -dpaper=a4l -P-pa4 -P-l "$work/columns.ms" > "$work/columns.ps"
ps2pdf "$work/columns.ps" groff-columns.pdf

# Only an image: no text to read.
gs -q -sDEVICE=pdfimage8 -r50 -dLastPage=1 -o ghostscript-scan.pdf libreoffice.pdf
qpdf --encrypt reader owner 256 -- libreoffice.pdf qpdf-encrypted.pdf
qpdf --encrypt '' owner 256 -- libreoffice.pdf qpdf-owner.pdf
qpdf --empty --pages ghostscript-scan.pdf libreoffice.pdf -- qpdf-half-scan.pdf
