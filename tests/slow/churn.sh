#!/bin/sh
# SPDX-License-Identifier: MIT
# fault/churn.sh for a minute.
export CHURN_SECONDS=60
. "$TOP/tests/fault/churn.sh"
