"""Every error that a page can show is a sentence that the catalogues know."""

import ast
from pathlib import Path

import qualcode
from qualcode import errors
from qualcode.errors import NotFoundError, QualcodeError, said

PACKAGE = Path(qualcode.__file__).parent
NOT_ON_A_PAGE = {
    "qualcode.interchange.dossier.folder",
    "qualcode.interchange.manifest_file",
    "qualcode.ui.launch",
    "qualcode.workflow.export",
    "qualcode.workflow.manifest",
}
"""The start of the server; what the command line alone can ask for: filters, folders and manifests."""

TREE = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, QualcodeError)}
MADE = {"said", "trouble", "unreachable", "_", "str"}
"""What makes a sentence or a name in it."""


def modules() -> dict[str, ast.Module]:
    found = {}
    for file in PACKAGE.rglob("*.py"):
        name = ".".join(("qualcode", *file.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        found[name] = ast.parse(file.read_text(encoding="utf-8"))
    return found


def imported(tree: ast.Module) -> set[str]:
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return {node.module or "" for node in froms} | {
        f"{node.module}.{each.name}" for node in froms for each in node.names
    }


def behind_the_pages(known: dict[str, ast.Module]) -> set[str]:
    found: set[str] = set()
    waiting = {name for name in known if name.startswith("qualcode.ui")}
    while waiting:
        found |= waiting
        waiting = {name for each in waiting for name in imported(known[each]) if name in known} - found
    return found - NOT_ON_A_PAGE


def plain_sentences(tree: ast.Module) -> list[int]:
    """Lines on which an error gets a string that no catalogue knows."""
    lines = []
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        values: dict[str, list[ast.expr]] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                values.setdefault(node.targets[0].id, []).append(node.value)
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TREE:
                first = node.args[0]
                given = values.get(first.id, []) if isinstance(first, ast.Name) else [first]
                lines += [value.lineno for value in given if not is_made(value)]
    return lines


def is_made(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in MADE


def test_every_error_behind_a_page_can_be_told_in_dutch() -> None:
    known = modules()
    plain = {name: plain_sentences(known[name]) for name in sorted(behind_the_pages(known))}
    assert {name: lines for name, lines in plain.items() if lines} == {}


def test_sentence_is_told_in_another_language_with_its_parts() -> None:
    dutch = {
        "there is no {kind} '{name}'{hint}": "er is geen {kind} '{name}'{hint}",
        "city": "stad",
        "; did you mean {names}?": "; bedoelde u {names}?",
    }
    error = NotFoundError(said("city"), "Roterdam", ["Rotterdam"])
    assert str(error) == "there is no city 'Roterdam'; did you mean Rotterdam?"
    assert error.told(dutch.__getitem__) == "er is geen stad 'Roterdam'; bedoelde u Rotterdam?"


def test_braces_in_what_a_user_typed_are_left_alone() -> None:
    assert QualcodeError("no {such} thing").told(str.upper) == "no {such} thing"
    assert said("no '{name}'", name="{x}").told(str) == "no '{x}'"
