#!/bin/sh
# SPDX-License-Identifier: MIT
# What the injecting tests sample, for every call.
export INJECT_ALL=1
for part in fault/inject fault/inject_pages slow/inject_browser; do
    sh "$TOP/tests/$part.sh"
done
