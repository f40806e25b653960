# jq -r --arg kind KIND -f import-arr.jq FILE: what Radarr (stevenlu, radarr) and Sonarr (sonarr) read from a list, by their sources:
# a line for each title that they take. The members are typed, and one that has another type makes the whole list unreadable; a
# number has 32 bits; names are compared without case. Radarr's Custom List uses nothing but id, which must be above 0; StevenLu
# Custom uses imdb_id, else the title; Sonarr's Custom List uses tvdbId, else tmdbId or imdbId.
def int32: if . == null then 0 elif type == "number" and . == floor and (. | fabs) < 2147483648 then . else error("no int32") end;
def text: if . == null or type == "string" then . else error("no text") end;

if type != "array" then error("no array") else .[] end
| with_entries(.key |= ascii_downcase)
| if $kind == "radarr" then .id | int32 | select(. > 0) | "tmdb:\(.)"
  elif $kind == "stevenlu" then (.imdb_id | text) // (.title | text) | select(.)
  else
      (.tvdbid | int32) as $tvdb | (.tmdbid | int32) as $tmdb | (.imdbid | text) as $imdb | (.title | text) as $title
      | if $tvdb > 0 then "tvdb:\($tvdb)" elif $tmdb > 0 then "tmdb:\($tmdb)" else $imdb end | select(.)
  end
