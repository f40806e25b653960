# ask.fish DIR LINE...: what fish offers at the end of each LINE with the completions of DIR, one on a line; behind each line's, "---".
set -p fish_complete_path $argv[1]
for line in $argv[2..]
    complete -C $line | string replace -r '\t.*' ''
    echo ---
end
