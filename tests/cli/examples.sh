#!/bin/sh
# SPDX-License-Identifier: MIT
# Each query of the manual finds what it says it finds: the examples of coranto(5) are run on
# seeds/ and on a small folder made here, and each must have its line in the table below.
cd "$TOP" || exit 2
. "$TOP/tests/cli/lib.sh"

folder=$TMP/folder
mkdir "$folder"

# article NAME: a file of the folder, from standard input.
article() {
    cat >"$folder/$1.md"
}

article robots <<'END'
---
title: Robots in the lab
type: video
lang: en
publishedDateTime: 2021-08-03T09:00:00Z
provider: { name: Example Films, domain: films.example }
topics: [Robots, AI Hardware]
quality: 70
heat: 55
length: PT25M
price: Free
ratings: { average: 4.6 }
images: [{ url: "https://films.example/robots.png", width: 640, height: 360 }]
---
END
article build <<'END'
---
title: Build your first model
type: course
lang: de
author: Ada Example
publishedDateTime: 2021-10-11T08:00:00Z
provider: { name: Example School, domain: school.example }
topics: [AI Builder]
quality: 60
heat: 12
length: PT2H
price: "49"
ratings: { average: 4.8 }
skill level: Beginner
---
END
article zoo <<'END'
---
title: Zoology for AI builders
type: course
lang: en
author: Ben Example
publishedDateTime: 2021-02-01T08:00:00Z
provider: { name: Example School, domain: school.example }
topics: [AI Builder, Biology]
quality: 80
heat: 12
skill level: Expert
---
END
article weak <<'END'
---
title: A weak lesson
type: course
publishedDateTime: 2021-05-05T08:00:00Z
provider: { name: Example School, domain: school.example }
topics: [AI Builder]
quality: 20
---
END
article today <<END
---
title: News of today
publishedDateTime: $(date -u +%Y-%m-%dT%H:%M:%SZ)
published: true
---
Short.
END
echo 'No front matter, and no date.' | article note

# What the articles are called in the table.
cat >"$TMP/names" <<'END'
lab	Getting AI from the lab to production
market	Why 90% of Machine-Learning Models Never Hit the Market
scale	Getting AI to Scale
hard	AI Projects Are Hard to Scale
factors	Revisiting the factors contributing to AI projects' failure
robots	Robots in the lab
build	Build your first model
zoo	Zoology for AI builders
weak	A weak lesson
today	News of today
note	note
END

# QUERY => the articles it finds, in their order.
cat >"$TMP/expected" <<'END'
"lab to production" => lab
/model(s|ling)/ => market
title~^getting => lab scale
topic:AI => lab market scale hard
topic:builder => build weak zoo
#AI -topic:"Machine Learning" => lab scale
topic:"Machine Learning",Industry => market hard factors
topic:"AI Builder" quality>50 date:2021 sort:heat,-title => zoo build
provider:venturebeat => lab
provider:hbr.org => scale
type=video,course => build robots weak zoo
type!=article => build robots weak zoo
heat>50 => lab robots
heat:none => today market weak scale hard factors note
quality:50..90 => lab build robots scale zoo
quality>50 date:2021..2022 => lab build robots scale zoo
date:2021 => build robots market weak scale zoo
date<2021 => hard factors
date>2021 => today lab
date:2020-11-20 => factors
date:none => note
@3d => today
length<PT30M => robots
ratings.average>4 price:Free => robots
"skill level":beginner => build
scale | market => market scale hard
(scale or market) published:no => market scale hard
not published => build robots market weak scale zoo hard factors note
body words>100 => factors
image sort:title => lab scale robots
lang!=en => build
url:hbr.org => scale
author:none limit:2 => today lab
type=article sort:-quality => market hard scale lab
sort:heat,-title => lab robots zoo build market factors note today scale hard weak
sort:provider,-date limit:4 => market hard robots zoo
END

# The block of the manual as people read it.
awk '/^\.Ss Examples/ { here = 1 } /^\.Sh/ { here = 0 } /^\.Ed/ { inside = 0 }
     inside { gsub(/\\\(dq/, "\""); gsub(/\\e/, "\\"); print }
     here && /^\.Bd/ { inside = 1 }' man/coranto.5 >"$TMP/manual"
sed 's/ => .*//' "$TMP/expected" >"$TMP/queries"

sort "$TMP/manual" >"$TMP/manual.sorted"
sort "$TMP/queries" >"$TMP/queries.sorted"
check 'the manual has examples' test "$(wc -l <"$TMP/manual")" -ge 21
diff "$TMP/queries.sorted" "$TMP/manual.sorted" >"$TMP/out" 2>"$TMP/err"
check 'the examples of coranto(5) are those of this table' test ! -s "$TMP/out"

# names FILE: the titles of TSV, by name, in a row; a title without one stands for itself.
names() {
    awk -F '\t' 'NR == FNR { name[$2] = $1; next }
                 { row = row (FNR == 1 ? "" : " ") (($3 in name) ? name[$3] : $3) }
                 END { print row }' "$TMP/names" "$1"
}

while read -r line; do
    query=${line%% => *}
    "$CORANTO" list --format=tsv -q "$query" "$folder" seeds >"$TMP/tsv" 2>"$TMP/err"
    names "$TMP/tsv" >"$TMP/out"
    check "$query" test "$(cat "$TMP/out")" = "${line#* => }"
done <"$TMP/expected"

# The README shows some of them; what follows two blanks is a remark.
awk '/^## / { here = /^## Filters/ } /^```/ { inside = here && !inside; next }
     inside { sub(/   *[A-Za-z].*/, ""); print }' README.md | sort -u >"$TMP/readme"
check 'the README shows queries' test -s "$TMP/readme"
comm -23 "$TMP/readme" "$TMP/manual.sorted" >"$TMP/out" 2>"$TMP/err"
check 'and all of them are in coranto(5)' test ! -s "$TMP/out"
