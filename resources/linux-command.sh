#!/bin/sh
# The `countinghouse` command of the desktop's package: the command line, run by the Node that lies beside it.
here=$(dirname "$(readlink -f "$0")")
exec "$here/node" "$here/countinghouse.mjs" "$@"
