"""Languages that transcripts and codebooks can be in, by their codes.

Source: ISO 639-1; of ISO 639-2 and 639-3 those that are spoken in Dutch neighbourhoods, `mul` (several) and
`und` (unknown).
"""

_TWO_LETTERS = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb
nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so
sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_THREE_LETTERS = """
aii apc arq ary arz ber bho ckb cmn fil hns kab kea kmr lad mul nan nds nld pap prs rif rom rup shi srn syr
tig tmh tru und vls yue zea zgh zza
"""
LANGUAGES = frozenset((_TWO_LETTERS + _THREE_LETTERS).split())
"""Codes, in lower case."""


def is_language(code: str) -> bool:
    """Whether `code` names a language: one of `LANGUAGES`, alone or with a region (`nl-be`)."""
    language, dash, region = code.partition("-")
    return language in LANGUAGES and (not dash or region.isalnum())
