#!/bin/sh
# SPDX-License-Identifier: MIT
# What the injecting tests sample, for every place that a call is made from and a sample of the
# calls that come from there again; AGAIN=1 for every call, which takes hours. Of the commands
# here, of the browser, the child's pages and the leaks in the files beside.
export INJECT_ALL=1
. "$TOP/tests/fault/inject.sh"
