"""Transcript files of every kind that can be read, and the refusal of every other."""

import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.domain.transcript import Role
from qualcode.errors import TranscriptFileError
from qualcode.interchange.transcript_files import parse_transcript, read_transcript, transcript_name

CORPUS = Path(__file__).parents[2] / "corpus"
TALK = "Interviewer: Hoe was het idee?\n\nR1: Eén idee, geïnspireerd door ’t café. Geen ideeën meer.\n"


def a_word_file(*paragraphs, change=None):
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if change:
        change(document)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def a_table(*rows):
    """A change of a Word file that adds a table."""

    def add(document):
        table = document.add_table(rows=0, cols=max(map(len, rows)))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=False):
                cell.text = words

    return add


def raw(xml):
    """A change of a Word file that adds XML behind the paragraphs."""

    def add(document):
        document.element.body.insert(-1, parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))

    return add


def said(parsed):
    return [(turn.label, turn.speech.of(parsed.text)) for turn in parsed.turns]


def refusal(data, name="gesprek.txt"):
    with pytest.raises(TranscriptFileError) as caught:
        parse_transcript(data, name)
    sentence = str(caught.value)
    assert sentence.startswith(f"{name}: ")
    assert "\n" not in sentence
    return sentence


# Text


@pytest.mark.parametrize(
    ("encoding", "reported"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac-roman", "mac-roman"),
    ],
)
def test_text_is_read_in_the_encodings_of_dutch_files(encoding, reported):
    parsed = parse_transcript(TALK.encode(encoding), "gesprek.txt")
    assert parsed.text == TALK
    assert parsed.encoding == reported


@pytest.mark.parametrize(("encoding", "extra"), [("cp850", "één"), ("iso-8859-15", "€ 500"), ("latin-1", "crème")])
def test_text_is_read_in_old_encodings(encoding, extra):
    talk = TALK.replace("’", "'").replace("Geen", extra)
    parsed = parse_transcript(talk.encode(encoding), "gesprek.txt")
    assert parsed.text == talk


def test_guessed_encoding_is_noticed():
    (notice,) = parse_transcript(TALK.encode("cp1252"), "gesprek.txt").notices
    assert notice == "the encoding was guessed: cp1252; look at a word with an accent"


def test_text_that_was_encoded_twice_is_put_back():
    parsed = parse_transcript(TALK.encode().decode("cp1252").encode(), "gesprek.txt")
    assert parsed.text == TALK
    assert len(parsed.notices) == 1


def test_newlines_become_line_feeds_and_letters_are_composed():
    parsed = parse_transcript("I: Een\r\nR: twee\rI: cafe\u0301\u2028R: vier".encode(), "gesprek.txt")
    assert parsed.text == "I: Een\nR: twee\nI: café\nR: vier"


def test_nothing_else_of_a_text_is_changed():
    text = "\n  I:  Een \t\xa0dubbele  spatie.\u200b\n\n\n\nR: “Ja” … \n"
    assert parse_transcript(text.encode(), "gesprek.txt").text == text


def test_markdown_is_kept_as_it_is():
    parsed = parse_transcript(b"# Gesprek\n\n**I:** Hoe *was* dat?\n\n**R1:** Rustig.", "gesprek.md")
    assert said(parsed) == [("", "# Gesprek"), ("I", "Hoe *was* dat?"), ("R1", "Rustig.")]


# Word


def test_paragraphs_of_a_word_file_are_turns():
    parsed = parse_transcript(a_word_file("Gesprek 5", "I: Hoe?", "R: Rustig.", "", "En stil."), "gesprek.docx")
    assert parsed.text == "Gesprek 5\n\nI: Hoe?\n\nR: Rustig.\n\nEn stil."
    assert said(parsed) == [("", "Gesprek 5"), ("I", "Hoe?"), ("R", "Rustig.\n\nEn stil.")]


