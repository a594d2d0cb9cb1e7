#!/bin/sh
# SPDX-License-Identifier: MIT
# fault/inject_kill.sh for 1000 deaths while marking, and for every place.
export KILLS="${KILLS:-1000}" INJECT_ALL=1
. "$TOP/tests/fault/inject_kill.sh"
