"""Jobs can be run with a Python whose path a shell takes for what it is."""

import shlex
import subprocess

import pytest

from sparse_lowrank.errors import UserError
from sparse_lowrank.planning import interpreter

PLAIN = ["/usr/bin/python3.11", "/home/für/a-b_c+d,e=f@g%h:i/python", "/home/a#1/x~/python", "/opt/ŝ/^python"]
OTHER = ["/my documents/python", "/it's/python", '/a"b/python', "/a$HOME/python", "/a;b/python", "/a&b/python"]
OTHER += ["/a(b)/python", "/a\\b/python", "/a`b/python", "/a|b/python", "/a<b/python", "/a{b,c}/python", "/a\tb/python"]


@pytest.mark.parametrize("path", PLAIN)
def test_a_path_that_a_shell_takes_for_what_it_is_is_taken(path):
    interpreter.check(path)
    said = subprocess.run(["bash", "-c", f"printf %s {path}"], capture_output=True, text=True, check=True)
    assert said.stdout == path


@pytest.mark.parametrize("path", OTHER)
def test_a_path_that_a_shell_would_take_apart_is_refused(path):
    assert shlex.quote(path) != path
    with pytest.raises(UserError, match="Remedy: ") as refused:
        interpreter.check(path)
    assert str(refused.value).startswith(path)


def test_the_environment_is_in_the_project_or_else_in_the_cache():
    assert str(interpreter.environment_of("/home/u/paper", "/home/u/.cache")) == "/home/u/paper/.venv"
    one, two = (interpreter.environment_of(f"/home/u/my {name}", "/home/u/.cache") for name in ("paper", "thesis"))
    assert one != two
    assert str(one).startswith("/home/u/.cache/sparse-lowrank/environment-")
    with pytest.raises(UserError, match="XDG_CACHE_HOME"):
        interpreter.environment_of("/home/u/my paper", "/home/a user/.cache")
