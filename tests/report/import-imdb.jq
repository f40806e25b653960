# jq -R -s -r -L tests/report -f import-imdb.jq FILE: what a service makes of a list in IMDb's form of 2024 to 2026, by the rules
# that Trakt's website and other services are known to have: a line "WHERE TYPE CONST YEAR" for each row, with tabs between. Columns
# are found by name; Const begins with "tt"; title types are compared without case and blanks, and an unknown type is a film; if the
# first row has a rating, the whole file is ratings and history; of a year, four digits are used.
include "csv";

rows
| (if .[0] == ["Position", "Const", "Created", "Modified", "Description", "Title", "Original Title", "URL", "Title Type",
               "IMDb Rating", "Runtime (mins)", "Year", "Genres", "Num Votes", "Release Date", "Directors", "Your Rating",
               "Date Rated"]
   then . else error("not the 18 columns") end)
| if any(.[]; length != 18) then error("a row of another length") else . end
| .[0] as $names
| [.[1:][] | [$names, .] | transpose | map({key: .[0], value: .[1]}) | from_entries]
| (if (.[0] // {})["Your Rating"] // "" | . != "" then "ratings" else "watchlist" end) as $where
| .[]
| if .Const | test("^tt[0-9]+$") | not then "dropped" else $where end
  + "\t" + (.["Title Type"] | ascii_downcase | gsub(" "; "")
            | if IN("tvseries", "tvminiseries") then "show" elif . == "tvepisode" then "episode" else "movie" end)
  + "\t" + .Const + "\t" + ((.Year | capture("^(?<y>[0-9]{4})") | .y) // "-")
