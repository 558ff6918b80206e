"""The way imports go, as README's "Develop" draws it, and what importing may cost."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import posecheck

PACKAGE = Path(posecheck.__file__).parent
LAYERS = (
    {"__init__", "blocks", "body", "errors"},
    {"track", "shipped"},
    {"geometry"},
    {"assess"},
    {"checks"},
    {"feedback", "capture", "detect"},
    {"run"},
    {"cli"},
    {"__main__"},
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))
LIGHT = ("body", "track", "geometry", "assess", "checks")
HEAVY = ("cv2", "mediapipe", "av", "scipy", "jinja2")


def layer_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_layers(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            if package == "posecheck":
                layer = rest.partition(".")[0]
                yield layer if layer in RANK else "__init__"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path):
    own = layer_of(path)
    assert own in RANK, "a new part of the package needs its place in LAYERS"
    upward = {other for other in imported_layers(path) if other != own and RANK[other] >= RANK[own]}
    assert not upward


def test_judging_needs_neither_pixels_nor_a_model():
    program = f"""
import importlib, pkgutil, sys
import posecheck
for layer in {LIGHT}:
    module = importlib.import_module(f"posecheck.{{layer}}")
    for found in pkgutil.iter_modules(getattr(module, "__path__", ())):
        importlib.import_module(f"posecheck.{{layer}}.{{found.name}}")
print(*[name for name in {HEAVY} if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == []
