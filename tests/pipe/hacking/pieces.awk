# awk -v into=DIR -v part=HEADING -f pieces.awk docs/hacking.md: each comment below that heading that says what is done with the block behind it, and the
# block, as DIR/001.what and DIR/001.text, and so on. The block is what is indented behind the comment, without the indentation of its first line.
function finish()
{
    if (!what)
        return
    if (!lines) {
        print "hacking.md: no block behind: " what > "/dev/stderr"
        exit 1
    }
    what = ""
}
/^## / {
    finish()
    wanted = $0 == "## " part
    found += wanted
}
!wanted { next }
/^<!-- (new|end|before|fails|run).*-->$/ {
    finish()
    what = substr($0, 6, length($0) - 9)
    name = sprintf("%s/%03d", into, ++count)
    print what >(name ".what")
    close(name ".what")
    lines = blanks = 0
    next
}
!what { next }
/^ *$/ {
    blanks += lines > 0
    next
}
!lines {
    match($0, /^ */)
    indent = RLENGTH
}
lines && substr($0, 1, indent) !~ /^ *$/ {
    finish()
    next
}
{
    for (; blanks; blanks--)
        print "" >(name ".text")
    print substr($0, indent + 1) >(name ".text")
    lines++
}
END {
    finish()
    if (!found || !count) {
        print "hacking.md: nothing below: " part > "/dev/stderr"
        exit 1
    }
}
