"""What the explorer uses of Textual that Textual does not promise: looked through for one version, and for no other.

There is no public way to what these names do: that a key repaints in a few milliseconds, that the mouse and the keys of
a message go where they belong.  Whoever raises the version in constraints.txt reads what Textual has changed of them,
then writes the new version here.
"""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest
import textual
from textual._styles_cache import StylesCache
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

ROOT = Path(__file__).parent.parent
WRITTEN_FOR = "8.2.8"
_PARTS = ("app", "widget", "screen", "scroll_view", "scrollbar", "message_pump", "dom", "_styles_cache", "_compositor")

DRAWING = {
    # What a widget looked like last, kept line by line (tui/widgets/kept.py); what is sent of a frame (sparing.py); one
    # layout and one paint for a screen (tui/screens/settled.py).
    *("_cache", "_clear_arrangement_cache", "_compositor", "_compositor_refresh", "_container_size", "_dirty_lines"),
    *("_dirty_regions", "_layout_required", "_refresh_layout", "_regions_to_spans", "_repaint_regions"),
    *("_repaint_required", "_scroll_required", "_scroll_update", "_size", "_size_updated", "_start_widget"),
    *("_styles_cache", "_vertical_scrollbar", "_width", "_batch_count", "_dirty_widgets", "_on_timer_update"),
    "_load_screen_css",
}
TELLING = {
    # Messages that stay in plain mode, keys as the user has set them, what can be done now.
    *("_notifications", "_on_notify", "_refresh_notifications", "_driver", "_clipboard", "_on_key"),
    *("_bindings", "_keymap", "_check_action_state"),
}
COINCIDENCE = {"_filters"}
"""Names that the explorer has of its own, on classes where Textual means nothing by them that matters there."""
MODULES = {"textual._compositor", "textual._context", "textual._styles_cache", "textual.widgets._toast"}
FUNCTIONS = {"_character_to_key"}


def trees() -> list[ast.AST]:
    return [ast.parse(file.read_text("utf-8")) for file in (ROOT / "tui").rglob("*.py") if "cli" not in file.parts]


def of_textual() -> set[str]:
    """The names that begin with one underscore, of the parts of Textual that the explorer builds on."""
    found: set[str] = set()
    for part in _PARTS:
        for node in ast.walk(ast.parse((Path(textual.__file__).parent / f"{part}.py").read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
                found.add(node.attr)
    return {name for name in found if re.match("_[a-z]", name)}


def used() -> set[str]:
    found: set[str] = set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.add(node.name)
    return found & of_textual()


def test_it_is_the_version_that_was_looked_through():
    pinned = re.search(r"^textual==(\S+)$", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)
    assert pinned is not None
    assert pinned[1] == WRITTEN_FOR, "look through what Textual has changed of the names in this file"


def test_every_private_name_is_known():
    known = DRAWING | TELLING | COINCIDENCE
    assert sorted(used() - known) == [], "a name of Textual's own: find a public one, or say here what it is for"
    assert sorted(known - used()) == [], "no longer used"


def test_every_private_module_and_function_is_known():
    modules, functions = set(), set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("textual"):
                if "._" in node.module:
                    modules.add(node.module)
                else:
                    functions |= {alias.name for alias in node.names if alias.name.startswith("_")}
    assert modules == MODULES
    assert functions == FUNCTIONS


@pytest.mark.parametrize(
    ("owner", "name", "parameters"),
    [
        (StylesCache, "render_widget", ["self", "widget", "crop"]),
        (StylesCache, "clear", ["self"]),
        (Widget, "_scroll_update", ["self", "virtual_size"]),
        (Widget, "_size_updated", ["self", "size", "virtual_size", "container_size", "layout"]),
        (Screen, "_compositor_refresh", ["self"]),
        (Screen, "_refresh_layout", ["self", "size", "scroll"]),
        (App, "_start_widget", ["self", "parent", "widget"]),
        (App, "_refresh_notifications", ["self"]),
        (App, "_check_action_state", ["self", "action", "default_namespace"]),
    ],
)
def test_what_is_called_or_overridden_takes_what_it_took(owner, name, parameters):
    assert list(inspect.signature(getattr(owner, name)).parameters) == parameters
