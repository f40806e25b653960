# ask.zsh DIR LINE...: what zsh offers at the end of each LINE with the completions of DIR, one on a line; behind each line's, "---".
# It is asked as by a user, in a shell of its own on a terminal of its own, where compadd writes down what it adds.
zmodload zsh/zpty || exit 1
directory=$1
shift
export ANSWERS=$(mktemp)
zpty shell zsh -f -i
zpty -w shell "PROMPT=; stty -echo; fpath=(${(q)directory} \$fpath); autoload -Uz compinit; compinit -u -D; source ${(q)0:A:h}/probe.zsh"
# The probe says when it is ready, and when all has been offered.
zpty -r shell said '*ready*'
for line; do
    zpty -w -n shell "$line"$'\C-t'
    zpty -r shell said '*done*'
done
zpty -d shell
cat "$ANSWERS"
rm -f "$ANSWERS"
