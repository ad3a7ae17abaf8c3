"""Every benchmark, one after the other: `python -m benchmarks`, or of some alone `python -m benchmarks labels`."""

import sys
from importlib import import_module
from pkgutil import iter_modules

import benchmarks


def main(chosen: list[str]) -> int:
    """Runs the `main()` of each module named, of all without a name. 2 for a name that is not known."""
    known = [module.name for module in iter_modules(benchmarks.__path__) if not module.name.startswith("_")]
    for name in chosen:
        if name not in known:
            sys.stderr.write(f"benchmarks: {name!r} is not known. Known: {', '.join(known)}.\n")
            return 2
    for name in chosen or known:
        import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
