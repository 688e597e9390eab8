"""``python -m ros1annot``."""

import sys

from ros1annot.cli import main

if __name__ == "__main__":
    sys.exit(main())
