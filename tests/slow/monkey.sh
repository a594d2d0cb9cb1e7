#!/bin/sh
# SPDX-License-Identifier: MIT
# ui/monkey.sh with a million keys or so: `make test T=slow/monkey KEYS=1000000`, of which each
# session gets some thousands: a step is two and a half keys on average.
MONKEY_STEPS=2000
MONKEY_SEEDS=$(seq 100 $((100 + ${KEYS:-1000000} / (MONKEY_STEPS * 5 / 2))))
export MONKEY_STEPS MONKEY_SEEDS
. "$TOP/tests/ui/monkey.sh"