def test_line_breaks_inside_a_paragraph_begin_turns():
    parsed = parse_transcript(a_word_file("I: Hoe?\nR: Rustig.\nI:\tEn nu?"), "gesprek.docx")
    assert said(parsed) == [("I", "Hoe?"), ("R", "Rustig."), ("I", "En nu?")]


def test_table_with_speakers_in_the_first_column():
    table = a_table(["Interviewer", "Hoe was dat?"], ["Fatma:", "Rustig.\nLet op: stil."], ["", "Heel stil."])
    parsed = parse_transcript(a_word_file("Gesprek 5", change=table), "gesprek.docx")
    assert parsed.text == "Gesprek 5\n\nInterviewer: Hoe was dat?\n\nFatma: Rustig.\nLet op: stil.\n\nHeel stil."
    assert said(parsed)[2] == ("Fatma", "Rustig.\nLet op: stil.\n\nHeel stil.")
    assert [turn.role for turn in parsed.turns] == [Role.UNKNOWN, Role.INTERVIEWER, Role.RESPONDENT]


@pytest.mark.parametrize(
    "rows",
    [
        [["00:05", "I", "Hoe?"], ["00:09", "R1", "Rustig."]],
        [["I", "00:05", "Hoe?"], ["R1", "00:09", "Rustig."]],
        [["Tijd", "Wie", "Tekst"], ["[0:05]", "I:", "Hoe?"], ["[0:09]", "R1:", "Rustig."]],
        [["1", "I 00:05", "Hoe?"], ["2", "R1 00:09", "Rustig."]],
        [["I (00:05)", "Hoe?"], ["R1 (00:09)", "Rustig."]],
    ],
)
def test_table_with_speakers_and_times(rows):
    parsed = parse_transcript(a_word_file(change=a_table(*rows)), "gesprek.docx")
    assert said(parsed) == [("I", "Hoe?"), ("R1", "Rustig.")]
    assert [turn.start_ms for turn in parsed.turns] == [5000, 9000]


def test_table_of_facts_is_no_table_of_speakers():
    table = a_table(["Datum", "3 mei 2019"], ["Plaats", "buurthuis"], ["Duur", "40 minuten"])
    parsed = parse_transcript(a_word_file("I: Hoe?", "R: Rustig.", "I: Goed.", change=table), "gesprek.docx")
    assert said(parsed)[-1] == ("I", "Goed.\n\nDatum\t3 mei 2019\n\nPlaats\tbuurthuis\n\nDuur\t40 minuten")


def test_labelled_paragraphs_beside_a_table_of_speakers_keep_their_speakers():
    table = a_table(["I", "En nu?"], ["R", "Druk."])
    parsed = parse_transcript(a_word_file("I: Hoe?", "R: Rustig.", change=table), "gesprek.docx")
    assert said(parsed) == [("I", "Hoe?"), ("R", "Rustig."), ("I", "En nu?"), ("R", "Druk.")]


@pytest.mark.parametrize(
    ("xml", "read"),
    [
        ("<w:p><w:r><w:t>R: a</w:t></w:r><w:ins><w:r><w:t>bc</w:t></w:r></w:ins></w:p>", "abc"),
        ("<w:p><w:r><w:t>R: a</w:t></w:r><w:del><w:r><w:delText>bc</w:delText></w:r></w:del></w:p>", "a"),
        ("<w:p><w:r><w:t>R: a</w:t></w:r><w:hyperlink><w:r><w:t>bc</w:t></w:r></w:hyperlink></w:p>", "abc"),
        ("<w:p><w:r><w:t>R: a</w:t></w:r><w:smartTag><w:r><w:t>bc</w:t></w:r></w:smartTag></w:p>", "abc"),
        (
            "<w:p><w:r><w:t>R: a</w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>b</w:t></w:r></w:sdtContent></w:sdt></w:p>",
            "ab",
        ),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>R: ab</w:t></w:r></w:p></w:sdtContent></w:sdt>", "ab"),
        ("<w:p><w:r><w:t>R: a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r></w:p>", "a\nb\tc"),
        (
            '<w:p><w:r><w:t>R: a</w:t></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>',
            "a b",
        ),
        ("<w:p><w:r><w:t>R: a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r></w:p>", "a-bc"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>R: a</w:t></w:r></w:p>", "a"),
    ],
)
def test_word_text_is_what_a_reader_sees(xml, read):
    assert said(parse_transcript(a_word_file("I: Hoe?", change=raw(xml)), "gesprek.docx"))[-1] == ("R", read)


def test_deleted_paragraph_mark_joins_the_paragraphs():
    document = a_word_file(
        "I: Hoe?",
        change=raw(
            "<w:sdt><w:sdtContent><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>R: een </w:t></w:r></w:p>"
            "<w:p><w:r><w:t>zin.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert said(parse_transcript(document, "gesprek.docx"))[-1] == ("R", "een zin.")


def test_header_and_footer_are_left_out():
    def add(document):
        document.sections[0].header.paragraphs[0].text = "Vertrouwelijk"
        document.sections[0].footer.paragraphs[0].text = "Pagina 1"

    parsed = parse_transcript(a_word_file("I: Hoe?", "R: Rustig.", change=add), "gesprek.docx")
    assert parsed.text == "I: Hoe?\n\nR: Rustig."


def test_text_box_is_left_out_and_noticed():
    box = (
        "<w:p><w:r><w:t>R: Rustig.</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>kader</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></w:r></w:p>"
    )
    parsed = parse_transcript(a_word_file("I: Hoe?", change=raw(box)), "gesprek.docx")
    assert said(parsed) == [("I", "Hoe?"), ("R", "Rustig.")]
    assert parsed.notices[0].startswith("the file has a text box")


# Captions


def test_voices_of_webvtt_are_speakers_and_their_cues_are_joined():
    captions = """WEBVTT - gesprek

NOTE gemaakt met een recorder

1
00:00:01.000 --> 00:00:03.500
<v Interviewer>Hoe was <i>het</i></v>

2
00:00:03.500 --> 00:00:05.000 align:start
<v Interviewer>in de wijk &amp; daar?</v>

00:00:06.000 --> 00:00:09.250
<v.luid Fatma>Rustig.
Heel stil.</v> <v Interviewer>Ja?</v>
"""
    parsed = parse_transcript(captions.encode(), "gesprek.vtt")
    assert parsed.text == "Interviewer: Hoe was het in de wijk & daar?\n\nFatma: Rustig. Heel stil.\n\nInterviewer: Ja?"
    assert [(turn.start_ms, turn.end_ms) for turn in parsed.turns] == [(1000, 5000), (6000, 9250), (6000, 9250)]
    assert [turn.role for turn in parsed.turns] == [Role.INTERVIEWER, Role.RESPONDENT, Role.INTERVIEWER]


def test_labels_in_the_text_of_webvtt_are_speakers():
    captions = """WEBVTT

00:01.000 --> 00:02.000
Karin Bakker: Hoe was het?

00:02.000 --> 00:03.000
Fatma: Rustig. Kijk: stil

00:03.000 --> 00:04.000
dus.

00:05.000 --> 00:06.000
Karin Bakker: En nu?

00:06.000 --> 00:07.000
Fatma: Druk.
"""
    parsed = parse_transcript(captions.encode(), "gesprek.vtt")
    assert said(parsed)[1] == ("Fatma", "Rustig. Kijk: stil dus.")
    assert (parsed.turns[1].start_ms, parsed.turns[1].end_ms) == (2000, 4000)
    assert [turn.label for turn in parsed.turns] == ["Karin Bakker", "Fatma", "Karin Bakker", "Fatma"]


def test_text_outside_a_cue_is_noticed():
    captions = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v R1>Een\n\nverloren regel\n"
    (notice,) = [notice for notice in parse_transcript(captions.encode(), "a.vtt").notices if "outside a cue" in notice]
    assert "verloren regel" in notice


def a_subtitle_file(*cues):
    return "".join(
        f"{number}\r\n00:00:{start:02d},000 --> 00:00:{end:02d},500\r\n{text}\r\n\r\n"
        for number, (start, end, text) in enumerate(cues, 1)
    ).encode()


def test_labels_of_subtitles_are_speakers_with_times():
    data = a_subtitle_file(
        (1, 2, "I: Hoe was het?"), (3, 4, "R: Rustig,"), (5, 6, "<i>heel</i>\r\nstil."), (7, 8, "I: O.")
    )
    parsed = parse_transcript(data, "gesprek.srt")
    assert said(parsed) == [("I", "Hoe was het?"), ("R", "Rustig, heel stil."), ("I", "O.")]
    assert [(turn.start_ms, turn.end_ms) for turn in parsed.turns] == [(1000, 2500), (3000, 6500), (7000, 8500)]


def test_dashes_of_subtitles_are_speakers_without_a_name():
    data = a_subtitle_file((1, 2, "- Hoe was het?\r\n- Rustig,"), (3, 4, "heel stil."), (9, 10, "Later dus."))
    parsed = parse_transcript(data, "gesprek.srt")
    assert said(parsed) == [("", "Hoe was het?"), ("", "Rustig, heel stil."), ("", "Later dus.")]


# Refusals


@pytest.mark.parametrize("data", [b"", b"  \r\n\t\n", "\ufeff \n".encode(), "\xa0\u2028".encode()])
@pytest.mark.parametrize("name", ["gesprek.txt", "gesprek.md", "gesprek.srt"])
def test_file_without_text_is_refused(data, name):
    assert "no text" in refusal(data, name) or "empty" in refusal(data, name)


def test_labels_without_speech_are_refused():
    assert "nobody says anything" in refusal(b"I:\nR:\n")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bytes(range(256)) * 20, "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "binary"),
        (b"R: ja\x07nee", "U+0007"),
        ("R: ja \ufffd nee".encode(), "a letter was lost"),
        (f"R: {'é'.encode().decode('cp1252')} en 漢".encode(), "decoded wrongly"),
        ("R: привет, как дела сегодня".encode("cp1251"), "the encoding cannot be told"),
        ("R: rustig".encode("utf-16")[:-1], "cut off"),
        (b"\xef\xbb\xbfR: caf\xe9", "cut off"),
    ],
)
def test_file_that_is_no_text_is_refused(data, reason):
    assert reason in refusal(data)


@pytest.mark.parametrize(
    ("name", "way"),
    [("a.doc", ".docx"), ("a.rtf", ".docx"), ("a.odt", ".docx"), ("a.pdf", ".txt"), ("a.xlsx", ".txt"), ("a", ".txt")],
)
def test_other_formats_are_refused_with_a_way_to_convert(name, way):
    sentence = refusal(b"iets", name)
    assert "allowed are .txt, .md, .docx, .vtt, .srt" in sentence
    assert way in sentence.rpartition("(")[2]


def test_truncated_word_file_is_refused():
    data = a_word_file("I: Hoe?")
    for length in range(0, len(data), 499):
        refusal(data[:length], "gesprek.docx")


def test_word_file_of_another_kind_is_refused():
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("word/document.xml", "<geen>xml")
    assert "no Word file" in refusal(archive.getvalue(), "gesprek.docx")
    assert "no office file" in refusal(b"gewoon tekst", "gesprek.docx")


def test_word_file_with_a_password_is_refused():
    assert "password" in refusal(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "gesprek.docx")


def test_zip_bomb_is_refused():
    archive = BytesIO(a_word_file("I: Hoe?"))
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/zeros.bin", b"\0" * 51_000_000)
    assert len(archive.getvalue()) < 100_000
    assert "MB when unpacked; 50 MB is allowed" in refusal(archive.getvalue(), "gesprek.docx")


def test_word_file_without_text_is_refused():
    assert "no text" in refusal(a_word_file(), "gesprek.docx")


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_damaged_word_file_is_refused_or_read(data):
    damaged = bytearray(WORD_FILE)
    for position in data.draw(st.lists(st.integers(0, len(damaged) - 1), min_size=1, max_size=20)):
        damaged[position] = data.draw(st.integers(0, 255))
    with suppress(TranscriptFileError):
        parse_transcript(bytes(damaged), "gesprek.docx")


WORD_FILE = a_word_file("I: Hoe?", "R: Rustig.", change=a_table(["I", "En?"], ["R", "Ja."]))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("gewoon tekst", "the first line of a .vtt file is WEBVTT"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nHallo\n\n00:03.000 --> 00:04.000\nDag", "1 of 2 cues"),
        ("WEBVTT\n", "no text"),
    ],
)
def test_unreadable_webvtt_is_refused(text, reason):
    assert reason in refusal(text.encode(), "gesprek.vtt")


