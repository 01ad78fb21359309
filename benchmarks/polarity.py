"""Polarity: what its learned weights are worth, by cross-validation by document and by author, and the table of them.

Fitted on fictional segments for development, on pairs of contrasts, on the case files of polarity and on the codings of
the demonstration, which count less and by which nothing is chosen. `python -m benchmarks.polarity` prints the figures,
`python -m benchmarks.polarity --write` writes the table anew.
"""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import yaml
from scipy import sparse
from scipy.special import logit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.heldout import CASES, ROOT
from qualcode.domain.claim import DENIED, POLARITY
from qualcode.domain.evaluation import shown
from qualcode.domain.ranking import Unit
from qualcode.domain.span import Span
from qualcode.interchange.codebook_file import read_codebook
from qualcode.nlp.attributing import Attributing
from qualcode.nlp.denial import Told
from qualcode.nlp.hybrid import AHEAD, BEHIND
from qualcode.nlp.indications import indicated
from qualcode.nlp.polarity import ALWAYS, ENOUGH, STATED
from qualcode.nlp.ranker import Groundwork, leaves, with_lexicon
from qualcode.nlp.segment import segments

TABLE = ROOT / "qualcode/nlp/data/denial.csv"
MEASURED = (
    "heldout_dev",
    "heldout_segments",
    *(f"heldout_writer_{number}" for number in range(1, 12)),
)
"""Files of segments, an author each; those that are not there are left out."""
CONTRASTS, SHORT = "polarity_contrasts", "sentences_short"
"""Passages that deny and that affirm, by who made the signs: they are learned from only. And plain sentences of at most
fourteen words, by an author who saw neither indicators nor signs: measured by other documents only."""
BESIDE = ("polarity", "polarity_unseen", "polarity_plain")
"""Case files of single sentences, which are learned from only, as the codings of the demonstration are."""
ALONE = "sentences alone"
"""Sentences of segments that affirm a code, which are learned from as what says little and denies nothing."""
COUNTS = {CONTRASTS: 0.35, SHORT: 0.5} | dict.fromkeys(BESIDE, 0.5)
BESIDE_COUNTS = 0.25
"""What a pair counts, where one of a segment counts 1; the second for all others."""
DOCUMENTS = 6
"""Documents of segments in which a word or pair of words stands at least, to have a weight."""
PENALTY, WORD, TURNED, TURNED_WORD = 0.3, 0.5, 0.7, 0.3
"""Inverse of the penalty; by what words, and what is turned round for burdens, are made smaller before it."""
KEPT = 4000
"""Weights that are kept; the others are set to 0 and these fitted again, with half the penalty."""
FOLDS = 10
DIGITS = 2
RARE, COMMON = 0.03, 0.30
"""Share of the codings that deny in the demonstration, and in the segments."""


class Passage(NamedTuple):
    """A text with its codes."""

    source: str
    document: str
    text: str
    codes: tuple[str, ...]
    denied: tuple[str, ...]
    before: Sequence[str] = ()
    after: Sequence[str] = ()


class Pair(NamedTuple):
    """A code in a text: its signs, whether it is denied, and whether it is among the first three of the ranking."""

    source: str
    document: str
    code: str
    signs: Mapping[str, float]
    burden: bool
    denied: bool
    shown: bool
    text: str


def passages() -> list[Passage]:
    """Everything that is learned from."""
    return [*_segments(), *_one_by_one(CONTRASTS), *_one_by_one(SHORT), *_cases(), *_demonstration()]


def _segments() -> Iterator[Passage]:
    for name in MEASURED:
        file = CASES / f"{name}.jsonl"
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()) if file.exists() else ():
            yield Passage(name, f"{name} {row['document']}", row["text"], tuple(row["codes"]), tuple(row["denied"]))


