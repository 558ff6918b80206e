"""Help in plain words: without `<bool>` behind a flag and `<list[Path]>` behind FILE."""

from __future__ import annotations

from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption


class _Argument(TyperArgument):
    """An argument whose name alone says what it is."""

    def display_type_rich(self, ctx: Any) -> str | None:  # noqa: ANN401
        return None


class Command(TyperCommand):
    """A command whose help a beginner understands."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401
        """Give the parameters, as help and usage name them."""
        return [_plain(param) for param in super().get_params(ctx)]


class Group(TyperGroup):
    """The program itself, likewise."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401
        """Give the parameters, as help and usage name them."""
        return [_plain(param) for param in super().get_params(ctx)]


def _plain(param: object) -> object:
    if isinstance(param, TyperArgument):
        param.__class__ = _Argument  # typer makes its arguments of no other class
    elif isinstance(param, TyperOption) and param.is_flag:
        param.metavar = ""
    return param