@pytest.mark.parametrize(
    "text", ["gewoon tekst", "1\n00:00:01,000 --> zo\nHallo\n", "kop\n1\n00:00:01,000 --> 00:00:02,000\nHa\n"]
)
def test_unreadable_subtitles_are_refused(text):
    assert "no subtitle" in refusal(text.encode(), "gesprek.srt")


def test_missing_file_and_folder_are_refused(tmp_path):
    (tmp_path / "map.txt").mkdir()
    for path in (tmp_path / "weg.txt", tmp_path / "map.txt"):
        with pytest.raises(TranscriptFileError, match="cannot be read"):
            read_transcript(path)


def test_too_large_file_is_refused(tmp_path):
    path = tmp_path / "groot.txt"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(TranscriptFileError, match="larger than 50 MB"):
        read_transcript(path)


# All files


def test_name_of_a_transcript_is_the_files_without_ending():
    assert transcript_name(Path("map/cafe\u0301 1.b.docx")) == "café 1.b"


def content_of(suffix, labels, speeches):
    lines = [f"{label}: {speech}" for label, speech in zip(labels, speeches, strict=True)]
    if suffix == ".srt":
        return a_subtitle_file(*((at, at + 1, line) for at, line in enumerate(lines)))
    if suffix == ".vtt":
        return ("WEBVTT\n\n" + "\n\n".join(f"00:01.000 --> 00:02.000\n{line}" for line in lines)).encode()
    if suffix == ".docx":
        return a_word_file(change=a_table(*zip(labels, speeches, strict=True)))
    return "\n\n".join(lines).encode()


