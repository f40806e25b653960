# The shell started by ask.zsh reads this file. Ctrl-T completes the line, writes the completions to
# $ANSWERS, and clears the line.
compadd()
{
    local -a added
    if [[ " ${@[1,(i)(-|--)]} " == *' -'[a-zA-Z]#[OAD]' '* ]]; then
        builtin compadd "$@"
        return
    fi
    builtin compadd -A added "$@"
    (( $#added )) && print -rl -- ${(Q)added} >>$ANSWERS
    builtin compadd "$@"
}
offer()
{
    zle complete-word
    print -r -- --- >>$ANSWERS
    BUFFER=
    print -n done
}
zle -N offer
bindkey '^T' offer
bindkey -r '^I'
LISTMAX=10000 # otherwise zsh asks before it shows many
print ready
