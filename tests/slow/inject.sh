#!/bin/sh
# SPDX-License-Identifier: MIT
# What fault/inject*.sh sample, for every call.
export INJECT_ALL=1
for part in inject inject_pages inject_browser; do
    sh "$TOP/tests/fault/$part.sh"
done
