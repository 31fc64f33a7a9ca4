#!/usr/bin/env python3
"""Makes the seeds of every fuzz target in fuzz/seeds anew: small files of each kind, as they are published.

usage: fuzz/seeds.py

It needs nothing but Python. The text is of the 23rd statement, the ledger and the rules are those that ship."""
import html, io, os, shutil, zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SEEDS = os.path.join(ROOT, "fuzz/seeds")


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


def keep(target, name, data):
    os.makedirs(os.path.join(SEEDS, target), exist_ok=True)
    with open(os.path.join(SEEDS, target, name), "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def paragraphs(count):
    return [block for block in read("statements/kidd/23.txt").split("\n\n") if block.strip()][:count]


def word(body, parts={}):
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    files = {
        "_rels/.rels": '<Relationships xmlns="http://x"><Relationship Id="r" Type="%sofficeDocument" Target="word/document.xml"/></Relationships>' % kinds,
        "word/document.xml": '<?xml version="1.0"?><w:document %s><w:body>%s</w:body></w:document>' % (space, body),
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://x">%s</Relationships>' % "".join(
            '<Relationship Id="%s" Type="%s%s" Target="%s.xml"/>' % (name, kinds, name, name) for name in parts),
    }
    for name, part in parts.items():
        files["word/%s.xml" % name] = '<?xml version="1.0"?><w:%s %s>%s</w:%s>' % (name, space, part, name)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as zipped:
        for name, text in files.items():
            zipped.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def run(text, properties=""):
    return '<w:p><w:r>%s<w:t xml:space="preserve">%s</w:t></w:r></w:p>' % (properties, html.escape(text))


