# jq -R -s -r -L tests/report -f import-page.jq FILE: what Trakt's website makes of a CSV or JSON file for its import, by the rules of its sources
# as of August 2026 (trakt-web, sections/settings/import): a line "WHERE TYPE ID" for each row, with tabs between. WHERE is
# watchlist, history, ratings or dropped; ID is how Trakt is asked for the title: an id, or "TITLE (YEAR)".

include "csv";

def trimmed: gsub("^\\s+|\\s+$"; "");

# Rows with a header as objects, without empty cells; "imdb" is the same as "imdb_id".
def objects:
    rows | (.[0] | map(trimmed | ascii_downcase)) as $names
    | .[1:][] | [$names, .] | transpose
    | map({key: (.[0] // "?"), value: ((.[1] // "") | trimmed)} | select(.value != ""))
    | from_entries
    | with_entries(.key |= if IN("imdb", "tmdb", "tvdb", "trakt") then . + "_id" elif . == "name" then "title" else . end);

# A season is taken for a film.
def kind:
    (.type // "movie" | ascii_downcase) as $type
    | if $type | IN("show", "series", "tv series") then "show" elif $type == "episode" then $type else "movie" end;

# A nested entry of JSON as a row. A flat one is a film, whatever its type is.
def flat:
    if .movie or .show or .episode then
        kind as $kind | (.[$kind] // {}) as $title
        | del(.movie, .show, .episode) + {type: $kind}
          + ($title | {title, year} + ((.ids // {}) | with_entries(.key += "_id")) | with_entries(select(.value != null)))
    else .type = "movie" end;

def id:
    (if kind == "movie" then ["imdb_id", "tmdb_id", "trakt_id"] else ["imdb_id", "tvdb_id", "trakt_id"] end) as $used
    | . as $row | first(($used[] | select($row[.]) | "\(rtrimstr("_id")):\($row[.])"),
        (select($row.title and $row.year) | "\($row.title) (\($row.year))"), "none");

def rated: .rating or .rated_at;

# Where the rows of CSV and the entries of JSON go: an action outweighs what the other columns say, and nothing is history.
def places_of_csv:
    if .action then
        .action | ascii_downcase
        | if . == "watchlist" then . elif IN("rating", "ratings") then "ratings" else "history" end
    else
        [if .watchlisted_at or .listed_at then "watchlist" else empty end, if rated then "ratings" else empty end,
         if .watched_at or .date_watched then "history" else empty end]
        | if . == [] then "history" else .[] end
    end;

def places_of_json: if rated then "ratings" else places_of_csv end;

def show(places):
    . as $row | id as $id
    | if $id == "none" then "dropped"
      else places | if . == "watchlist" and ($row | kind) == "episode" then "dropped" else . end end
    | "\(.)\t\($row | kind)\t\($id)";

if test("^\\s*\\[") then fromjson[] | flat | show(places_of_json) else objects | show(places_of_csv) end
