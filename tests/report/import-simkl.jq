# jq -R -s -r -L tests/report -f import-simkl.jq FILE: what Simkl's import makes of a CSV file, as other programs that write such
# files have it: a line "WHERE TYPE KEY" for each row, with tabs between. Columns are found by name; Watchlist is the list of the
# title; a date, or an episode that was watched, means watched; a rating means rated. KEY is the first id, else "TITLE (YEAR)".
include "csv";

rows
| .[0] as $names
| (["simkl_id", "TVDB_ID", "TMDB", "IMDB_ID", "MAL_ID", "Type", "Title", "Year", "LastEpWatched", "Watchlist", "WatchedDate",
   "Rating", "Memo"] - $names) as $missing
| if $missing != [] then error("no column \($missing)") else . end
| .[1:][]
| if length != ($names | length) then error("a row of another length") else . end
| [$names, .] | transpose | map({key: .[0], value: .[1]}) | from_entries
| if .Type | IN("movie", "tv", "anime") | not then error("no type") else . end
| [if .WatchedDate != "" or .LastEpWatched != "" then "watched" elif .Rating != "" then "rated" else .Watchlist end,
   .Type,
   if .IMDB_ID != "" then .IMDB_ID elif .TMDB != "" then "tmdb:\(.TMDB)" elif .TVDB_ID != "" then "tvdb:\(.TVDB_ID)"
   else "\(.Title) (\(.Year | tonumber))" end]
| join("\t")
