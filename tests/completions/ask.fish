# ask.fish DIR LINE...: prints the completions that fish offers at the end of each LINE, with the files
# in DIR: one per line, and "---" after those of each LINE.
set -p fish_complete_path $argv[1]
for line in $argv[2..]
    complete -C $line | string replace -r '\t.*' ''
    echo ---
end
