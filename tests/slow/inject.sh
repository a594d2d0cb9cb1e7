#!/bin/sh
# SPDX-License-Identifier: MIT
# What the injecting tests sample, for every call: of the commands here, of the browser and of the
# child's pages in the files beside.
export INJECT_ALL=1
. "$TOP/tests/fault/inject.sh"
