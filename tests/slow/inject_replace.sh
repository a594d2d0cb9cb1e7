#!/bin/sh
# SPDX-License-Identifier: MIT
# fault/inject_replace.sh for every place.
export INJECT_ALL=1
. "$TOP/tests/fault/inject_replace.sh"
