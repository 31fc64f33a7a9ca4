#!/usr/bin/env python3
"""Makes the PDF and Word files beside it from statements/kidd/23.txt, as publishers make theirs.

    pip install reportlab pyphen python-docx
    tests/pages/make.py                       (chromium must be on the path, too)

The text is the United States Government's. The files are kept in the repository, so that the tests need none of this;
what they stand for is said in tests/it/pages.rs.
"""

import datetime
import html
import pathlib
import re
import subprocess
import tempfile

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

HERE = pathlib.Path(__file__).parent
LINES = (HERE / "../../statements/kidd/23.txt").read_text().split("\n\n")
TITLE, BYLINE, *BODY = LINES
BODY = [text for text in BODY if not text.startswith("/Public Release")]

ORDINAL = re.compile(r"(\d)(st|nd|rd|th)\b")


def raised(text):
    return ORDINAL.sub(r"\1<super>\2</super>", html.escape(text, quote=False))


class Counted(canvas.Canvas):
    """Running head from the second page on, and "Page 2 of 5" at the foot."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.states = []

    def showPage(self):
        self.states.append(dict(self.__dict__))
        self._startPage()

    def save(self):
        for state in self.states:
            self.__dict__.update(state)
            self.setFont("Times-Italic", 9)
            if self._pageNumber > 1:
                self.drawString(72, self._pagesize[1] - 40, TITLE)
            self.drawCentredString(self._pagesize[0] / 2, 40, f"Page {self._pageNumber} of {len(self.states)}")
            super().showPage()
        super().save()


def reportlab_pdf(name, paragraphs, style, **options):
    document = SimpleDocTemplate(str(HERE / name), title=TITLE, invariant=1, **options)
    heading = ParagraphStyle("title", fontName="Times-Bold", fontSize=14, leading=18, spaceAfter=12)
    byline = ParagraphStyle("byline", fontName="Times-Italic", fontSize=10, leading=14, spaceAfter=10)
    flow = [Paragraph(raised(TITLE), heading), Paragraph(BYLINE, byline)]
    flow += [Paragraph(text, style) for text in paragraphs]
    document.build(flow, canvasmaker=Counted)


def pdfs():
    justified = ParagraphStyle(
        "body", fontName="Times-Roman", fontSize=11, leading=13.5, spaceAfter=8, alignment=TA_JUSTIFY
    )
    reportlab_pdf("running-head.pdf", [raised(text) for text in BODY], justified, pagesize=letter)

    hyphened = ParagraphStyle(
        "body",
        fontName="Times-Roman",
        fontSize=11,
        leading=13.5,
        spaceAfter=7,
        alignment=TA_JUSTIFY,
        hyphenationLang="en_US",
    )
    numbered = [f"{number}. {raised(text)}" for number, text in enumerate(BODY, 1)]
    reportlab_pdf("numbered-hyphens.pdf", numbered, hyphened, pagesize=A4, leftMargin=120, rightMargin=120)

    indented = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=12, firstLineIndent=18)
    reportlab_pdf("indented.pdf", [html.escape(text, quote=False) for text in BODY], indented, pagesize=A4)

    picture = canvas.Canvas(str(HERE / "scanned.pdf"), invariant=1)
    with tempfile.NamedTemporaryFile(suffix=".ppm") as file:
        file.write(b"P6 8 8 255\n" + bytes(range(192)))
        file.flush()
        picture.drawImage(ImageReader(file.name), 72, 72, 400, 600)
    picture.save()

    for name, password in [("encrypted.pdf", "secret"), ("no-printing.pdf", "")]:
        lock = StandardEncryption(password, ownerPassword="owner", canPrint=0, strength=128)
        locked = canvas.Canvas(str(HERE / name), encrypt=lock, invariant=1)
        for line, text in enumerate([TITLE, "Both sides met in Seoul and agreed on the next steps of the Alliance."]):
            locked.drawString(72, 700 - 40 * line, text)
        locked.save()


def browser_pdf():
    marked = [ORDINAL.sub(r"\1<sup>\2</sup>", html.escape(text, quote=False)) for text in BODY]
    body = "".join(f"<p>{text}</p>" for text in marked)
    page = f"<!doctype html><meta charset=utf-8><title>{TITLE}</title><h1>{TITLE}</h1><p>{BYLINE}</p>{body}"
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "page.html"
        source.write_text(f"{page}<style>body{{font:12pt/1.4 serif}}</style>")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={HERE / 'browser.pdf'}"]
        subprocess.run([*command, source.as_uri()], check=True, capture_output=True)


def word():
    document = Document()
    day = datetime.datetime(2023, 9, 18)
    document.core_properties.created = document.core_properties.modified = day
    document.sections[0].header.paragraphs[0].text = "Joint Statement"
    document.add_heading(TITLE, 0)
    document.add_paragraph(BYLINE)
    for text in BODY:
        paragraph = document.add_paragraph()
        at = 0
        for found in ORDINAL.finditer(text):
            paragraph.add_run(text[at : found.start(2)])
            paragraph.add_run(found.group(2)).font.superscript = True
            at = found.end(2)
        paragraph.add_run(text[at:])
    document.save(HERE / "word.docx")

    document = Document()
    document.core_properties.created = document.core_properties.modified = day
    document.add_paragraph(TITLE).runs[0].bold = True
    for text in BODY:
        document.add_paragraph(text, style="List Number")
    document.styles.add_style("unused", WD_STYLE_TYPE.PARAGRAPH)
    document.save(HERE / "word-numbered.docx")


pdfs()
browser_pdf()
word()
