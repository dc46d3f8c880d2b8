"""`python -m autograder` is `convnet-course`."""

import sys

from autograder.cli import main

sys.exit(main())