@pytest.mark.parametrize("suffix", [".txt", ".srt", ".vtt", ".docx"])
@given(st.data())
@settings(max_examples=40, deadline=None)
def test_every_text_keeps_its_spans(suffix, data):
    words = st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"]), min_size=1, max_size=30)
    speeches = data.draw(st.lists(words.filter(str.strip), min_size=1, max_size=6))
    labels = data.draw(st.lists(st.sampled_from(["I", "R1", "Fatma"]), min_size=len(speeches), max_size=len(speeches)))
    content = content_of(suffix, labels, speeches)
    try:
        parsed = parse_transcript(content, f"gesprek{suffix}")
    except TranscriptFileError:
        return
    ends = [0, *(turn.span.end for turn in parsed.turns)]
    for end, turn in zip(ends, parsed.turns, strict=False):
        assert end <= turn.span.start <= turn.speech.start < turn.speech.end <= turn.span.end <= len(parsed.text)
        assert turn.speech.of(parsed.text) == turn.speech.of(parsed.text).strip()
        assert turn.span.of(parsed.text).startswith(turn.label)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is absent")
def test_corpus_is_read_with_both_roles():
    for path in (path for path in CORPUS.iterdir() if path.suffix in {".txt", ".docx", ".vtt", ".srt"}):
        if path.name.startswith("document-"):  # nobody speaks in a policy document
            continue
        roles = {turn.role for turn in read_transcript(path).turns if turn.label}
        assert roles == {Role.INTERVIEWER, Role.RESPONDENT}, path.name
