# awk -f elide.awk SHOWN CAME: whether the lines are the same, where a line "…" of SHOWN stands for one or more of CAME. Tells the first that differs.
FNR == NR { shown[++wanted] = $0; next }
{ came[++count] = $0 }
END {
    at = 1
    for (i = 1; i <= wanted; i++) {
        if (shown[i] == "…") {
            for (at++; at <= count && came[at] != shown[i + 1]; at++)
                ;
            continue
        }
        if (came[at] != shown[i]) {
            print "shown: " shown[i]
            print "came:  " came[at]
            exit 1
        }
        at++
    }
    exit at != count + 1
}
