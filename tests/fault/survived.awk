# SPDX-License-Identifier: MIT
# What became of each fault: the lines of all tests ("FOLDER-NAME:ok - 12 what"), then COVERAGE.
# A number is survived if it has lines "ok", none "not ok", and its tests had no failure without
# a number, such as a sanitizer's finding.

function note(key, line)
{
    if (line ~ /# SKIP/) {
        skipped[key] = line
        sub(/.*# SKIP */, "", skipped[key])
    } else if (line ~ /^ok/)
        passed[key]++
    else
        failed[key]++
}

# How one proof of a number came out: "" survived, "-why" not checked, else what failed.
function verdict(number, proof,    test, key)
{
    test = ""
    sub(/^by:/, "", proof)
    if (proof ~ /^unit\/.*:/) {
        test = proof
        sub(/.*:/, "", test)
        sub(/:.*/, "", proof)
    }
    if (proof ~ /^unit\//)
        key = test
    else
        key = byname ? "" : number
    sub(/\//, "-", proof)
    if (!(proof in ran))
        return proof == "slow-soak" ? "-runs with SLOW=1 alone" : "was not run: " proof
    if (failed[proof, key] || failed[proof, ""])
        return "failed: " proof
    if (passed[proof, key] || (key == "" && alive[proof]))
        return ""
    if ((proof, key) in skipped)
        return "-" skipped[proof, key]
    if (key == "" && any_skip[proof] != "")
        return "-" any_skip[proof]
    return "no such test: " proof
}

function close_group()
{
    if (group != "")
        printf "  %-34s %3d/%d\n", group, good, all
    total += all
    total_good += good
    all = good = 0
}

# The lines of the tests.
FNR == NR {
    file = $0
    sub(/:.*/, "", file)
    line = substr($0, length(file) + 2)
    ran[file] = 1
    what = line
    if (file ~ /^unit-/) {
        sub(/^(not )?ok [0-9]+ (- |# SKIP )/, "", what)
        key = what
        sub(/[^a-z0-9_].*/, "", key)
        if (line ~ /^not ok/ && line !~ /# SKIP/)
            failed[file, ""]++
    } else {
        sub(/^(not )?ok - */, "", what)
        key = what ~ /^[0-9]+ / ? what + 0 : ""
        # Of what has no number only failures count for the others.
        if (key == "" && line ~ /^ok/)
            key = "-"
    }
    if (line ~ /# SKIP/) {
        any_skip[file] = line
        sub(/.*# SKIP */, "", any_skip[file])
    } else if (line ~ /^ok/)
        alive[file]++
    note(file SUBSEP key, line)
    next
}

FNR == 1 {
    FS = "\t"
    $0 = $0
    print ""
    print "Faults survived:"
}

/^## / {
    close_group()
    group = substr($0, 4)
    next
}

/^#/ || NF < 3 {
    next
}

{
    all++
    why = ""
    unsure = ""
    sure = 0
    if ($3 ~ /^\(/)
        unsure = substr($3, 2, length($3) - 2)
    else {
        n = split($3, proofs, " ")
        for (i = 1; i <= n; i++) {
            byname = proofs[i] ~ /^by:/
            said = verdict($1, proofs[i])
            if (said == "")
                sure++
            else if (said ~ /^-/)
                unsure = substr(said, 2)
            else
                why = said
        }
    }
    if (why != "")
        bad[++bads] = $1 " " $2 ": " why
    else if (sure)
        good++
    else
        open[++opens] = $1 " " $2 ": " unsure
}

END {
    close_group()
    printf "  %-34s %3d/%d\n", "all", total_good, total
    if (opens)
        print "Not checked here:"
    for (i = 1; i <= opens; i++)
        print "  " open[i]
    if (bads)
        print "Failed:"
    for (i = 1; i <= bads; i++)
        print "  " bad[i]
    exit bads > 0
}