def pdf(lines):
    stream = "BT /F1 11 Tf\n" + "".join("1 0 0 1 72 %d Tm (%s) Tj\n" % (750 - 14 * at, line) for at, line in enumerate(lines)) + "ET"
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
              "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
              "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
              "<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)]
    out, places = "%PDF-1.4\n", []
    for at, body in enumerate(bodies, 1):
        places.append(len(out))
        out += "%d 0 obj\n%s\nendobj\n" % (at, body)
    start = len(out)
    out += "xref\n0 6\n0000000000 65535 f \n" + "".join("%010d 00000 n \n" % place for place in places)
    return out + "trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def main():
    shutil.rmtree(SEEDS, ignore_errors=True)
    head = paragraphs(5)
    text = "\n\n".join(head) + "\n"
    edited = text.replace("ironclad", "enduring").replace("both sides", "the two sides").replace(" and ", " as well as ", 2)
    between = "\n=====\n"
    keep("text_pair", "edited.txt", text + between + edited)
    keep("text_pair", "moved.txt", text + between + "\n\n".join([head[0], head[1], head[4], head[3], head[2]]) + "\n")
    keep("text_pair", "lists.txt", "1. Both sides met.\n\n- They agreed to share data, to train, and to meet.\n- They will meet in 2024.\n"
         + between + "1. Both sides met.\n\n- They agreed to share data and to train.\n- They intend to meet in 2025.\n")
    keep("text_pair", "markdown.md", "# Joint Statement\n\n**Both sides** [met](https://example.org).\n\n1. They *agreed*.\n"
         + between + "# Joint Statement\n\nBoth sides met.\n\n> They agreed.\n\n| a | b |\n|---|---|\n| c | d |\n")
    keep("text_pair", "short.txt", "We met." + between + "We will meet the U.S.-ROK Group (URG) by September 18, 2024.")

    body = "".join("<p>%s</p>\n" % html.escape(block) for block in head)
    keep("page", "plain.html", "<!DOCTYPE html><html><head><title>Joint Statement</title></head><body>%s</body></html>" % body)
    keep("page", "article.html", "<!DOCTYPE html><html><head><meta charset=utf-8><style>.x{display:none}p::before{content:'x'}</style></head>"
         "<body><header><nav><ul><li><a href=/>Home</a></ul></nav></header><main><article><h1>Joint Statement</h1>%s"
         "<p class=x>hidden</p><p><del>gone</del> <ins>new</ins> a<sup>1</sup></p></article></main><footer>Contact</footer></body></html>" % body)
    keep("page", "table.html", "<html><body><table><tr><td>%s</td><td><ol start=3 type=a><li>One.<li>Two.</ol></td></tr></table>"
         "<pre>Both sides\nmet.</pre><dl><dt>Date<dd>2024</dl><svg><text>x</text></svg><template>y</template></body></html>" % html.escape(head[2]))
    keep("page", "wide.html", ("<html><body>%s</body></html>" % body[:400]).encode("utf-16"))

    keep("word", "plain.docx", word("".join(run(block) for block in head)))
    keep("word", "parts.docx", word(
        run("Joint Statement", "<w:rPr><w:b/></w:rPr>") + run("hidden", "<w:rPr><w:vanish/></w:rPr>")
        + '<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Item.</w:t></w:r></w:p>'
        + '<w:p><w:ins w:author="x"><w:r><w:t>new</w:t></w:r></w:ins><w:del w:author="x"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>'
        + "<w:tbl><w:tr><w:tc>%s</w:tc></w:tr></w:tbl>" % run("Cell."),
        {"styles": '<w:style w:styleId="a"><w:name w:val="List"/><w:basedOn w:val="b"/></w:style>',
         "numbering": '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
         "footnotes": '<w:footnote w:id="1">%s</w:footnote>' % run("A note.")}))

    keep("pdf", "plain.pdf", pdf(["Joint Statement", "Both sides met in Seoul on September 18, 2023, and", "agreed to con-", "tinue their close cooperation.", "They will meet again."]))

    mail = "From: Press <press@example.org>\nTo: list@example.org\nSubject: Joint Statement\nDate: Mon, 18 Sep 2023 10:00:00 +0000\nMIME-Version: 1.0\n"
    keep("mail", "plain.eml", mail + "Content-Type: text/plain; charset=utf-8\n\n" + text[:1500])
    keep("mail", "quoted.eml", mail + "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<html><body><p>Both sides =E2=80=94 met =\nin Seoul.</p></body></html>\n")
    keep("mail", "parts.eml", mail + 'Content-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/plain\n\nBoth sides met.\n--x\nContent-Type: text/html\n'
         "Content-Transfer-Encoding: base64\n\nPHA+Qm90aCBzaWRlcyBtZXQuPC9wPg==\n--x--\n")
    keep("mail", "page.mhtml", 'From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="y"\n\n'
         "--y\nContent-Type: text/html\nContent-Location: https://example.org/\n\n<html><body><p>Both sides met.</p></body></html>\n--y--\n")

    ledger = read("statements/ledger.jsonl")
    keep("ledger", "shipped.jsonl", ledger)
    keep("ledger", "one.jsonl", ledger.splitlines(True)[0])
    keep("ledger", "catalog.toml", read("statements/kidd/catalog.toml")[:3000])

    keep("policy", "template.toml", read("src/policy/template.toml"))
    keep("policy", "lines.toml", 'policy = 1\nfail-on = "warning"\n\n[levels]\n"pledge/dropped" = "error"\n\n[[override]]\nrule = "pledge/"\nsection = "cyber"\nlevel = "note"\n\n'
         '[[phrase]]\nphrase = "ironclad"\n\n[[keep]]\nbody = "CCWG"\n\n[[budget]]\nchanged = 40\n\n[first-seen]\nlevel = "error"\n')
    keep("policy", "accepted.toml", '[[accepted]]\nid = "0123456789ab"\nrule = "pledge/dropped"\nsubject = "a plan"\nfrom = "kidd-22"\nto = "kidd-23"\nby = "A. Person"\ndate = 2024-01-01\nreason = "agreed"\n')

    keep("rules", "kidd.toml", read("statements/kidd/series.toml"))
    keep("rules", "small.toml", 'rules = 1\nname = "x"\n\n[[section]]\nid = "cyber"\ntitle = "Cyber"\ncues = ["cyber cooperation", { cue = "network", weight = 2.0 }]\n\n'
         '[[furniture]]\nid = "share"\nplace = "anywhere"\nline = ["share this {words}"]\n\n[drop]\nsection = ["trade"]\n')

    keep("front_matter", "yaml.md", 'title: "Joint Statement"\ndate: 2023-09-18\nvenue: Seoul\ntags: [a, b]\nnested: {a: {b: c}}\nlong: >\n  folded\n  text')
    keep("front_matter", "anchors.md", "a: &a {b: 1}\nc: {<<: *a}\ntitle: 'x'")
    keep("front_matter", "toml.md", '+title = "Joint Statement"\ndate = 2023-09-18\n[a.b]\nc = [1, 2]'[1:])


if __name__ == "__main__":
    main()
