# Read by the shell that ask.zsh starts: Ctrl-T completes, what is offered is written to $ANSWERS, and the line is empty again.
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
LISTMAX=10000 # else zsh asks first whether to show many
print ready
