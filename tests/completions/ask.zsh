# ask.zsh DIR LINE...: prints the completions that zsh offers at the end of each LINE, with the files in
# DIR: one per line, and "---" after those of each LINE. A separate shell on its own terminal completes
# the lines, as for a user; its compadd writes the completions to a file.
zmodload zsh/zpty || exit 1
directory=$1
shift
export ANSWERS=$(mktemp)
zpty shell zsh -f -i
zpty -w shell "PROMPT=; stty -echo; fpath=(${(q)directory} \$fpath); autoload -Uz compinit; compinit -u -D; source ${(q)0:A:h}/probe.zsh"
# The probe reports when it is ready, and when all completions have been offered.
zpty -r shell said '*ready*'
for line; do
    zpty -w -n shell "$line"$'\C-t'
    zpty -r shell said '*done*'
done
zpty -d shell
cat "$ANSWERS"
rm -f "$ANSWERS"
