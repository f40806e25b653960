# The rows of a CSV text (RFC 4180), as arrays of strings.
def rows:
    reduce (explode[] | [.] | implode) as $c ({rows: [], row: [], cell: "", quoted: false, quote: false};
        if .quoted and $c != "\"" then .cell += $c
        elif .quoted then .quoted = false | .quote = true
        elif $c == "\"" then (if .quote then .cell += $c else . end) | .quoted = true
        elif $c == "," then .row += [.cell] | .cell = "" | .quote = false
        elif $c == "\n" then .rows += [.row + [.cell | rtrimstr("\r")]] | .row = [] | .cell = "" | .quote = false
        else .cell += $c end)
    | if .quoted then error("a quote without an end") else . end
    | .rows + if .row == [] and .cell == "" then [] else [.row + [.cell]] end;
