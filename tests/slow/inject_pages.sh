#!/bin/sh
# SPDX-License-Identifier: MIT
# fault/inject_pages.sh for every place.
export INJECT_ALL=1 SERVER_SECONDS=7200
. "$TOP/tests/fault/inject_pages.sh"