def _one_by_one(name: str) -> Iterator[Passage]:
    rows = map(json.loads, (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    for number, row in enumerate(rows):
        yield Passage(name, f"{name} {number}", row["text"], tuple(row["codes"]), tuple(row["denied"]))


def _cases() -> Iterator[Passage]:
    for name in BESIDE:
        content = yaml.safe_load((CASES.parent / f"nlp/cases/{name}.yaml").read_text(encoding="utf-8"))
        for number, (text, said) in enumerate((content["cases"] | content["known_failures"]).items()):
            signed = said.split()
            denied = tuple(each[1:] for each in signed if each[0] == "-")
            yield Passage(name, f"{name} {number}", text, tuple(each[1:] for each in signed), denied)


def _demonstration() -> Iterator[Passage]:
    coded: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for file in sorted((ROOT / "corpus/codings").glob("*.jsonl")):
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            denied = row.get("attributes", {}).get(POLARITY) == DENIED
            coded[row["transcript"], row["exact"]].setdefault(row["code"], denied)
    for (transcript, text), codes in coded.items():
        denied = tuple(code for code in codes if codes[code])
        yield Passage("demonstration", transcript, text, tuple(codes), denied, *_around(transcript, text))


def _around(transcript: str, text: str) -> tuple[list[str], list[str]]:
    """What is said before and after a passage in its turn, as far as suggestions read it; none where it is no text."""
    file = ROOT / f"corpus/{transcript}.txt"
    whole = file.read_text(encoding="utf-8") if file.exists() else ""
    start = whole.find(text)
    if start < 0:
        return [], []
    before = whole[whole.rfind("\n", 0, start) + 1 : start].split(": ", 1)[-1]
    after = whole[start + len(text) :].partition("\n")[0]
    return _sentences(before)[-BEHIND:], _sentences(after)[:AHEAD]


def _sentences(text: str) -> list[str]:
    return [span.of(text) for span in segments(text, Span(0, len(text)))]


def pairs(read: Sequence[Passage]) -> list[Pair]:
    """Each code of each text that can be denied; a file is ranked by itself, with nothing to learn from."""
    book = read_codebook(ROOT / "codebook.yaml")
    attributing = Attributing(book)
    return [
        pair
        for source in dict.fromkeys(each.source for each in read)
        for pair in _of([each for each in read if each.source == source], book, attributing)
    ]


def _of(read: Sequence[Passage], book: Any, attributing: Attributing) -> Iterator[Pair]:
    codes = tuple(dict.fromkeys((*leaves(book), *(code for each in read for code in each.codes))))
    texts = [each.text for each in read]
    units = [Unit(str(at), each.document, each.text) for at, each in enumerate(read)]
    ground = Groundwork.of(book, units, codes)
    found = indicated(book, {code: at for at, code in enumerate(codes)}, texts)
    known = with_lexicon(ground.read(units), found.scores)
    ranker = ground.learn([], known.at([]))
    first = shown(ranker.probabilities(known))
    told = [Told.of(each.text, each.after, each.before) for each in read]
    places = [(row, codes.index(code)) for row, each in enumerate(read) for code in each.codes]
    for (row, column), terms in zip(places, ranker.terms_of(known, places), strict=True):
        code, each = codes[column], read[row]
        if not attributing.can_be_denied(code):
            continue
        denied, burden = code in each.denied, attributing.is_burden(code)
        signs = attributing.signs(code, told[row], terms, by_indicator=bool(found.denied[row, column]))
        pair = Pair(each.source, each.document, code, signs, burden, denied, bool(first[row, column]), each.text)
        yield pair
        if each.source in MEASURED and not denied and (alone := _alone(each.text, told[row], terms)):
            yield pair._replace(
                source=ALONE, signs=attributing.signs(code, Told.of(alone), terms), shown=False, text=alone
            )


def _alone(text: str, told: Told, terms: Sequence[str]) -> str | None:
    """The sentence that speaks most for a code, where it is one of several."""
    sentences, places = _sentences(text), told.strongest(terms)
    return sentences[places[0][0]] if places and len(sentences) > 1 else None


class Model:
    """Pairs as a matrix, and the fit of weights to some of them."""

    def __init__(self, read: Sequence[Pair], kept: int = KEPT) -> None:
        """Take the pairs in order, shape (pairs, 2 * signs): as they are, and turned round where no burden is named.

        What speaks for the denial of a burden often speaks against that of something good, at one weight.
        """
        self.kept = kept
        known = _known(read)
        self.names = sorted(known)
        column = {name: at for at, name in enumerate(self.names)}
        cells = [(row, column[s], v) for row, each in enumerate(read) for s, v in each.signs.items() if s in known]
        rows, columns, values = zip(*cells, strict=True)
        usual = sparse.csr_matrix((values, (rows, columns)), shape=(len(read), len(self.names)))
        turned = sparse.diags(np.array([1.0 if each.burden else -1.0 for each in read]))
        words = np.array([name.startswith("'") for name in self.names])
        own, besides = np.where(words, WORD, 1.0), np.where(words, TURNED_WORD, TURNED)
        ones = sparse.csr_matrix(np.array([[each.burden] for each in read], dtype=float))
        self.scale = np.concatenate([own, besides, [1.0]])
        self.columns = (sparse.hstack([usual, turned @ usual, ones]) @ sparse.diags(self.scale)).tocsr()
        self.target = np.array([each.denied for each in read])
        self.counts = np.array(
            [1.0 if each.source in MEASURED else COUNTS.get(each.source, BESIDE_COUNTS) for each in read]
        )

    def fit(self, among: "np.ndarray[Any, Any]") -> "tuple[np.ndarray[Any, Any], float]":
        """The weights of the columns as fitted on some pairs, shape (columns,), and that of every pair."""
        columns, target, counts = self.columns[among], self.target[among], self.counts[among]
        first = LogisticRegression(C=PENALTY, max_iter=1000, solver="liblinear").fit(columns, target, counts)
        mean = np.asarray(columns.mean(axis=0)).ravel()
        spread = np.sqrt(np.maximum(0, np.asarray(columns.multiply(columns).mean(axis=0)).ravel() - mean**2))
        best = np.sort(np.argsort(-np.abs(first.coef_[0]) * spread, kind="stable")[: self.kept])
        again = LogisticRegression(C=2 * PENALTY, max_iter=1000, solver="liblinear").fit(
            columns[:, best], target, counts
        )
        weights = np.zeros(self.columns.shape[1])
        weights[best] = again.coef_[0]
        return np.round(weights * self.scale, DIGITS) / self.scale, round(float(again.intercept_[0]), DIGITS)

    def scores(self, weights: "np.ndarray[Any, Any]", always: float) -> "np.ndarray[Any, Any]":
        """Log odds of each pair, shape (pairs,)."""
        return np.asarray(self.columns @ weights + always)

    def without(self, groups: Sequence[str]) -> "np.ndarray[Any, Any]":
        """Log odds of each pair as told by the pairs of other groups, shape (pairs,)."""
        of, found = np.array(groups), np.zeros(len(groups))
        for group in dict.fromkeys(groups):
            found[of == group] = self.scores(*self.fit(of != group))[of == group]
        return found


def _known(read: Sequence[Pair]) -> set[str]:
    """The signs that may have a weight."""
    documents: dict[str, set[str]] = defaultdict(set)
    for each in read:
        if each.source in MEASURED:
            for sign in each.signs:
                documents[sign].add(each.document)
    return {sign for sign, where in documents.items() if not sign.startswith("'") or len(where) >= DOCUMENTS}


def folds(read: Sequence[Pair]) -> list[str]:
    """The fold of each pair, the same for a document."""
    documents = sorted({each.document for each in read})
    order = np.random.default_rng(0).permutation(len(documents))
    return [str(dict(zip(documents, order, strict=True))[each.document] % FOLDS) for each in read]


def authors(read: Sequence[Pair]) -> list[str]:
    """Who wrote each pair; a sentence that is read alone has the author of its segment."""
    return [each.document.split()[0] if each.source == ALONE else each.source for each in read]


def curve(read: Sequence[Pair], scores: "np.ndarray[Any, Any]") -> str:
    """Share of the denied that are found where .05, .08, .10, .12, .15, .20 of the affirmed are called so."""
    denied = np.array([each.denied for each in read])
    if not denied.any():
        return f"{len(denied)} affirmed, {(scores >= ENOUGH).mean():.3f} of them called denied"
    now = f"as it is {_rates(denied, scores, ENOUGH)}"
    at = {wrong: float(np.quantile(scores[~denied], 1 - wrong)) for wrong in (0.05, 0.08, 0.10, 0.12, 0.15, 0.20)}
    found = ", ".join(
        f"{wrong:.2f}: {(scores[denied] > least).mean():.2f} ({least:.2f})" for wrong, least in at.items()
    )
    area = roc_auc_score(denied, scores)
    return f"{denied.sum()} denied, {(~denied).sum()} affirmed, area {area:.3f}; {now}; {found}"


def _rates(denied: "np.ndarray[Any, Any]", scores: "np.ndarray[Any, Any]", enough: float) -> str:
    found, wrongly = (scores[denied] >= enough).mean(), (scores[~denied] >= enough).mean()
    right = ", ".join(
        f"{share * found / max(share * found + (1 - share) * wrongly, 1e-9):.2f} right where {share:.2f} deny"
        for share in (RARE, COMMON)
    )
    return f"{found:.3f} found, {wrongly:.3f} wrongly ({right})"


def line(read: Sequence[Pair], scores: "np.ndarray[Any, Any]") -> str:
    """Log odds from which a denial is likelier than not, by what share of codings is supposed to deny.

    A line through the scores of authors left out, as in calibration; for `STATED` it is what `ENOUGH` is rounded from.
    """
    denied = np.array([each.denied for each in read])
    fitted = LogisticRegression(C=1e6).fit(scores[:, None], denied)
    slope, always = float(fitted.coef_[0][0]), float(fitted.intercept_[0])
    among = logit(denied.mean())
    told = []
    for share in (STATED, COMMON, RARE):
        enough = (among - always - logit(share)) / slope
        told.append(f"where {share:.2f} deny from {enough:.2f}: {_rates(denied, scores, enough)}")
    return "; ".join(told)


def write(model: Model) -> None:
    """The weights of a fit to everything, a row a sign, what speaks for a denial first."""
    weights, always = model.fit(np.ones(len(model.target), dtype=bool))
    number = len(model.names)
    worth = weights * model.scale
    usual = np.round(worth[:number] - worth[number:-1], DIGITS) + 0.0
    burden = np.round(2 * worth[number:-1], DIGITS) + 0.0
    rows = list(zip(model.names, usual, burden, strict=True))
    kept = sorted((row for row in rows if row[1] or row[2]), key=lambda row: (-(row[1] + row[2] / 2), row[0]))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("sign", "usual", "burden"))
        table.writerows([(ALWAYS, always, round(float(worth[-1]), DIGITS)), *kept])


def tell(read: Sequence[Pair]) -> None:
    """Print what is found in documents, and of authors, that were not learned from."""
    model = Model(read)
    first = np.array([each.shown and each.source in MEASURED for each in read])
    sources = [each.source for each in read]
    by_document, by_author = model.without(folds(read)), model.without(authors(read))
    for name, scores in (("other documents", by_document), ("other authors", by_author)):
        for source in (*dict.fromkeys(sources), None):
            among = np.array([each == source for each in sources]) & (first | (source not in MEASURED))
            chosen = among if source else first
            pairs_of = [each for each, take in zip(read, chosen, strict=True) if take]
            print(f"{name}, {source or 'all segments'}: {curve(pairs_of, scores[chosen])}")
    print(line([each for each, take in zip(read, first, strict=True) if take], by_author[first]))


if __name__ == "__main__":
    known = pairs(passages())
    if "--write" in sys.argv:
        write(Model(known))
    else:
        tell(known)
