#!/usr/bin/env python3
"""Measures how much time and memory inputs take that are made to take much, and prints the table as Markdown.

usage: benches/limits.py [--kidd PATH] [--size BYTES] [--limit SECONDS] [--command NAME …] [CASE …]

Every input is made here from a fixed seed, of up to SIZE bytes (9 million). Each command runs once for each, given up
after LIMIT seconds (30) or 4 GiB. A cell has the seconds of all processors together, which is at least what the clock
shows on an idle machine, and the most MiB that the process or a child of its own held at once; `refused` means exit code 2. A `*` stands where the limits of 10 s or 512 MiB do not hold;
the command then ends with 1. Run it on a quiet machine.
With --make FOLDER CASE the input and an edited copy of it are written as FOLDER/old and FOLDER/new, and nothing runs."""
import argparse, json, os, random, resource, subprocess, sys, tempfile, time, zipfile, zlib, io

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MOST_SECONDS, MOST_MIB, GIVE_UP_MIB = 10, 512, 4096
HEAD = "Joint Press Statement\n\nSeptember 18, 2023\n\n"


def repeat(piece, size, head=HEAD):
    return head + piece * max(1, (size - len(head)) // len(piece)) + "\n"


def count(make, size, head=HEAD, most=10 ** 9):
    parts, length, number = [head], len(head), 0
    while length < size and number < most:
        part = make(number)
        parts.append(part)
        length += len(part)
        number += 1
    return "".join(parts) + "\n"


def letters(number, length=4):
    out = ""
    for _ in range(length):
        out, number = chr(97 + number % 26) + out, number // 26
    return out


def name(number):
    return letters(number * 7919, 5).capitalize()


def front(body):
    return lambda size: "---\n" + body(min(size, 60_000)) + "\n---\n\nBoth sides agreed to meet again in Seoul in 2024.\n"


def real(size):
    """The 23rd statement again and again, with words exchanged so that no two paragraphs are alike."""
    text = open(os.path.join(ROOT, "statements/kidd/23.txt"), encoding="utf-8").read()
    blocks = [block for block in text.split("\n\n") if len(block.split()) > 20]
    dice = random.Random(1)
    def one(number):
        words = blocks[number % len(blocks)].split()
        return " ".join(letters(dice.randrange(9999)) if dice.random() < 0.1 and word.islower() else word
                        for word in words) + "\n\n"
    return count(one, size)


def html(body, head="", tail=""):
    return lambda size: ("<!DOCTYPE html><html><head><title>Joint Statement</title>" + head + "</head><body><h1>Joint Statement</h1>"
                         + body(size) + tail + "</body></html>")


def word(body, **parts):
    def make(size):
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        files = {"_rels/.rels": '<Relationships xmlns="http://x"><Relationship Id="r1" Type="%sofficeDocument" Target="word/document.xml"/></Relationships>' % kinds}
        inner = '<?xml version="1.0"?><w:document %s><w:body>%s</w:body></w:document>' % (space, body(size))
        files["word/document.xml"] = inner
        own = "".join('<Relationship Id="%s" Type="%s%s" Target="%s.xml"/>' % (key, kinds, key, key) for key in parts if key != "rels")
        own += parts["rels"](size) if "rels" in parts else ""
        files["word/_rels/document.xml.rels"] = '<Relationships xmlns="http://x">%s</Relationships>' % own
        for key, part in parts.items():
            if key != "rels":
                files["word/%s.xml" % key] = '<?xml version="1.0"?><w:%s %s>%s</w:%s>' % (key, space, part(size), key)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as zipped:
            for key, text in files.items():
                zipped.writestr(zipfile.ZipInfo(key), text)
        return out.getvalue()
    return make


def paragraph(text, properties="", runs=""):
    return "<w:p>%s<w:r>%s<w:t xml:space=\"preserve\">%s</w:t></w:r></w:p>" % (properties, runs, text)


def pdf(stream, pages=lambda size: 1, packed=False, further=lambda size: []):
    def make(size):
        number = pages(size)
        content = stream(size // max(1, number)).encode()
        if packed: content = zlib.compress(content, 9)
        objects = ["<< /Type /Catalog /Pages 2 0 R >>", None,
                   "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
        kids = []
        bodies = [part.encode() if part else b"" for part in objects]
        for _ in range(number):
            bodies.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), b" /Filter /FlateDecode" if packed else b"", content))
            bodies.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(bodies))
            kids.append("%d 0 R" % len(bodies))
        bodies += [part.encode() for part in further(size)]
        bodies[1] = ("<< /Type /Pages /Kids [%s] /Count %d >>" % (" ".join(kids), number)).encode()
        out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for at, body in enumerate(bodies, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % at + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
        return bytes(out)
    return make


def lines_of_pdf(size):
    line = lambda n: "1 0 0 1 72 %d Tm (Both sides agreed to hold meeting %d of the group in Seoul.) Tj\n" % (770 - n % 50 * 14, n)
    return "BT /F1 11 Tf\n" + count(line, size, head="") + "ET"


def zipped(files, packed=True):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for key, text in files:
            archive.writestr(zipfile.ZipInfo(key), text, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)
    return out.getvalue()


def odt(body, styles=""):
    names = "".join(' xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (name, name) for name in ("office", "text", "style", "table"))
    return lambda size: zipped([("mimetype", "application/vnd.oasis.opendocument.text"),
                                ("content.xml", "<office:document-content%s><office:automatic-styles>%s</office:automatic-styles><office:body><office:text>%s</office:text></office:body></office:document-content>"
                                 % (names, styles, body(size)))], packed=False)


def epub(chapters):
    def make(size):
        files = chapters(size)
        items = "".join('<item id="c%d" href="c%d.xhtml" media-type="application/xhtml+xml"/>' % (n, n) for n in range(len(files)))
        spine = "".join('<itemref idref="c%d"/>' % n for n in range(len(files)))
        head = [("mimetype", "application/epub+zip"),
                ("META-INF/container.xml", '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'),
                ("book.opf", '<package xmlns="http://www.idpf.org/2007/opf"><manifest>%s</manifest><spine>%s</spine></package>' % (items, spine))]
        return zipped(head + [("c%d.xhtml" % n, text) for n, text in enumerate(files)], packed=False)
    return make


def mail(body, kind="text/plain", head=""):
    return lambda size: ("From: press@example.org\nTo: you@example.org\nSubject: Joint Statement\nDate: Mon, 18 Sep 2023 10:00:00 +0000\nMessage-ID: <x@example.org>\n"
                         "MIME-Version: 1.0\nContent-Type: %s\n%s\n%s" % (kind, head, body(size))).encode()


MET = "Both sides met in Seoul and agreed to meet again.\n"


SENTENCE = "Both sides agreed to continue their close cooperation on the defense of the Peninsula. "

# What each input is, and how it is made of a number of bytes.
CASES = {
    "real": ("statements with words exchanged", real),
    "equal-words": ("one sentence of equal words", lambda size: repeat("word ", size)),
    "equal-words-1mb": ("the same, 1 MB", lambda size: repeat("word ", size // 10)),
    "two-words": ("one sentence of two words at random", lambda size: (lambda dice: count(lambda n: dice.choice(["word ", "other "]), size))(random.Random(2))),
    "capitals": ("one sentence of equal capitalised words", lambda size: repeat("Word ", size)),
    "giant-sentence": ("one sentence of a million words, all different", lambda size: count(lambda n: letters(n * 7919, 5) + " ", size)),
    "many-and": ("both sides agreed to X and Y and Z …", lambda size: count(lambda n: "%s and " % letters(n * 7919, 5), size, HEAD + "Both sides agreed to expand ")),
    "many-commas": ("both sides agreed to X, Y, Z …", lambda size: count(lambda n: "%s, " % letters(n * 7919, 5), size, HEAD + "Both sides agreed to expand ")),
    "many-verbs": ("both sides agreed to share X and pledged to expand Y and …", lambda size: count(lambda n: "pledged to expand %s by 2024 and " % letters(n * 7919, 5), size, HEAD + "Both sides ")),
    "will-will": ("one sentence of will", lambda size: repeat("will ", size, HEAD + "Both sides ")),
    "that-that": ("nested that-clauses", lambda size: repeat("both sides agreed that ", size)),
    "same-sentence": ("one sentence again and again", lambda size: repeat(SENTENCE, size)),
    "same-paragraph": ("one paragraph again and again", lambda size: repeat(SENTENCE + "\n\n", size)),
    "tiny-sentences": ("60,000 tiny sentences", lambda size: count(lambda n: "We met %d. " % n, size, most=59_000)),
    "tiny-blocks": ("60,000 tiny paragraphs", lambda size: count(lambda n: "We met %d.\n\n" % n, size, most=59_000)),
    "one-letter": ("60,000 sentences of two words", lambda size: count(lambda n: "%s %s. " % (letters(n, 2).capitalize(), letters(n * 31, 3)), size, most=59_000)),
    "names": ("sentences with names of groups", lambda size: count(lambda n: "The %s %s Working Group met. " % (name(n), name(n * 3)), size, most=59_000)),
    "one-sentence-names": ("one sentence with names of groups", lambda size: count(lambda n: "the %s %s Working Group and " % (name(n), name(n * 3)), size)),
    "acronyms": ("sentences with acronyms and long forms", lambda size: count(lambda n: "The %s %s Working Group (%sWG) met. " % (name(n), name(n * 3), letters(n, 4).upper()), size, most=59_000)),
    "acronyms-one": ("one sentence with acronyms", lambda size: count(lambda n: "the %s %s Group (%sG), " % (name(n), name(n * 3), letters(n, 4).upper()), size)),
    "capital-run": ("one run of capitalised words, all different", lambda size: count(lambda n: name(n) + " ", size)),
    "capital-of": ("names joined by of and the", lambda size: count(lambda n: name(n) + " of the ", size)),
    "people": ("people with ranks", lambda size: count(lambda n: "Deputy Minister of Defense %s %s led the delegation. " % (name(n), name(n * 3)), size, most=59_000)),
    "people-one": ("people in one sentence", lambda size: count(lambda n: "Deputy Assistant Secretary of Defense %s %s, " % (name(n), name(n * 3)), size)),
    "dates": ("sentences with dates", lambda size: count(lambda n: "Both sides agreed to meet by September %d, %d. " % (n % 28 + 1, 2000 + n % 90), size, most=59_000)),
    "dates-one": ("one sentence of dates", lambda size: count(lambda n: "on September %d, %d and " % (n % 28 + 1, 2000 + n % 90), size, HEAD + "Both sides agreed to meet ")),
    "numbers": ("one sentence of numbers", lambda size: count(lambda n: "%d.%d " % (n, n % 7), size)),
    "money": ("sentences with sums", lambda size: count(lambda n: "They pledged $%d million and %d percent. " % (n, n % 100), size, most=59_000)),
    "digits": ("one number of millions of digits", lambda size: HEAD + "Both sides pledged " + "9" * size + " dollars.\n"),
    "long-word": ("one word of millions of letters", lambda size: HEAD + "a" * size + "\n"),
    "long-words": ("words of 10,000 letters", lambda size: count(lambda n: letters(n) + "x" * 10_000 + " ", size)),
    "hyphens": ("one word of parts joined by hyphens", lambda size: count(lambda n: letters(n) + "-", size)),
    "dashes": ("nothing but dashes and words", lambda size: count(lambda n: letters(n) + " \u2014 ", size)),
    "marks": ("nothing but punctuation", lambda size: repeat(",;:!?()[]\"' ", size)),
    "runs": ("rows of backticks, as many as are read", lambda size: count(lambda n: "`" * (n % 3000 + 1) + " a ", min(size, 2_400_000))),
    "signs": ("rows of plus signs, as many as are read", lambda size: count(lambda n: "+" * 7_000 + " a. ", min(size, 2_400_000))),
    "curly": ("rows of quotation marks, as many as are read", lambda size: count(lambda n: "\u201c" * 2_500 + " a. ", min(size, 7_200_000))),
    "stops": ("nothing but full stops", lambda size: repeat(".", size)),
    "spaced-stops": ("words and full stops", lambda size: repeat("U.S. ", size)),
    "spaces": ("words far apart", lambda size: repeat("Both" + " " * 5_000 + "sides ", size)),
    "abbreviations": ("abbreviations in a row", lambda size: repeat("Mr. Dr. Gen. U.S. No. ", size)),
    "quotes": ("opening quotes", lambda size: repeat("\u201c\"said ", size)),
    "parentheses": ("opening parentheses", lambda size: repeat("(both ", size)),
    "combining": ("combining marks on one letter", lambda size: HEAD + "Both sides e" + "\u0301" * (size // 2) + " met.\n"),
    "combining-words": ("words with combining marks", lambda size: repeat("e\u0301\u0316\u0301\u0316a ", size // 2)),
    "wide": ("letters of four bytes", lambda size: repeat("\U00010400\U00010401 ", size // 9)),
    "hangul": ("letters of Hangul parts", lambda size: repeat("\u1112\u1161\u11ab ", size // 3)),
    "headings": ("headings of plain text", lambda size: count(lambda n: "Section %s\n\n%s\n\n" % (name(n), "Both sides agreed to meet %d." % n), size, most=29_000)),
    "all-caps": ("lines of capitals", lambda size: count(lambda n: "SECTION %s\n\n" % name(n).upper(), size, most=59_000)),
    "lines": ("250,000 lines of one block", lambda size: count(lambda n: "both sides %d\n" % n, size, most=249_000)),
    "blank-lines": ("250,000 blank lines", lambda size: HEAD + "\n" * 249_000 + "Both sides met.\n"),
    "furniture": ("lines like those of a page", lambda size: count(lambda n: "FOR IMMEDIATE RELEASE\n\nShare this page\n\nHome > News > %d\n\n" % n, size, most=19_000)),
    "footer": ("lines of contacts", lambda size: count(lambda n: "Contact: press%d@example.org\n\n" % n, size, most=59_000)),
    "dateline": ("lines of dates", lambda size: count(lambda n: "September %d, %d\n\n" % (n % 28 + 1, 1000 + n % 999), size, most=59_000)),
    "bullets": ("list items", lambda size: count(lambda n: "- agreed on item %d\n" % n, size, most=59_000)),
    "numbered": ("numbered paragraphs", lambda size: count(lambda n: "%d. Both sides agreed on item %s.\n\n" % (n, letters(n)), size, most=59_000)),
    "nested-numbers": ("deep outline numbers", lambda size: count(lambda n: "1." * 200 + "%d Both sides met.\n\n" % n, size, most=20_000)),
    "pledges": ("pledges repeated", lambda size: count(lambda n: "Both sides pledged to expand cooperation on %s. " % letters(n % 50), size, most=59_000)),
    "moved": ("paragraphs moved", lambda size: count(lambda n: "Both sides pledged to expand %s on %s.\n\n" % (letters(n * 7919, 5), letters(n * 31, 5)), size, most=59_000)),
    "gone": ("pledges of which none is left", lambda size: count(lambda n: "Both sides pledged to expand %s on %s. " % (letters(n * 7919, 5), letters(n * 31, 5)), size, most=59_000)),
    "gone-moved": ("paragraphs of which none is left", lambda size: count(lambda n: "The %s Group will meet %s on May %d.\n\n" % (name(n), letters(n * 31, 5), n % 31), size, most=29_000)),
    "watched": ("watched phrases", lambda size: repeat("the complete denuclearization of the DPRK and the end of the Kim regime and ironclad commitment ", size)),
    "watched-many": ("sentences with watched phrases", lambda size: count(lambda n: "They warned of the end of the %s regime and ironclad %s commitment. " % (name(n), letters(n)), size, most=59_000)),
    "votes": ("voted for this action", lambda size: count(lambda n: "%s %s; " % (name(n), name(n * 3)), size, HEAD + "Voting for this action were ")),
    "sections": ("cues of all sections in turn", lambda size: count(lambda n: ["They discussed cyber %d.\n\n", "They discussed space %d.\n\n", "On the DPRK they met %d.\n\n", "On trade they met %d.\n\n"][n % 4] % n, size, most=59_000)),
    "letter-lines": ("250,000 lines of one letter", lambda size: count(lambda n: letters(n, 1) + "\n", size, most=249_000)),
    "letter-blocks": ("paragraphs of one letter", lambda size: count(lambda n: letters(n, 1) + "\n\n", size, most=59_000)),
    "apostrophes": ("opening apostrophes", lambda size: repeat("'said 'a. ", size)),
    "apostrophe-pairs": ("words in apostrophes", lambda size: repeat("'both' ''sides'' ", size)),
    "grave": ("grave accents", lambda size: repeat("`both` ``sides`` `met. ", size)),
    "guillemets": ("quotation marks of all kinds", lambda size: repeat("\u00abboth \u2039sides \u201emet \u201aagain \u300aat \u300clast. ", size // 2)),
    "brackets": ("words in parentheses", lambda size: repeat("(both) [sides] {met} <again> ", size)),
    "list-letters": ("letters of lists in one line", lambda size: repeat("(a) both (b) sides (i) met 1) at 2) last ", size)),
    "ellipses": ("dots with spaces", lambda size: repeat(". . . ! ! ? \u2026 ", size)),
    "addresses": ("addresses of mail and of pages", lambda size: repeat("a.b.c%d+e@f.g.h https://i.j/k?l=m ", size)),
    "initials": ("initials", lambda size: repeat("J. R. R. ", size)),
    "colons": ("words and colons", lambda size: repeat("Both sides: met; again: ", size)),
    "notes": ("numbers of footnotes", lambda size: count(lambda n: "Both sides met again.%d They left. " % (n % 99), size, most=29_000)),
    "equal-sentences": ("59,000 equal sentences", lambda size: repeat("Both sides agreed to meet. ", 59_000 * 27)),
    "few-sentences": ("sentences of few wordings", lambda size: count(lambda n: "Both sides agreed to %s with %s. " % (letters(n % 13, 2), letters(n * 7 % 11, 2)), size, most=59_000)),
    "confusable": ("words in letters of two scripts", lambda size: repeat("ir\u043enclad \uff49ron c\u0430lls ", size // 2)),
    "invisible": ("characters that cannot be seen", lambda size: repeat("a\u200bb\u202e \u00ad", size // 3)),
    # Markdown
    "md-grave": ("Markdown: words in code", lambda size: repeat("`both` sides `` ` `` met. ", size, "# Joint Statement\n\n")),
    "md-footnotes": ("Markdown: footnotes", lambda size: count(lambda n: "Both sides met.[^%d]\n\n[^%d]: They left.\n\n" % (n, n), size, "# Joint Statement\n\n", 29_000)),
    "md-mixed": ("Markdown: quotes in lists in quotes", lambda size: repeat("> - " * 200 + "both\n", size, "# Joint Statement\n\n")),
    "md-struck": ("Markdown: struck", lambda size: repeat("~~a ~~b ~c ", size, "# Joint Statement\n\n")),
    "md-raised": ("Markdown: raised", lambda size: repeat("a^b^ c~d~ <sup>e ", size, "# Joint Statement\n\n")),
    "md-hidden": ("Markdown: tags with a style", lambda size: repeat("<span style='display:none'>a ", size, "# Joint Statement\n\n")),
    "md-html-blocks": ("Markdown: blocks of HTML", lambda size: repeat("<div>both</div>\n\n", size, "# Joint Statement\n\n")),
    "md-setext": ("Markdown: underlined headings", lambda size: repeat("Both sides\n===\n", size, "")),
    "md-cells": ("Markdown: a table of many rows", lambda size: "# Joint Statement\n\n|a|b|\n|-|-|\n" + "|both|sides|\n" * (size // 13)),
    "md-brackets": ("Markdown: opening brackets", lambda size: repeat("[", size, "# Joint Statement\n\n")),
    "md-brackets-1mb": ("the same, 960 kB", lambda size: repeat("[", 960_000, "# Joint Statement\n\n")),
    "md-bracket-pairs": ("Markdown: nested brackets", lambda size: "# Joint Statement\n\n" + "[" * (size // 2) + "]" * (size // 2) + "\n"),
    "md-images": ("Markdown: ![ again and again", lambda size: repeat("![", size, "# Joint Statement\n\n")),
    "md-links": ("Markdown: links", lambda size: repeat("[both](https://example.org/a) ", size, "# Joint Statement\n\n")),
    "md-half-links": ("Markdown: half links", lambda size: repeat("[a](<b", size, "# Joint Statement\n\n")),
    "md-references": ("Markdown: reference links and definitions", lambda size: count(lambda n: "[a%d]: https://example.org\n\n[a%d]\n\n" % (n, n), size, "# Joint Statement\n\n", 29_000)),
    "md-emphasis": ("Markdown: stars", lambda size: repeat("*a **b ", size, "# Joint Statement\n\n")),
    "md-emphasis-nested": ("Markdown: nested strong", lambda size: "# Joint Statement\n\n" + "**a " * (size // 8) + "b** " * (size // 8) + "\n"),
    "md-stars": ("Markdown: nothing but stars", lambda size: "# Joint Statement\n\nx" + "*" * size + "x\n"),
    "md-underscores": ("Markdown: _a __b", lambda size: repeat("_a __b ", size, "# Joint Statement\n\n")),
    "md-quotes": ("Markdown: nested quotes", lambda size: "# Joint Statement\n\n" + ">" * size + " both\n"),
    "md-quote-lines": ("Markdown: lines of deep quotes", lambda size: repeat("> " * 500 + "a\n", size, "# Joint Statement\n\n")),
    "md-lists": ("Markdown: nested lists", lambda size: "# Joint Statement\n\n" + "".join("  " * n + "- both %d\n" % n for n in range(int(size ** 0.5))) + "\n"),
    "md-list-marks": ("Markdown: list marks in one line", lambda size: repeat("- ", size, "# Joint Statement\n\n")),
    "md-headings": ("Markdown: headings", lambda size: count(lambda n: "# Heading %s\n\n" % name(n), size, "", 59_000)),
    "md-ticks": ("Markdown: runs of backticks", lambda size: count(lambda n: "`" * (n % 3000 + 1) + " a ", size, "# Joint Statement\n\n")),
    "md-tables": ("Markdown: tables", lambda size: "# Joint Statement\n\n" + "|a" * 2000 + "|\n" + "|-" * 2000 + "|\n" + "|b|\n" * 60_000),
    "md-html": ("Markdown: half tags", lambda size: repeat("<a b='", size, "# Joint Statement\n\n")),
    "md-comments": ("Markdown: half comments", lambda size: repeat("a <!-- ", size, "# Joint Statement\n\n")),
    "md-html-block": ("Markdown: an HTML block of half tags", lambda size: "# Joint Statement\n\n<div>\n" + "<script>x</style>\n" * 200_000),
    "md-cdata": ("Markdown: half declarations", lambda size: repeat("a <![CDATA[ <? <!A ", size, "# Joint Statement\n\n")),
    "md-entities": ("Markdown: entities", lambda size: repeat("&amp;&#x41;&#x", size, "# Joint Statement\n\n")),
    "md-escapes": ("Markdown: backslashes", lambda size: repeat("\\", size, "# Joint Statement\n\n")),
    "md-strong-lines": ("Markdown: lines of stars with spaces", lambda size: repeat("**Iraq. ** As part ** of\n", size, "# Joint Statement\n\n")),
    # Front matter
    "yaml-anchors": ("front matter: anchors of anchors", front(lambda size: "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join("a%d: &a%d [%s]\n" % (n, n, ",".join(["*a%d" % (n - 1)] * 9)) for n in range(1, 12)))),
    "yaml-deep": ("front matter: deep nesting", front(lambda size: "a: " + "[" * (size // 2) + "]" * (size // 2 - 8))),
    "yaml-maps": ("front matter: deep maps", front(lambda size: "a: " + "{a: " * (size // 6))),
    "yaml-keys": ("front matter: many keys", front(lambda size: count(lambda n: "k%d: %d\n" % (n, n), size - 64, ""))),
    "yaml-key": ("front matter: a huge key", front(lambda size: "k" * (size - 100) + ": x\ntitle: y")),
    "yaml-merge": ("front matter: merge keys", front(lambda size: "a: &a {b: 1}\n" + count(lambda n: "c%d: {<<: [*a, *a, *a]}\n" % n, size - 100, ""))),
    "yaml-block": ("front matter: block scalars", front(lambda size: count(lambda n: "k%d: >\n  x\n" % n, size - 100, ""))),
    "toml-deep": ("front matter in TOML: deep nesting", lambda size: "+++\na = " + "[" * 30_000 + "]" * 30_000 + "\n+++\n\nBoth sides met.\n"),
    "toml-dots": ("front matter in TOML: dotted keys", lambda size: "+++\n" + ".".join(["a"] * 30_000) + " = 1\n+++\n\nBoth sides met.\n"),
    "toml-tables": ("front matter in TOML: tables", lambda size: "+++\n" + count(lambda n: "[a.b%d]\n" % n, 60_000, "") + "+++\n\nBoth sides met.\n"),
    # Web pages
    "html-real": ("page: paragraphs", html(lambda size: count(lambda n: "<p>%s</p>\n" % SENTENCE.replace("Peninsula", name(n)), size - 500, "", 59_000))),
    "html-deep": ("page: nested elements", html(lambda size: "<div>" * (size // 11) + "both" + "</div>" * (size // 11))),
    "html-spans": ("page: nested spans", html(lambda size: "<p>" + "<span>" * (size // 15) + "both")),
    "html-attributes": ("page: an element of many attributes", html(lambda size: "<p " + count(lambda n: "a%d=b " % n, size - 500, "") + ">both sides met.</p>")),
    "html-classes": ("page: elements of many classes", html(lambda size: count(lambda n: "<p class='%s'>both %d</p>" % (" ".join("c%d" % k for k in range(200)), n), size - 500, ""))),
    "html-rules": ("page: style rules for elements", html(lambda size: count(lambda n: "<p class=c%d>both sides met %d.</p>" % (n, n), size // 2, "", 59_000),
                   "<style>" + "".join(".c%d{display:block}" % n for n in range(150_000)) + "</style>")),
    "html-selectors": ("page: long selectors", html(lambda size: "<div>" * 400 + "<p>both sides met.</p>" * 50_000, "<style>" + ("div " * 300 + "p{display:none}") * 3_000 + "</style>")),
    "html-misnested": ("page: formatting elements misnested", html(lambda size: "<p>" + "".join("<b><i><u><s>" for _ in range(100)) + "<p>both" * ((size - 2000) // 7))),
    "html-tables": ("page: nested tables", html(lambda size: "<table><tr><td>" * (size // 15) + "both")),
    "html-foster": ("page: text in tables", html(lambda size: "<table>" + "<b>x<td>" * (size // 8))),
    "html-lists": ("page: nested lists", html(lambda size: "<ul><li>both" * (size // 12))),
    "html-entities": ("page: entities", html(lambda size: "<p>" + "&amp;&notin;&#x41;" * (size // 18))),
    "html-brs": ("page: line breaks", html(lambda size: "<p>" + "both<br>" * (size // 8))),
    "html-menus": ("page: menus", html(lambda size: count(lambda n: "<nav><ul><li><a href=/%d>Item %d</a></li></ul></nav>" % (n, n), size - 500, ""))),
    "html-comments": ("page: comments", html(lambda size: "<!--x-->" * (size // 8) + "<p>both sides met.</p>")),
    "html-script": ("page: half scripts", html(lambda size: "<script><!--<script>" * (size // 20))),
    "html-ids": ("page: anchors and references", html(lambda size: count(lambda n: "<p id=n%d>both <a href='#n%d'>[%d]</a> sides</p>" % (n, n + 1, n), size - 500, "", 59_000))),
    "html-links": ("page: one link for each word", html(lambda size: "<p>" + "<a href=/x>both</a> " * (size // 20))),
    "html-select": ("page: options", html(lambda size: "<select>" + "<option>both" * (size // 12))),
    "html-template": ("page: nested templates", html(lambda size: "<template>" * (size // 10))),
    "html-svg": ("page: foreign elements", html(lambda size: "<svg><g>" * (size // 8))),
    "html-attribute": ("page: one attribute of megabytes", html(lambda size: "<p title='" + "x" * size + "'>both sides met.</p>")),
    "html-text": ("page: one text of megabytes", html(lambda size: "<p>" + "both sides " * (size // 11))),
    "html-titles": ("page: headings", html(lambda size: "<h2>Both sides</h2>" * (size // 19))),
    "html-data": ("page: nothing but data for machines", lambda size: "<!DOCTYPE html><html><head><script type='application/ld+json'>" + "[" * 100_000 + '{"articleBody":"' + "both sides met. " * (size // 16) + '"}' + "</script></head><body></body></html>"),
    "html-frames": ("page: pages in pages", html(lambda size: "<iframe srcdoc='" + "&lt;p&gt;both sides met." * (size // 50) + "'></iframe>" * 2)),
    "html-noscripts": ("page: pieces for browsers without scripts", html(lambda size: "<noscript><p>both</p></noscript>" * (size // 32))),
    "html-shadows": ("page: shadow trees", html(lambda size: "<div><template shadowrootmode=open><slot></slot></template>both</div>" * (size // 66))),
    "html-styles": ("page: an own style for each element", html(lambda size: "<p style='display:block;color:#222;font-size:12px'>both</p>" * (size // 61))),
    "html-variables": ("page: variables in styles", html(lambda size: "<p class=a>both sides met.</p>" * 50_000,
                       "<style>" + "".join(":root{--v%d:var(--v%d)}.a{color:var(--v%d)}" % (n, n + 1, n) for n in range(40_000)) + "</style>")),
    "html-nested-rules": ("page: rules in rules", html(lambda size: "<p class=a>both sides met.</p>" * 50_000, "<style>" + ".a{" * 500_000 + "display:none" + "}" * 500_000 + "</style>")),
    "html-has": ("page: rules that nobody can tell", html(lambda size: "<p class=a>both sides met.</p>" * 50_000, "<style>" + ".a:has(b){display:none}" * 100_000 + "</style>")),
    "html-siblings": ("page: rules for siblings", html(lambda size: "<p class=a>both sides met.</p>" * 50_000, "<style>" + ".a~.a+.a{display:block}" * 100 + "</style>")),
    # Word files
    "docx-bomb": ("Word: 300 MB packed into little", lambda size: zipped([("_rels/.rels", '<Relationships xmlns="http://x"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'),
                  ("word/document.xml", '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' + "<w:p><w:r><w:t>both</w:t></w:r></w:p>" * 8_000_000 + "</w:body></w:document>")])),
    "docx-files": ("Word: 60,000 files in it", lambda size: zipped([("_rels/.rels", "<Relationships/>"), ("[Content_Types].xml", "<Types/>")] + [("word/x%d.xml" % n, "") for n in range(60_000)])),
    "docx-depth": ("Word: elements in each other", word(lambda size: "<w:sdt>" * (size // 7))),
    "docx-tabs": ("Word: tabs and breaks", word(lambda size: "<w:p><w:r>" + "<w:tab/><w:br/>" * (size // 15) + "<w:t>both</w:t></w:r></w:p>")),
    "docx-changes": ("Word: tracked changes", word(lambda size: "<w:p>" + '<w:ins w:id="1" w:author="a"><w:r><w:t>b </w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>c </w:delText></w:r></w:del>' * (size // 123) + "</w:p>")),
    "docx-fields": ("Word: fields", word(lambda size: "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>X</w:instrText></w:r>' * (size // 82) + "</w:p>")),
    "odt-paragraphs": ("OpenDocument: paragraphs", odt(lambda size: "<text:p>Both sides met.</text:p>" * (size // 32))),
    "odt-depth": ("OpenDocument: lists in lists", odt(lambda size: "<text:list><text:list-item>" * (size // 27))),
    "odt-spans": ("OpenDocument: spans", odt(lambda size: "<text:p>" + "<text:span>b</text:span>" * (size // 24) + "</text:p>")),
    "odt-spaces": ("OpenDocument: counted spaces", odt(lambda size: "<text:p>a" + '<text:s text:c="1000000000"/>b' * (size // 30) + "</text:p>")),
    "odt-columns": ("OpenDocument: repeated cells", odt(lambda size: "<table:table><table:table-row>" + '<table:table-cell table:number-columns-repeated="1000000000"><text:p>b</text:p></table:table-cell>' * (size // 100) + "</table:table-row></table:table>")),
    "epub-chapters": ("EPUB: 20,000 chapters", epub(lambda size: ["<html><body><p>Both sides met %d.</p></body></html>" % n for n in range(20_000)])),
    "epub-chapter": ("EPUB: one long chapter", epub(lambda size: ["<html><body>" + "<p>Both sides met.</p>" * (size // 22) + "</body></html>"])),
    "rtf-text": ("RTF: paragraphs", lambda size: "{\\rtf1\\ansi " + "Both sides met.\\par " * (size // 20) + "}"),
    "rtf-depth": ("RTF: groups in groups", lambda size: "{\\rtf1\\ansi " + "{" * (size // 2) + "both" + "}" * (size // 2)),
    "rtf-words": ("RTF: control words", lambda size: "{\\rtf1\\ansi both " + "\\b\\i\\u8364?" * (size // 13) + "}"),
    "rtf-fonts": ("RTF: fonts", lambda size: "{\\rtf1\\ansi{\\fonttbl" + "".join("{\\f%d Font%d;}" % (n, n) for n in range(size // 24)) + "} both sides met.}"),
    "rtf-binary": ("RTF: bytes that are no text", lambda size: "{\\rtf1\\ansi both " + "\\bin9 xxxxxxxxx" * (size // 15) + "}"),
    "rtf-tables": ("RTF: cells", lambda size: "{\\rtf1\\ansi " + "\\trowd both\\cell sides\\cell\\row " * (size // 35) + "}"),
    # Mail
    "mail-text": ("mail: a long letter", mail(lambda size: MET * (size // len(MET)))),
    "mail-parts": ("mail: 100,000 parts", mail(lambda size: "".join("--b\nContent-Type: text/plain\n\n%s" % MET for _ in range(100_000)) + "--b--\n", 'multipart/mixed; boundary="b"')),
    "mail-depth": ("mail: parts in parts", mail(lambda size: "".join('--b%d\nContent-Type: multipart/mixed; boundary="b%d"\n\n' % (n, n + 1) for n in range(size // 60)), 'multipart/mixed; boundary="b0"')),
    "mail-attachments": ("mail: attachments", mail(lambda size: "--b\nContent-Type: text/plain\n\n" + MET * 20 + "".join('--b\nContent-Type: application/pdf; name="f%d.pdf"\nContent-Disposition: attachment; filename="f%d.pdf"\n\nx\n' % (n, n) for n in range(size // 110)) + "--b--\n", 'multipart/mixed; boundary="b"')),
    "mail-head": ("mail: a header of megabytes", mail(lambda size: MET, head="X-Y: " + "z " * 4_000_000 + "\n")),
    "mail-heads": ("mail: headers", mail(lambda size: MET, head="".join("X-%d: z\n" % n for n in range(600_000)))),
    "mail-words": ("mail: encoded words", mail(lambda size: MET, head="To: " + "=?utf-8?B?w6k=?= " * 500_000 + "\n")),
    "mail-quoted": ("mail: a letter in quoted-printable", mail(lambda size: "=C3=A9both=\n" * (size // 13), head="Content-Transfer-Encoding: quoted-printable\n")),
    "mail-base64": ("mail: a letter in base64", mail(lambda size: "Qm90aCBzaWRlcyBtZXQuIA==\n" * (size // 25), head="Content-Transfer-Encoding: base64\n")),
    "mail-answers": ("mail: answers to answers", mail(lambda size: "".join("%s both sides met\n" % (">" * (n % 400)) for n in range(size // 220)))),
    "mail-page": ("mail: a page in a letter", mail(lambda size: "<html><body>" + "<p>Both sides met.</p>" * (size // 22), "text/html")),
    "gzip-bomb": ("packed: 600 MB packed into little", lambda size: __import__("gzip").compress(b"Both sides met. " * 40_000_000, 9)),
    "docx-paragraphs": ("Word: paragraphs", word(lambda size: count(lambda n: paragraph(SENTENCE), size, "", 59_000))),
    "docx-runs": ("Word: a paragraph of runs", word(lambda size: "<w:p>" + "<w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r>" * (size // 49) + "</w:p>")),
    "docx-empty": ("Word: empty paragraphs", word(lambda size: "<w:p/>" * (size // 6) + paragraph(SENTENCE))),
    "docx-deep": ("Word: nested content", word(lambda size: "<w:sdt><w:sdtContent>" * 240 + paragraph(SENTENCE) * (size // 150) + "</w:sdtContent></w:sdt>" * 240)),
    "docx-styles": ("Word: styles based on styles", word(lambda size: count(lambda n: paragraph("both %d" % n, '<w:pPr><w:pStyle w:val="s%d"/></w:pPr>' % n), size // 2, "", 40_000),
                    styles=lambda size: count(lambda n: '<w:style w:styleId="s%d"><w:name w:val="n%d"/><w:basedOn w:val="s%d"/></w:style>' % (n, n, n + 1), size // 2, "", 40_000))),
    "docx-numbering": ("Word: numbering", word(lambda size: count(lambda n: paragraph("both %d" % n, '<w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr>' % (n % 9, n % 20_000)), size // 2, "", 40_000),
                       numbering=lambda size: "".join('<w:abstractNum w:abstractNumId="%d"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%%1."/></w:lvl></w:abstractNum><w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>' % (n, n, n) for n in range(20_000)))),
    "docx-numerals": ("Word: list numbers in Roman", word(lambda size: paragraph("both", '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>') * (size // 130),
                      numbering=lambda size: '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="2000000000"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%s."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>' % ("%1" * 2000))),
    "docx-rels": ("Word: relations", word(lambda size: paragraph(SENTENCE), rels=lambda size: count(lambda n: '<Relationship Id="x%d" Type="http://x/footnotes" Target="footnotes.xml"/>' % n, size, ""))),
    "docx-notes": ("Word: footnotes", word(lambda size: "<w:p>" + count(lambda n: '<w:r><w:t>both </w:t><w:footnoteReference w:id="%d"/></w:r>' % n, size // 2, "") + "</w:p>",
                   footnotes=lambda size: count(lambda n: '<w:footnote w:id="%d">%s</w:footnote>' % (n, paragraph("note")), size // 2, ""))),
    "docx-tables": ("Word: nested tables", word(lambda size: "<w:tbl><w:tr><w:tc>" * 150 + paragraph("both") * (size // 80) + "</w:tc></w:tr></w:tbl>" * 150)),
    "docx-attributes": ("Word: an element of many attributes", word(lambda size: "<w:p " + count(lambda n: 'a%d="b" ' % n, size, "") + "><w:r><w:t>both</w:t></w:r></w:p>")),
    "docx-entities": ("Word: entities", word(lambda size: paragraph("&amp;" * (size // 5)))),
    # PDF files
    "pdf-lines": ("PDF: lines on one page", pdf(lines_of_pdf)),
    "pdf-pages": ("PDF: many pages", pdf(lines_of_pdf, lambda size: size // 4_000)),
    "pdf-tiny-pages": ("PDF: 20,000 pages", pdf(lambda size: "BT /F1 11 Tf 72 700 Td (Both sides met.) Tj ET", lambda size: 20_000)),
    "pdf-letters": ("PDF: one letter at a time", pdf(lambda size: "BT /F1 11 Tf 1 0 0 1 72 700 Tm\n" + "(b) Tj\n" * (size // 7) + "ET")),
    "pdf-overprint": ("PDF: letters on one place", pdf(lambda size: "BT /F1 11 Tf\n" + "1 0 0 1 72 700 Tm (b) Tj\n" * (size // 25) + "ET")),
    "pdf-packed": ("PDF: a packed page that unpacks to 300 MB", pdf(lambda size: "BT /F1 11 Tf\n" + "1 0 0 1 72 700 Tm (both sides) Tj\n" * 9_000_000 + "ET", packed=True)),
    "pdf-objects": ("PDF: objects that nothing uses", pdf(lambda size: "BT /F1 11 Tf 72 700 Td (Both sides met.) Tj ET", further=lambda size: ["<< /A %d >>" % n for n in range(size // 50)])),
    "pdf-deep": ("PDF: nested arrays", pdf(lambda size: "BT /F1 11 Tf 72 700 Td (Both sides met.) Tj ET", further=lambda size: ["[" * (size // 2) + "]" * (size // 2)])),
    "pdf-graphics": ("PDF: saved graphics states", pdf(lambda size: "q " * (size // 2 - 100) + "BT /F1 11 Tf 72 700 Td (Both sides met.) Tj ET")),
    "pdf-numbers": ("PDF: operands without an operator", pdf(lambda size: "1 " * (size // 2 - 100) + "BT /F1 11 Tf 72 700 Td (Both sides met.) Tj ET")),
}


def edited(data, case):
    """A copy in which one word of fifty is another, and, of "moved", every paragraph stands elsewhere."""
    if case in ("gone", "gone-moved"):
        return HEAD + "Both sides met in Seoul and left.\n"
    if case in ("moved", "sections", "tiny-blocks"):
        blocks = data.split("\n\n")
        random.Random(5).shuffle(blocks)
        return "\n\n".join(blocks)
    if isinstance(data, bytes):
        return data
    words = data.split(" ")
    for at in range(20, len(words), 50):
        if "=" not in words[at] and "<" not in words[at]:
            words[at] = "apart"
    return " ".join(words)


def write(folder, case, size):
    data = CASES[case][1](size)
    for side, text in (("old", data), ("new", edited(data, case))):
        with open(os.path.join(folder, side), "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
    if not isinstance(data, bytes):
        line = json.dumps({"from": {"text": data}, "to": {"text": edited(data, case)}}, ensure_ascii=False)
        with open(os.path.join(folder, "pairs"), "w", encoding="utf-8") as file:
            file.write(line + "\n")


def commands(kidd, folder, isolated):
    has_pairs = os.path.exists(os.path.join(folder, "pairs"))
    add = lambda side, edition: [kidd, "add", side, "--archive", "kept", "--series", "kidd", "--edition", str(edition),
                                 "--date", "20%d-01-01" % edition]
    both = {
        "show": [kidd, "show", "./old"],
        "show json": [kidd, "show", "./old", "--format", "json"],
        "diff self": [kidd, "diff", "./old", "./old"],
        "diff": [kidd, "diff", "./old", "./new"],
        "diff json": [kidd, "diff", "./old", "./new", "--format", "json"],
        "diff html": [kidd, "diff", "./old", "./new", "--format", "html"],
        "copies": [kidd, "diff", "--copies", "./old", "./new"],
        "align": [kidd, "align", "old", "new"],
        "batch": [kidd, "batch", "pairs"],
        "add": add("./old", 20),
        "add 2": add("./new", 21),
        "drift": [kidd, "drift", "--archive", "kept"],
        "check": [kidd, "check", "--archive", "kept"],
        "verify": [kidd, "verify", "--archive", "kept"],
        "site": [kidd, "site", "pages", "--archive", "kept"],
        "brief": [kidd, "diff", "./old", "./new", "--format", "brief"],
        "docx": [kidd, "diff", "./old", "./new", "--format", "docx"],
    }
    if not has_pairs:
        del both["batch"], both["align"]
    return {name: both[name] for name in both if not isolated or name in isolated}


def memory(pid):
    """The most that a process and its children held so far, in MiB."""
    most = 0
    try:
        with open("/proc/%d/status" % pid) as status:
            for line in status:
                if line.startswith("VmHWM"):
                    most = int(line.split()[1]) / 1024
        with open("/proc/%d/task/%d/children" % (pid, pid)) as children:
            for child in children.read().split():
                most = max(most, memory(int(child)))
    except (OSError, ValueError):
        pass
    return most


def run(command, folder, limit):
    """Seconds, MiB, exit code of one run, `None` where it was given up."""
    environment = dict(os.environ, XDG_CACHE_HOME=os.path.join(folder, "cache"))
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit))))
    os.set_blocking(process.stderr.fileno(), False)
    said, given_up = b"", False
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        said = (said + (process.stderr.read() or b""))[-4000:]
        seconds = time.perf_counter() - start
        if pid:
            break
        if not given_up and (seconds > 6 * limit or memory(process.pid) > GIVE_UP_MIB):
            for child in open("/proc/%d/task/%d/children" % (process.pid, process.pid)).read().split():
                os.kill(int(child), 9)
            process.kill()
            given_up = True
        time.sleep(0.002 if seconds < 1 else 0.05)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    given_up |= process.returncode in (-9, -24)
    seconds = usage.ru_utime + usage.ru_stime
    return seconds, usage.ru_maxrss / 1024, None if given_up else process.returncode, said.decode(errors="replace")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kidd", default=os.path.join(ROOT, "target/release/kidd"))
    parser.add_argument("--size", type=int, default=9_000_000)
    parser.add_argument("--limit", type=float, default=30)
    parser.add_argument("--command", action="append", default=[], help="only these commands")
    parser.add_argument("--json", help="write what was measured to this file, too")
    parser.add_argument("--make", metavar="FOLDER")
    parser.add_argument("cases", nargs="*", metavar="CASE")
    options = parser.parse_args()
    if options.make:
        return write(options.make, options.cases[0], options.size)
    kidd = os.path.abspath(options.kidd)
    all_held, header = True, None
    kept = {}
    for case in options.cases or CASES:
        with tempfile.TemporaryDirectory() as folder:
            # In a process of its own: what this one holds would count as the memory of those that it starts.
            subprocess.run([sys.executable, os.path.abspath(__file__), "--make", folder, case, "--size", str(options.size)], check=True)
            size = os.path.getsize(os.path.join(folder, "old"))
            row = {}
            for name, command in commands(kidd, folder, options.command).items():
                seconds, mib, code, said = run(command, folder, options.limit)
                row[name] = (seconds, mib, code, said)
                if code not in (0, 1, 2, None):
                    print("%s, %s: ended with %s: %s" % (case, name, code, said), file=sys.stderr)
            kept[case] = {"size": size, "commands": row}
        names = options.command or ["show", "show json", "diff self", "diff", "diff json", "diff html", "copies", "align", "batch", "add", "add 2", "drift", "check", "verify", "site", "brief", "docx"]
        if not header:
            header = "| input | bytes | " + " | ".join(names) + " |\n" + "|---" * (len(names) + 2) + "|"
            print(header)
        cells = []
        for name in names:
            if name not in row:
                cells.append("\u2013")
                continue
            seconds, mib, code, _ = row[name]
            held = seconds <= MOST_SECONDS and mib <= MOST_MIB and code is not None
            all_held &= held
            text = "%.1f s, %d MiB" % (seconds, mib)
            text = "> " + text if code is None else text + (", refused" if code == 2 else "")
            cells.append(text + ("" if held else " *"))
        print("| %s | %d | %s |" % (CASES[case][0], size, " | ".join(cells)), flush=True)
        if options.json:
            with open(options.json, "w") as file:
                json.dump(kept, file)
    return 0 if all_held else 1


if __name__ == "__main__":
    sys.exit(main())
